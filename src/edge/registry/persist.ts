import { adviceOn, isRateLimit } from '../../core/registry/hosts.ts'
import { RegistryRefusal } from '../../core/registry/refusal.ts'
import { isRetriedCode, isRetriedStatus, MAX_ATTEMPTS, nextTry } from '../../core/registry/retry.ts'
import type { Clock } from './clock.ts'
import { HttpFailure } from './http.ts'

export interface Persistence {
  readonly clock: Clock
  /** Milliseconds. */
  readonly budget: number
  readonly signal: AbortSignal
  readonly maxAttempts?: number
  /** Failures worth another attempt beside those of the network and of overloaded servers. */
  readonly alsoAgain?: (error: unknown) => boolean
}

/** What made us stop trying, beside the last failure itself. */
export class GaveUp extends Error {
  override readonly name = 'GaveUp'
}

/** Does `work` until it succeeds, fails for good, or the budget is spent. `work` gets the last attempt's failure. */
export const persist = async <T>(work: (before: unknown) => Promise<T>, options: Persistence): Promise<T> => {
  const { clock, budget, signal, maxAttempts = MAX_ATTEMPTS, alsoAgain } = options
  const started = clock.now()
  let before: unknown
  for (let attempts = 1; ; attempts++) {
    signal.throwIfAborted()
    try {
      return await work(before)
    } catch (error) {
      if (signal.aborted || !(mayPass(error) || alsoAgain?.(error) === true)) throw error
      const elapsed = clock.now() - started
      const retryAfter = error instanceof RegistryRefusal ? error.facts.retryAfter : undefined
      const next = nextTry({ attempts, maxAttempts, elapsed, budget, retryAfter, jitter: Math.random() })
      if (!next.again) throw next.why === undefined ? error : new GaveUp(next.why, { cause: error })
      await clock.sleep(next.wait, signal)
      before = error
    }
  }
}

/** Tells whether `error` may be gone the next time. */
export const mayPass = (error: unknown): boolean => {
  if (error instanceof HttpFailure) return isRetriedCode(error.code)
  if (!(error instanceof RegistryRefusal)) return false
  const { status, message, facts } = error
  if (adviceOn(facts.registry, message)?.final === true) return false
  return isRetriedStatus(status) || isRateLimit(status, message)
}

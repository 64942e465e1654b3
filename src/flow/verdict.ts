import type { Workload } from '../core/cluster/object.ts'
import { type Cause, PASSING } from '../core/rollout/cause.ts'
import { changerOf } from '../core/rollout/changer.ts'
import { diagnose } from '../core/rollout/diagnosis.ts'
import type { Seen } from '../core/rollout/seen.ts'
import { settlingSeconds } from '../core/rollout/settling.ts'
import { type Hold, type RolloutStatus, statusOf } from '../core/rollout/status.ts'
import type { Clock, Cluster } from '../ports.ts'
import type { NamespaceWatch } from './namespace-watch.ts'
import type { Rollout } from './rollouts.ts'

/** How waiting for a rollout ended. */
export type Verdict =
  | { readonly kind: 'complete'; readonly seen: Seen }
  | { readonly kind: 'held'; readonly why: Hold; readonly waitingFor: readonly string[]; readonly seen: Seen }
  | FailedVerdict
  /** Somebody else has taken it over, or away: it is no longer ours to judge. */
  | { readonly kind: 'taken'; readonly why: string; readonly seen: Seen | undefined }
  | { readonly kind: 'cancelled'; readonly waitingFor: readonly string[]; readonly seen: Seen | undefined }

export interface FailedVerdict {
  readonly kind: 'failed'
  /** One sentence: the surest cause, or what did not happen in time. */
  readonly why: string
  readonly causes: readonly Cause[]
  readonly waitingFor: readonly string[]
  readonly seen: Seen | undefined
}

/** What is waited for: the pods of one write. */
export interface Awaited extends Pick<Rollout, 'resource' | 'key' | 'written' | 'before'> {
  readonly timeoutSeconds: number
}

const UNSEEN: FailedVerdict = {
  kind: 'failed',
  why: 'the cluster did not say how it stands',
  causes: [],
  waitingFor: [],
  seen: undefined,
}

interface Waiting {
  readonly watch: NamespaceWatch
  readonly cluster: Cluster
  readonly clock: Clock
}

/** Waits until a rollout has ended one way or another. Throws CLUSTER_FAILED when the workload cannot be watched. */
export const awaitVerdict = async (awaited: Awaited, waiting: Waiting, signal: AbortSignal): Promise<Verdict> => {
  const { watch, clock } = waiting
  const started = clock.now()
  let last: Look | undefined
  try {
    await within(clock, watch.watch(awaited.resource), { milliseconds: awaited.timeoutSeconds * 1000, signal })
    if (!(await isThere(awaited, waiting, signal))) return UNSEEN
    const patience = openPatience()
    const calm = openCalm()
    for (;;) {
      const change = watch.changed(awaited.key.name)
      last = lookAt(awaited, watch)
      const now = clock.now()
      const left = awaited.timeoutSeconds * 1000 - (now - started)
      const judged = judge(last, { due: patience.due(last.causes, now), left, awaited })
      const unsettled = calm.left(judged, now)
      if (judged !== undefined && (unsettled === 0 || left <= 0)) return judged
      const milliseconds = Math.max(1, Math.min(left, unsettled || patience.left(last.causes, now)))
      await within(clock, change, { milliseconds, signal })
    }
  } catch (error) {
    if (!signal.aborted) throw error
    const { status, seen } = last ?? {}
    return { kind: 'cancelled', waitingFor: status === undefined ? [] : missing(status), seen }
  }
}

/** The workload as it is now; without a status it is no longer the one that was written. */
interface Look {
  readonly seen: Seen | undefined
  readonly status: RolloutStatus | undefined
  readonly taken: string | undefined
  readonly causes: readonly Cause[]
}

const lookAt = ({ resource, key, written, before }: Awaited, watch: NamespaceWatch): Look => {
  const seen = watch.seen(resource, key.name)
  const none = { status: undefined, causes: [] }
  if (seen === undefined) return { ...none, seen, taken: 'it was deleted while its rollout was waited for' }
  const { workload } = seen
  const taken = takenBy(written, workload)
  if (taken !== undefined) return { ...none, seen, taken }
  const { kind } = resource
  const status = statusOf(workload, { kind, generation: written.metadata?.generation ?? 0, before })
  // Until the controller has seen the change, the pods that are there are those of another template.
  const observed = (workload.status?.observedGeneration ?? 0) >= (written.metadata?.generation ?? 0)
  return { seen, status, taken: undefined, causes: observed && status.status !== 'complete' ? diagnose(seen) : [] }
}

const takenBy = (written: Workload, live: Workload): string | undefined => {
  if (live.metadata?.uid !== written.metadata?.uid)
    return 'it was deleted and made anew while its rollout was waited for'
  const changer = changerOf(written, live)
  return changer === undefined ? undefined : `it was changed by "${changer}" while its rollout was waited for`
}

interface Judging {
  /** The surest cause, when it has lasted too long. */
  readonly due: Cause | undefined
  /** Milliseconds to the deadline. */
  readonly left: number
  readonly awaited: Awaited
}

const judge = ({ seen, status, taken, causes }: Look, { due, left, awaited }: Judging): Verdict | undefined => {
  if (taken !== undefined || seen === undefined || status === undefined)
    return { kind: 'taken', why: taken ?? '', seen }
  if (status.status === 'complete') return { kind: 'complete', seen }
  const { waitingFor } = status
  if (status.status === 'held') return { kind: 'held', why: status.why, waitingFor, seen }
  const failed = { kind: 'failed', causes, waitingFor, seen } as const
  if (due !== undefined) return { ...failed, causes: [due, ...causes.filter((cause) => cause !== due)], why: due.text }
  const [cause] = causes
  if (status.status === 'failed') return { ...failed, why: cause?.text ?? status.reason }
  const late = `not complete after ${awaited.timeoutSeconds} s: ${cause?.text ?? waitingFor.join(', ')}`
  return left > 0 ? undefined : { ...failed, why: late }
}

const missing = (status: RolloutStatus): readonly string[] => (status.status === 'complete' ? [] : status.waitingFor)

/** How long each cause has lasted, by the clock. */
const openPatience = (): {
  due(causes: readonly Cause[], now: number): Cause | undefined
  left(causes: readonly Cause[], now: number): number
} => {
  let since: ReadonlyMap<string, number> = new Map()
  const leftOf = (cause: Cause, now: number): number => cause.patience * 1000 - (now - (since.get(idOf(cause)) ?? now))
  return {
    due: (causes, now) => {
      since = new Map(causes.map((cause) => [idOf(cause), since.get(idOf(cause)) ?? now]))
      return causes.find((cause) => leftOf(cause, now) <= 0)
    },
    left: (causes, now) => Math.min(PASSING * 1000, ...causes.map((cause) => leftOf(cause, now))),
  }
}

/** How long a rollout has been complete without a break, by the clock. */
const openCalm = (): { left(judged: Verdict | undefined, now: number): number } => {
  let since: number | undefined
  return {
    left: (judged, now) => {
      if (judged?.kind !== 'complete') {
        since = undefined
        return 0
      }
      since ??= now
      return Math.max(0, settlingSeconds(judged.seen.workload) * 1000 - (now - since))
    },
  }
}

/** The words of one cause may change from try to try. */
const idOf = ({ kind, object }: Cause): string => `${kind} ${object}`

/**
 * A watch that was open before the object was made may not know of it yet: what is not there is asked for, so that an
 * object that is gone is not waited for.
 */
const isThere = async (
  { resource, key, timeoutSeconds }: Awaited,
  { watch, cluster, clock }: Waiting,
  signal: AbortSignal,
): Promise<boolean> => {
  const started = clock.now()
  while (clock.now() - started < timeoutSeconds * 1000) {
    const change = watch.changed(key.name)
    if (watch.seen(resource, key.name) !== undefined) return true
    if ((await cluster.get(resource, key, signal)) === undefined) return true
    await within(clock, change, { milliseconds: 1000, signal })
  }
  return false
}

/** Settles with `work`, or after that time. Throws the signal's reason. */
const within = async (
  clock: Clock,
  work: Promise<void>,
  { milliseconds, signal }: { readonly milliseconds: number; readonly signal: AbortSignal },
): Promise<void> => {
  const over = new AbortController()
  try {
    await Promise.race([work, clock.sleep(milliseconds, AbortSignal.any([signal, over.signal]))])
  } finally {
    over.abort()
  }
}

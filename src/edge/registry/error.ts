import { ActionError } from '../../core/errors.ts'
import { hintOnFailure } from '../../core/registry/failure-hint.ts'
import { adviceOn } from '../../core/registry/hosts.ts'
import { UnusableManifest } from '../../core/registry/manifest.ts'
import { type RefusalFacts, RegistryRefusal } from '../../core/registry/refusal.ts'
import { HttpFailure } from './http.ts'
import { ContentMismatch } from './mismatch.ts'
import { GaveUp } from './persist.ts'
import { UnsafeTarget } from './redirects.ts'
import { NoToken } from './tokens.ts'

/** Runs `work` and throws what a user can read in the place of what the parts of this client throw. */
export type Explained = <T>(signal: AbortSignal, work: () => Promise<T>) => Promise<T>

/** `clean` takes secrets out of what registries said. */
export const explainer =
  (clean: (text: string) => string): Explained =>
  async (signal, work) => {
    try {
      return await work()
    } catch (error) {
      signal.throwIfAborted()
      throw explain(error, clean)
    }
  }

/** Makes a REGISTRY_FAILED of any failure of this client; a bug stays what it is. */
const explain = (error: unknown, clean: (text: string) => string): unknown => {
  const cause = error instanceof GaveUp ? error.cause : error
  const told = messageOf(cause)
  if (told === undefined) return error
  const hint = [error instanceof GaveUp ? error.message : undefined, told.hint].filter((text) => text !== undefined)
  return new ActionError('REGISTRY_FAILED', clean(told.message), {
    cause,
    hint: hint.length === 0 ? undefined : clean(hint.join('. ')),
  })
}

interface Told {
  readonly message: string
  readonly hint?: string | undefined
}

const messageOf = (error: unknown): Told | undefined => {
  if (error instanceof RegistryRefusal) return refusalTold(error)
  if (error instanceof HttpFailure) return failureTold(error)
  if (error instanceof UnsafeTarget)
    return {
      message: `Cannot follow the registry: ${error.message}`,
      hint: 'If that host can be trusted, list it in option "insecure-registries"',
    }
  if (error instanceof NoToken || error instanceof ContentMismatch || error instanceof UnusableManifest)
    return { message: error.message }
  return undefined
}

const refusalTold = (refusal: RegistryRefusal): Told => {
  const { method, what, registry, status, rejected } = refusal.facts
  const said = refusal.message.slice(`${method} ${what}: `.length)
  const advice = adviceOn(registry, refusal.message)?.hint
  if (status !== 401 && status !== 403) return { message: `Cannot ${method} "${what}": ${said}`, hint: advice }
  const reading = method === 'GET' || method === 'HEAD'
  const verdict = rejected === true ? 'credentials rejected' : reading ? 'not found or denied' : 'denied'
  return { message: `Cannot ${method} "${what}": ${verdict}: ${said}`, hint: advice ?? loginHint(refusal.facts) }
}

const loginHint = ({ registry, credential, rejected }: RefusalFacts): string => {
  if (credential === undefined)
    return `No credential was found for "${registry}": log in to it, or give options "username" and "password"`
  return `The credential used was ${credential}: ${rejected === true ? 'is it still valid?' : 'has it the right to do this?'}`
}

const failureTold = ({ method, target, code, message, cause }: HttpFailure): Told => {
  const why = message.slice(message.indexOf(': ') + 2)
  const known = PLAIN_WORDS[code] ?? (cause instanceof Error && cause.message.length > 200 ? code : why)
  const origin = { host: target.url.host, plain: target.url.protocol === 'http:' }
  return {
    message: `Cannot ${method} "${message.slice(method.length + 1, message.indexOf(': '))}": ${known}`,
    hint: hintOnFailure(code, why, origin),
  }
}

const PLAIN_WORDS: Readonly<Record<string, string>> = {
  ECONNRESET: 'the connection was reset (ECONNRESET)',
  EPIPE: 'the connection was closed (EPIPE)',
  ECONNREFUSED: 'the connection was refused (ECONNREFUSED)',
  ENOTFOUND: 'the host is unknown (ENOTFOUND)',
  EPROTO: 'TLS could not be agreed on (EPROTO)',
}

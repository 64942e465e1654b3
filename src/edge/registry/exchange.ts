import type { Repository } from '../../core/oci/reference.ts'
import { isLoopback, isNamed } from '../../core/registry/address.ts'
import { apiHost } from '../../core/registry/hosts.ts'
import type { RegistryRefusal } from '../../core/registry/refusal.ts'
import { type Target, targetOf } from '../../core/registry/target.ts'
import { type Answer, readAnswer, refusalOf } from './answer.ts'
import type { Auth, Grant, Need } from './auth.ts'
import type { Clock } from './clock.ts'
import type { Body, Http, HttpResponse } from './http.ts'
import type { Limits } from './limits.ts'
import { persist } from './persist.ts'
import { sendFollowing } from './redirects.ts'

/** One request to a registry. */
export interface Call extends Need {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT'
  /** Below the repository, `manifests/latest`, or an address that the registry gave. */
  readonly to: string | Target
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Body | undefined
  /** Statuses that are an answer; every other is a refusal. */
  readonly wants: readonly number[]
  /** The most bytes of an answer worth reading. */
  readonly limit?: number
  /** It moves a blob, so it may take long. */
  readonly slow?: boolean
}

export interface ExchangeOptions {
  readonly http: Http
  readonly auth: Auth
  readonly clock: Clock
  readonly limits: Limits
  /** Hosts that are spoken to over plain HTTP, and may be sent to wherever they are. */
  readonly insecure: readonly string[]
}

export interface Exchange {
  readonly clock: Clock
  readonly limits: Limits
  readonly insecure: readonly string[]
  /** Sends `call` once, logging in and following redirects, and returns a wanted answer unread. Throws what it got. */
  open(call: Call, signal: AbortSignal): Promise<HttpResponse>
  /** As open, with the answer read. */
  tell(call: Call, signal: AbortSignal): Promise<Answer>
  /** Makes the refusal that an answer turned out to be. */
  refusal(call: Pick<Call, 'method' | 'repository'>, answer: Answer, signal: AbortSignal): Promise<RegistryRefusal>
  /** As tell, again and again while that may help. */
  ask(call: Call, signal: AbortSignal): Promise<Answer>
}

/** Joins connections, login, redirects and patience into requests to registries. */
export const openExchange = (options: ExchangeOptions): Exchange => {
  const { auth, clock, limits, insecure } = options
  const introduce = introductions()
  const refusal: Exchange['refusal'] = async ({ method, repository }, answer, signal) => {
    const credential = await auth.source(repository, signal)
    return refusalOf(method, answer, { repository, credential, now: clock.now() })
  }
  const open = async (call: Call, signal: AbortSignal): Promise<HttpResponse> => {
    const response = await introduce(call.repository.registry, () => logIn(call, options, signal))
    if (call.wants.includes(response.status)) return response
    throw await refusal(call, await readAnswer(response), signal)
  }
  const tell = async (call: Call, signal: AbortSignal): Promise<Answer> =>
    readAnswer(await open(call, signal), call.limit)
  const ask = (call: Call, signal: AbortSignal): Promise<Answer> =>
    persist(() => tell(call, signal), { clock, budget: limits.budget, signal })
  return { clock, limits, insecure, open, tell, refusal, ask }
}

/** Sends `call`, at most three times: without a login, with the one at hand, and with one made for it. */
const logIn = async (call: Call, options: ExchangeOptions, signal: AbortSignal): Promise<HttpResponse> => {
  const { auth, insecure } = options
  const target = typeof call.to === 'string' ? apiTarget(call.repository, call.to, insecure) : call.to
  const home = apiTarget(call.repository, '', insecure).url.origin
  // Another origin gets no login, and its 401 is none of ours to answer.
  const ours = target.url.origin === home
  let grant = ours ? await auth.grant(call, signal) : undefined
  for (;;) {
    const response = await send(call, target, grant, { ...options, signal })
    if (response.status !== 401 || !ours || response.target.url.origin !== home) return response
    const { challenges } = response
    const next = await auth.renew({ need: call, grant, challenges, target }, signal)
    if (next === undefined || isSpent(call)) return response
    await readAnswer(response)
    grant = next
  }
}

const send = (
  call: Call,
  target: Target,
  grant: Grant | undefined,
  { http, limits, insecure, signal }: ExchangeOptions & { readonly signal: AbortSignal },
): Promise<HttpResponse> => {
  const { method, body, slow } = call
  const headers = {
    'accept-encoding': 'identity',
    ...call.headers,
    ...(grant === undefined ? {} : { authorization: grant.header }),
  }
  const total = slow === true ? limits.blob : limits.request
  return sendFollowing(http, { method, target, headers, body, signal, total }, insecure)
}

/** The address of something below a repository. Plain HTTP is for this computer and for hosts that the user named. */
export const apiTarget = ({ registry, path }: Repository, rest: string, insecure: readonly string[]): Target => {
  const plain = isLoopback(registry) || isNamed(registry, insecure)
  return targetOf(`${plain ? 'http' : 'https'}://${apiHost(registry)}/v2/${path}/${rest}`)
}

/** A stream has been read, whole or in part: it cannot be sent again. */
const isSpent = ({ body }: Call): boolean => body !== undefined && 'size' in body

/**
 * Lets the first request to a registry go alone: it learns how to log in, and a hundred others need not be refused to
 * learn the same. However it ends, nobody waits twice.
 */
const introductions = (): (<T>(registry: string, work: () => Promise<T>) => Promise<T>) => {
  const first = new Map<string, Promise<void>>()
  return async (registry, work) => {
    const before = first.get(registry)
    if (before !== undefined) {
      await before
      return work()
    }
    const working = work()
    const over = (): void => undefined
    first.set(registry, working.then(over, over))
    return working
  }
}

import type { Answerable } from '../../core/registry/challenge.ts'
import { RegistryRefusal } from '../../core/registry/refusal.ts'
import { type Target, withParam } from '../../core/registry/target.ts'
import { type Answer, readAnswer, refusalOf } from './answer.ts'
import type { Clock } from './clock.ts'
import type { Credential } from './credentials.ts'
import type { Http } from './http.ts'
import { type Limits, MAX_TEXT } from './limits.ts'
import { persist } from './persist.ts'
import { nextTarget, sendFollowing } from './redirects.ts'

export interface TokenRequest {
  readonly challenge: Extract<Answerable, { kind: 'bearer' }>
  /** The registry whose challenge it is; its realm is judged from there. */
  readonly registry: string
  readonly from: Target
  readonly credential: Credential
  readonly scopes: readonly string[]
}

export interface Token {
  readonly value: string
  /** Milliseconds since 1970 by our clock, a little early. */
  readonly until: number
}

export interface TokenOptions {
  readonly http: Http
  readonly clock: Clock
  readonly limits: Limits
  /** Hosts that the user named, wherever they are. */
  readonly trusted: readonly string[]
  readonly onSecret: (secret: string) => void
}

/** Tokens live this many seconds when the server does not say. */
const DEFAULT_LIFE = 60
/** Statuses by which servers say that they do not know the POST form. */
const NO_POST = new Set([400, 401, 404, 405])
const CLIENT = 'function-images'

/**
 * Trades a credential for a token. Throws RegistryRefusal when the server denies it.
 * https://distribution.github.io/distribution/spec/auth/token/ and …/auth/oauth/
 */
export const fetchToken = async (request: TokenRequest, options: TokenOptions, signal: AbortSignal): Promise<Token> => {
  const { clock, limits, onSecret } = options
  const send = async (): Promise<Token> => {
    const realm = nextTarget(request.from, request.challenge.realm, options.trusted)
    const posted =
      request.credential.login?.kind === 'identity' ? await post(realm, request, options, signal) : undefined
    const usePost = posted !== undefined && !NO_POST.has(posted.status)
    const answer = usePost ? posted : await get(realm, request, options, signal)
    const method = usePost ? 'POST' : 'GET'
    const token = answer.status === 200 ? readToken(answer, clock.now()) : undefined
    if (token !== undefined) return token
    const about = { repository: { registry: request.registry, path: '' }, credential: request.credential.source }
    if (answer.status === 200) throw new NoToken(`The token server "${realm.url.host}" did not answer with a token`)
    throw refusalOf(method, answer, { ...about, now: clock.now() })
  }
  const token = await persist(send, { clock, budget: limits.budget, signal })
  onSecret(token.value)
  return token
}

/** A token server's answer that cannot be understood. */
export class NoToken extends Error {
  override readonly name = 'NoToken'
}

/** Tells whether a token server said no, rather than fell over. */
export const isDenied = (error: unknown): boolean => error instanceof RegistryRefusal && error.status < 500

const get = async (
  realm: Target,
  request: TokenRequest,
  options: TokenOptions,
  signal: AbortSignal,
): Promise<Answer> => {
  const { challenge, credential, scopes } = request
  let target = challenge.service === undefined ? realm : withParam(realm, 'service', challenge.service)
  for (const scope of scopes) target = withParam(target, 'scope', scope)
  const headers = { accept: 'application/json', ...basicHeader(credential) }
  return readAnswer(
    await sendFollowing(
      options.http,
      { method: 'GET', target, headers, signal, total: options.limits.request },
      options.trusted,
    ),
  )
}

const post = async (
  realm: Target,
  request: TokenRequest,
  options: TokenOptions,
  signal: AbortSignal,
): Promise<Answer> => {
  const { challenge, credential, scopes } = request
  const form = new URLSearchParams({
    grant_type: 'refresh_token',
    client_id: CLIENT,
    scope: scopes.join(' '),
    refresh_token: credential.login?.kind === 'identity' ? credential.login.token : '',
    ...(challenge.service === undefined ? {} : { service: challenge.service }),
  })
  const headers = { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' }
  const body = Buffer.from(form.toString())
  // Not followed elsewhere: the body is the secret.
  return readAnswer(
    await options.http.send({ method: 'POST', target: realm, headers, body, signal, total: options.limits.request }),
  )
}

/** The Basic header of a credential, none for an anonymous one. */
export const basicHeader = ({ login }: Credential): Readonly<Record<string, string>> => {
  if (login === undefined || login.kind === 'bearer') return {}
  const secret = login.kind === 'identity' ? login.token : login.password
  return { authorization: `Basic ${Buffer.from(`${login.username}:${secret}`).toString('base64')}` }
}

const readToken = ({ bytes, cut }: Answer, now: number): Token | undefined => {
  if (cut) throw new NoToken(`The token server answered with more than ${MAX_TEXT / 1024} KiB`)
  const reply = parse(bytes)
  const value = [reply['token'], reply['access_token']].find((text) => typeof text === 'string' && text !== '')
  if (typeof value !== 'string' || !/^[\x21-\x7e]+$/.test(value)) return undefined
  const given = reply['expires_in']
  const life = typeof given === 'number' && given > 0 ? given : DEFAULT_LIFE
  return { value, until: now + (life - Math.min(10, life / 5)) * 1000 }
}

const parse = (bytes: Uint8Array): Readonly<Record<string, unknown>> => {
  try {
    return Object(JSON.parse(Buffer.from(bytes).toString('utf8'))) as Record<string, unknown>
  } catch {
    return {}
  }
}

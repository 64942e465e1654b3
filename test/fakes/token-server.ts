import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import http from 'node:http'
import { closeServer, listen } from './loopback.ts'

export type Action = 'pull' | 'push' | 'delete'

export interface TokenServerOptions {
  /** What may be done in which repository; `*` stands for those that are not named. */
  readonly grants: Readonly<Record<string, readonly Action[]>>
  /** Names and passwords; without them everybody is served. */
  readonly users?: Readonly<Record<string, string>>
  /** Scopes for which the server refuses to give any token, as some do, with the status to say so. */
  readonly refuse?: (scope: string) => number | undefined
  /** What POST takes as refresh_token. */
  readonly identityTokens?: readonly string[]
  /** How long tokens live, in seconds. */
  readonly lifetime?: number
  /** The field that holds the token. */
  readonly field?: 'token' | 'access_token'
  /** False: the reply does not say how long the token lives. */
  readonly expiresIn?: boolean
  /** The status of each POST, for servers that know only GET. */
  readonly post?: number
  /** In milliseconds. */
  readonly now?: () => number
}

/** One call as the server understood it. */
export interface TokenCall {
  readonly method: string
  readonly service: string
  readonly scopes: readonly string[]
  readonly user: string | undefined
  readonly status: number
}

export interface TokenServer {
  /** The URL that stands in challenges. */
  readonly realm: string
  readonly host: string
  readonly calls: readonly TokenCall[]
  /** Tells what `token` allows; undefined when it is not ours, or too old. */
  access(token: string): ReadonlyMap<string, readonly Action[]> | undefined
  /** Makes all tokens given so far worthless. */
  revoke(): void
  close(): Promise<void>
}

interface Claims {
  readonly access: readonly (readonly [string, readonly Action[]])[]
  readonly expires: number
}

interface Grant {
  readonly status: number
  readonly user: string | undefined
  readonly service: string
  readonly scopes: readonly string[]
}

/**
 * Opens a token server on a free port of 127.0.0.1. It gives each caller the part of the scopes that the grants allow, as
 * real ones do. https://distribution.github.io/distribution/spec/auth/token/
 */
export const openTokenServer = async (options: TokenServerOptions): Promise<TokenServer> => {
  const now = options.now ?? Date.now
  const calls: TokenCall[] = []
  let key = randomBytes(32)
  const server = http.createServer((request, response) => {
    void (async () => {
      const grant = await judge(request, options)
      calls.push({ method: request.method ?? '', ...grant })
      response.writeHead(grant.status, { 'content-type': 'application/json' })
      response.end(JSON.stringify(grant.status === 200 ? replyTo(grant, options, { key, now: now() }) : REFUSED))
    })()
  })
  const host = await listen(server)
  return {
    realm: `http://${host}/token`,
    host,
    calls,
    access: (token) => {
      const claims = verify(token, key)
      return claims === undefined || claims.expires <= now() ? undefined : new Map(claims.access)
    },
    revoke: () => {
      key = randomBytes(32)
    },
    close: () => closeServer(server),
  }
}

const REFUSED = { errors: [{ code: 'UNAUTHORIZED', message: 'no token for you' }] }

const replyTo = ({ scopes }: Grant, options: TokenServerOptions, by: { key: Buffer; now: number }): object => {
  const { lifetime = 300, field = 'token', expiresIn = true, grants } = options
  const claims = { access: accessOf(scopes, grants), expires: by.now + lifetime * 1000 }
  return { [field]: sign(claims, by.key), ...(expiresIn ? { expires_in: lifetime } : {}) }
}

const judge = async (request: http.IncomingMessage, options: TokenServerOptions): Promise<Grant> => {
  const { users, identityTokens = [], post } = options
  let form = ''
  for await (const chunk of request) form += String(chunk)
  const query = new URL(request.url ?? '/', 'http://x').searchParams
  const fields = request.method === 'POST' ? new URLSearchParams(form) : query
  const asked = {
    service: fields.get('service') ?? '',
    scopes: fields.getAll('scope').flatMap((scope) => scope.split(' ').filter((one) => one !== '')),
  }
  if (request.method === 'POST') {
    if (post !== undefined) return { ...asked, status: post, user: undefined }
    const known = identityTokens.includes(fields.get('refresh_token') ?? '')
    return { ...asked, status: known ? 200 : 401, user: known ? '<token>' : undefined }
  }
  const refusal = asked.scopes.map((scope) => options.refuse?.(scope)).find((status) => status !== undefined)
  if (refusal !== undefined) return { ...asked, status: refusal, user: undefined }
  const [user, password] = basic(request.headers.authorization)
  const known = users === undefined || (user !== undefined && users[user] === password)
  return { ...asked, status: known ? 200 : 401, user }
}

const basic = (header = ''): readonly [string | undefined, string] => {
  const [, encoded] = /^Basic +(.+)$/i.exec(header) ?? []
  if (encoded === undefined) return [undefined, '']
  const text = Buffer.from(encoded, 'base64').toString()
  const colon = text.indexOf(':')
  return [text.slice(0, colon), text.slice(colon + 1)]
}

const accessOf = (scopes: readonly string[], grants: TokenServerOptions['grants']): Claims['access'] =>
  scopes.flatMap((scope) => {
    const [, name = '', actions = ''] = /^repository:(.+):([a-z,*]+)$/.exec(scope) ?? []
    const allowed = grants[name] ?? grants['*'] ?? []
    return name === '' ? [] : [[name, allowed.filter((action) => actions.split(',').includes(action))] as const]
  })

const sign = (claims: Claims, key: Buffer): string => {
  const payload = Buffer.from(JSON.stringify(claims)).toString('base64url')
  return `${payload}.${mac(payload, key).toString('base64url')}`
}

const verify = (token: string, key: Buffer): Claims | undefined => {
  const [payload = '', given = ''] = token.split('.')
  const [expected, got] = [mac(payload, key), Buffer.from(given, 'base64url')]
  if (got.length !== expected.length || !timingSafeEqual(got, expected)) return undefined
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Claims
}

const mac = (payload: string, key: Buffer): Buffer => createHmac('sha256', key).update(payload).digest()

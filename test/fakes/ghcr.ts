import { type Exchange, type FaultProxy, type Reply, openFaultProxy } from './fault-proxy.ts'

/** The ways in which GitHub's container registry refuses a push, and its words for them. */
export const REFUSALS = {
  /** The job has no `packages: write`. */
  write: 'installation not allowed to Write organization package',
  /** The package exists and does not list the repository. */
  'write-package': 'permission_denied: write_package',
  /** The organization does not let its members make packages. */
  create: 'installation not allowed to Create organization package',
  /** Not a refusal: the first write of a burst is asked to wait. */
  'rate-limit': 'You have exceeded a secondary rate limit',
} as const

export interface GhcrOptions {
  /** `host:port` of a registry that asks for nothing and keeps the images. */
  readonly upstream: string
  /** The job's token, which is everybody's password; without it one may only read. */
  readonly token: string
  readonly refuses?: keyof typeof REFUSALS
  /** Where clients find it. Default: https://ghcr.io, for use behind a proxy. */
  readonly url?: string
}

/** Opens a registry that signs in, and refuses, as ghcr.io does; its log is a fault proxy's. */
export const openGhcr = (options: GhcrOptions): Promise<FaultProxy> => {
  const answer = answerer(options)
  return openFaultProxy({ upstream: options.upstream, script: '* ^/: call("ghcr")', hooks: { ghcr: answer } })
}

const answerer = (options: GhcrOptions): ((exchange: Exchange) => Promise<Reply | undefined>) => {
  let waited = false
  return async (exchange) => {
    const { pathname, searchParams } = new URL(exchange.target, 'http://ghcr')
    if (pathname === '/token') return signIn(exchange, searchParams.getAll('scope'), options)
    const [, name] = /^\/v2\/(.+)\/(?:manifests|blobs|tags|referrers)\//.exec(pathname) ?? []
    if (name === undefined) return undefined
    const token = grantOf(exchange)
    if (token === undefined) return challenge(name, options)
    const exists = await packageExists(name, options)
    const writes = exchange.method !== 'GET' && exchange.method !== 'HEAD'
    if (!writes) return exists || token.push ? undefined : denied('requested access to the resource is denied')
    if (!token.push) return denied('permission_denied: The token provided does not match expected scopes.')
    if (options.refuses === 'rate-limit') {
      if (waited) return undefined
      waited = true
      return denied(REFUSALS['rate-limit'], { 'retry-after': '1' })
    }
    if (options.refuses === undefined || (options.refuses === 'create' && exists)) return undefined
    return denied(REFUSALS[options.refuses])
  }
}

interface Grant {
  readonly push: boolean
}

const signIn = ({ headers }: Exchange, scopes: readonly string[], { token }: GhcrOptions): Reply => {
  const [, basic] = /^Basic (.+)$/i.exec(headers.authorization ?? '') ?? []
  const password = basic === undefined ? undefined : Buffer.from(basic, 'base64').toString().split(':')[1]
  if (password !== undefined && password !== token) return denied('denied')
  const grant: Grant = { push: password === token && scopes.some((scope) => /[:,]push(,|$| )/.test(scope)) }
  return json(200, { token: Buffer.from(JSON.stringify(grant)).toString('base64') })
}

const grantOf = ({ headers }: Exchange): Grant | undefined => {
  const [, token] = /^Bearer (.+)$/i.exec(headers.authorization ?? '') ?? []
  return token === undefined ? undefined : (JSON.parse(Buffer.from(token, 'base64').toString()) as Grant)
}

const challenge = (name: string, { url = 'https://ghcr.io' }: GhcrOptions): Reply => ({
  ...json(401, { errors: [{ code: 'UNAUTHORIZED', message: 'authentication required' }] }),
  headers: { 'www-authenticate': `Bearer realm="${url}/token",service="ghcr.io",scope="repository:${name}:pull"` },
})

/** A package is made by its first push. */
const packageExists = async (name: string, { upstream }: GhcrOptions): Promise<boolean> =>
  (await fetch(`http://${upstream}/v2/${name}/tags/list`)).ok

const denied = (message: string, headers: Readonly<Record<string, string>> = {}): Reply => {
  const reply = json(403, { errors: [{ code: 'DENIED', message }] })
  return { ...reply, headers: { ...reply.headers, ...headers } }
}

const json = (status: number, content: unknown): Reply => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(content),
})

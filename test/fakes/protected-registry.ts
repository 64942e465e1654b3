import { type Exchange, type FaultProxy, type Reply, openFaultProxy } from './fault-proxy.ts'
import type { Action, TokenServer } from './token-server.ts'

export interface ProtectedRegistryOptions {
  /** The registry behind, which asks for nothing. */
  readonly upstream: string
  readonly tokens: TokenServer
  /** Repositories that GET and HEAD reach without a token. */
  readonly anyoneReads?: readonly string[]
  /** Makes the challenge, for registries with ways of their own. */
  readonly challenge?: (scope: string, error: string | undefined) => string | readonly string[]
}

type Need = readonly [repository: string, action: Action]

/**
 * Opens a front that asks for a bearer token whose scopes cover each request, as a registry with token authentication
 * does; its log is a fault proxy's. https://distribution.github.io/distribution/spec/auth/token/
 */
export const openProtectedRegistry = (options: ProtectedRegistryOptions): Promise<FaultProxy> =>
  openFaultProxy({
    upstream: options.upstream,
    script: '* ^/: call("authorize")',
    hooks: { authorize: (exchange) => authorize(exchange, options) },
  })

const authorize = (exchange: Exchange, options: ProtectedRegistryOptions): Reply | undefined => {
  const needs = needsOf(exchange)
  const [, token] = /^Bearer +(.+)$/i.exec(exchange.headers.authorization ?? '') ?? []
  const access = token === undefined ? undefined : options.tokens.access(token)
  const covered = needs.every(([name, action]) => access?.get(name)?.includes(action))
  if (access !== undefined && covered) return undefined
  if (needs.length > 0 && needs.every((need) => isOpen(need, options))) return undefined
  const error = token === undefined ? undefined : access === undefined ? 'invalid_token' : 'insufficient_scope'
  const challenge = options.challenge ?? ((scope, why) => bearer(options.tokens, scope, why))
  return {
    status: 401,
    headers: { 'content-type': 'application/json', 'www-authenticate': challenge(scopeOf(needs), error) },
    body: '{"errors":[{"code":"UNAUTHORIZED","message":"authentication required"}]}',
  }
}

const isOpen = ([name, action]: Need, { anyoneReads = [] }: ProtectedRegistryOptions): boolean =>
  action === 'pull' && anyoneReads.includes(name)

/** Writes the challenge of distribution. */
const bearer = ({ realm }: TokenServer, scope: string, error: string | undefined): string =>
  [
    `Bearer realm="${realm}",service="registry.test"`,
    ...(scope === '' ? [] : [`scope="${scope}"`]),
    ...(error === undefined ? [] : [`error="${error}"`]),
  ].join(',')

const needsOf = ({ method, target }: Exchange): readonly Need[] => {
  const url = new URL(target, 'http://x')
  const [, name] = /^\/v2\/(.+)\/(?:manifests|blobs|tags|referrers)\//.exec(url.pathname) ?? []
  if (name === undefined) return []
  if (method === 'DELETE') return [[name, 'delete']]
  if (method === 'GET' || method === 'HEAD') return [[name, 'pull']]
  const from = url.searchParams.get('from')
  return [...(from === null ? [] : [[from, 'pull'] as const]), [name, 'pull'], [name, 'push']]
}

const scopeOf = (needs: readonly Need[]): string => {
  const actions = new Map<string, Action[]>()
  for (const [name, action] of needs) actions.set(name, [...(actions.get(name) ?? []), action])
  return [...actions].map(([name, all]) => `repository:${name}:${all.join(',')}`).join(' ')
}

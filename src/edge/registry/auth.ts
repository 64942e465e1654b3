import type { Repository } from '../../core/oci/reference.ts'
import { type Answerable, parseChallenges, pickChallenge } from '../../core/registry/challenge.ts'
import { formatScopes, type Scope } from '../../core/registry/scopes.ts'
import type { Target } from '../../core/registry/target.ts'
import type { RepositoryAccess } from '../../ports.ts'
import { type Account, openAccounts } from './accounts.ts'
import type { Credentials } from './credentials.ts'
import { openTokens } from './token-cache.ts'
import { basicHeader, isDenied, type Token, type TokenOptions } from './tokens.ts'

/** What a request does, as far as a token server wants to know. */
export interface Need {
  readonly repository: Repository
  readonly push: boolean
  /** A repository of the same registry that a blob is mounted from. */
  readonly mountFrom?: Repository | undefined
}

/** An Authorization header. */
export interface Grant {
  readonly header: string
  /** Nothing better is to be had: a refusal of it counts. */
  readonly final: boolean
}

export interface Refused {
  readonly need: Need
  readonly grant: Grant | undefined
  /** The WWW-Authenticate headers. */
  readonly challenges: readonly string[]
  /** Who refused. */
  readonly target: Target
}

export interface Auth {
  expect(access: readonly RepositoryAccess[]): void
  /** Returns the header for a request, undefined where the registry has not asked for one. Throws when denied one. */
  grant(need: Need, signal: AbortSignal): Promise<Grant | undefined>
  /** Returns another header after a 401, undefined when the 401 is the answer. */
  renew(refused: Refused, signal: AbortSignal): Promise<Grant | undefined>
  /** Names where the credential for `repository` comes from. */
  source(repository: Repository, signal: AbortSignal): Promise<string | undefined>
  pushes(repository: Repository): boolean
}

interface Asked {
  readonly challenge: Answerable
  readonly from: Target
}

/** Logs in to registries as they ask for it: a credential is never sent to one that does not. */
export const openAuth = (credentials: Credentials, options: TokenOptions): Auth => {
  const accounts = openAccounts(credentials)
  const tokens = openTokens(options)
  const asked = new Map<string, Asked>()
  /** Needs that the token of their group did not serve. */
  const alone = new Set<string>()

  const bearer = async (need: Need, { challenge, from }: Asked, signal: AbortSignal): Promise<Token> => {
    const account = await accounts.of(need.repository, signal)
    const extra = challenge.kind === 'bearer' ? challenge : undefined
    if (extra === undefined) throw new TypeError('Only a Bearer challenge can be answered with a token')
    const about = { challenge: extra, registry: need.repository.registry, from, credential: account.credential }
    let denied: unknown
    for (const scopes of scopeSets(need, account, alone.has(needId(need, account)))) {
      try {
        return await tokens.get(account.id, { ...about, scopes: formatScopes(scopes) }, signal)
      } catch (error) {
        if (!isDenied(error)) throw error
        denied = error
      }
    }
    throw denied
  }

  const grant = async (need: Need, signal: AbortSignal, final = false): Promise<Grant | undefined> => {
    const known = asked.get(need.repository.registry)
    if (known === undefined) return undefined
    const { credential } = await accounts.of(need.repository, signal)
    if (credential.login?.kind === 'bearer') return { header: `Bearer ${credential.login.token}`, final: true }
    if (known.challenge.kind === 'bearer')
      return { header: `Bearer ${(await bearer(need, known, signal)).value}`, final }
    const { authorization } = basicHeader(credential)
    return authorization === undefined ? undefined : { header: authorization, final: true }
  }

  return {
    expect: (access) => accounts.expect(access),
    grant: (need, signal) => grant(need, signal),
    renew: async ({ need, grant: refused, challenges, target }, signal) => {
      const challenge = pickChallenge(parseChallenges(challenges))
      if (challenge === undefined || refused?.final === true) return undefined
      asked.set(need.repository.registry, { challenge, from: target })
      if (refused === undefined) return grant(need, signal)
      alone.add(needId(need, await accounts.of(need.repository, signal)))
      tokens.drop(refused.header.slice('Bearer '.length))
      return grant(need, signal, true)
    },
    source: async (repository, signal) => (await credentials.find(repository, signal)).source,
    pushes: (repository) => accounts.pushes(repository),
  }
}

/**
 * The sets of scopes to ask for, the next one when a token server denies the one before: with the rest of the group;
 * for this request alone; and for reading alone, since some servers deny the whole when the right to push is missing.
 */
const scopeSets = (need: Need, { groups }: Account, alone: boolean): readonly (readonly Scope[])[] => {
  const { path } = need.repository
  const from = need.mountFrom === undefined ? [] : [{ path: need.mountFrom.path, push: false }]
  const push = need.push || groups.pushes(path)
  const group = alone || (need.push && !groups.pushes(path)) ? undefined : groups.groupOf(path)
  const missing = from.filter((scope) => group?.some((member) => member.path === scope.path) !== true)
  return [
    ...(group === undefined ? [] : [[...group, ...missing]]),
    [{ path, push }, ...from],
    ...(push && !need.push ? [[{ path, push: false }]] : []),
  ]
}

const needId = ({ repository, push, mountFrom }: Need, { id }: Account): string =>
  [id, repository.path, push, mountFrom?.path ?? ''].join(' ')

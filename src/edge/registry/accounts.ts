import { formatRepository, type Repository } from '../../core/oci/reference.ts'
import { type ScopeGroups, scopeGroups } from '../../core/registry/scopes.ts'
import type { RepositoryAccess } from '../../ports.ts'
import type { Credential, Credentials } from './credentials.ts'

/** A credential of one registry, and the repositories that are spoken to with it. */
export interface Account {
  /** Unlike every other account's. */
  readonly id: string
  readonly credential: Credential
  readonly groups: ScopeGroups
}

export interface Accounts {
  expect(access: readonly RepositoryAccess[]): void
  of(repository: Repository, signal: AbortSignal): Promise<Account>
  pushes(repository: Repository): boolean
}

/** Sorts repositories by their credentials, since only those with the same one can share a token. */
export const openAccounts = (credentials: Credentials): Accounts => {
  const accounts = new Map<string, Account>()
  const pushed = new Set<string>()
  let unsorted: readonly RepositoryAccess[] = []
  const find = async ({ registry, path }: Repository, signal: AbortSignal): Promise<Account> => {
    const credential = await credentials.find({ registry, path }, signal)
    const id = `${registry} ${credential.source ?? ''}`
    const account = accounts.get(id) ?? { id, credential, groups: scopeGroups() }
    accounts.set(id, account)
    return account
  }
  const sort = async (registry: string, signal: AbortSignal): Promise<void> => {
    const mine = unsorted.filter(({ repository }) => repository.registry === registry)
    const owners = await Promise.all(mine.map(({ repository }) => find(repository, signal)))
    // Two calls may sort the same ones: the second changes nothing.
    mine.forEach(({ repository: { path }, push }, index) => owners[index]?.groups.expect([{ path, push }]))
    const sorted = new Set(mine)
    unsorted = unsorted.filter((access) => !sorted.has(access))
  }
  return {
    expect: (access) => {
      unsorted = [...unsorted, ...access]
      for (const { repository, push } of access) if (push) pushed.add(formatRepository(repository))
    },
    of: async (repository, signal) => {
      await sort(repository.registry, signal)
      return find(repository, signal)
    },
    pushes: (repository) => pushed.has(formatRepository(repository)),
  }
}

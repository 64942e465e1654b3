/** What a token is asked for. https://distribution.github.io/distribution/spec/auth/scope/ */
export interface Scope {
  readonly path: string
  readonly push: boolean
}

/**
 * How many repositories one token is asked for. The scopes go into the address of the token request and come back in
 * the token: with 100 the Authorization header outgrows the 8 kB that nginx takes.
 */
export const GROUP_SIZE = 40

/** Writes scopes as a token server reads them, those with push first: some servers look at the first one only. */
export const formatScopes = (scopes: readonly Scope[]): readonly string[] =>
  [...scopes.filter(({ push }) => push), ...scopes.filter(({ push }) => !push)].map(
    ({ path, push }) => `repository:${path}:${push ? 'pull,push' : 'pull'}`,
  )

/** The repositories of one account that a run has said it will touch, in groups that share a token. */
export interface ScopeGroups {
  /** Adds repositories; one that is known to be read and is now pushed to changes its group. */
  expect(scopes: readonly Scope[]): void
  /** Returns the group of `path`, undefined when it was never expected. Groups keep what they have been given. */
  groupOf(path: string): readonly Scope[] | undefined
  pushes(path: string): boolean
}

/** Makes groups of at most {@link GROUP_SIZE}, filled when the first of their members is asked for. */
export const scopeGroups = (): ScopeGroups => {
  const waiting = new Map<string, Scope>()
  const grouped = new Map<string, readonly Scope[]>()
  const known = new Map<string, Scope>()
  const fill = (first: Scope): readonly Scope[] => {
    waiting.delete(first.path)
    const rest = [...waiting.values()].toSorted((a, b) => Number(b.push) - Number(a.push)).slice(0, GROUP_SIZE - 1)
    const group = [first, ...rest]
    for (const { path } of rest) waiting.delete(path)
    for (const { path } of group) grouped.set(path, group)
    return group
  }
  return {
    expect: (scopes) => {
      for (const scope of scopes) {
        const before = known.get(scope.path)
        if (before !== undefined && (before.push || !scope.push)) continue
        known.set(scope.path, scope)
        waiting.set(scope.path, scope)
        grouped.delete(scope.path)
      }
    },
    groupOf: (path) => {
      const scope = waiting.get(path)
      return scope === undefined ? grouped.get(path) : fill(scope)
    },
    pushes: (path) => known.get(path)?.push === true,
  }
}

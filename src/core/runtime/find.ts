import type { RuntimeCatalog, Runtime } from './catalogue.ts'

/** A runtime, or why there is none and which one to take. */
export type RuntimeAnswer =
  | { readonly found: true; readonly runtime: Runtime }
  | { readonly found: false; readonly message: string; readonly hint: string }

/** Families that Kubeless had and we know by name, but do not build yet. */
const NOT_YET = new Set(['ruby', 'php', 'go', 'java', 'jvm', 'vertx', 'dotnetcore', 'nodejsCE'])

/** Families of Kubeless that have a successor here. */
const SUCCESSOR: Readonly<Record<string, string>> = { nodejs_distroless: 'nodejs' }

/** Looks `id` up, exactly, as Kubeless did; a miss names the nearest runtime there is. */
export const findRuntime = (catalog: RuntimeCatalog, id: string): RuntimeAnswer => {
  const runtime = catalog.get(id)
  if (runtime !== undefined) return { found: true, runtime }
  const known = [...catalog.keys()]
  const family = /^[a-zA-Z_-]+/.exec(id)?.[0] ?? ''
  if (NOT_YET.has(family))
    return miss(id, `this release cannot build ${family} functions yet`, `It builds ${known.join(', ')}`)
  if (family === 'ballerina')
    return miss(id, 'the language version Kubeless served is dead', `Known are ${known.join(', ')}`)
  const same = known.filter((candidate) => catalog.get(candidate)?.family === (SUCCESSOR[family] ?? family))
  if (same.length > 0) return miss(id, 'no such version', `Use ${same.join(' or ')}, and test the function on it`)
  return miss(id, 'no such runtime', `Known are ${known.join(', ')}; option "runtimes" adds your own`)
}

const miss = (id: string, why: string, hint: string): RuntimeAnswer => ({
  found: false,
  message: `Cannot find runtime "${id}": ${why}`,
  hint,
})

import { matchesGlob } from 'node:path'
import { isSpecName } from '../core/function/recognise.ts'
import { listAll } from './listing.ts'
import type { Place } from './place.ts'
import { walk } from './walk.ts'

/** Lists what may hold specs below the working directory, relative to the top level. */
export const discover = async (place: Place): Promise<string[]> => {
  const all = (await listAll(place)).map(({ path }) => path)
  const charts = chartsOf(all)
  return all.filter((path) => {
    const folders = foldersOf(path.slice(place.prefix.length))
    if (!isSpecName(path) || folders.some(({ name }) => name.startsWith('.') || isAside(name))) return false
    return !folders.some(({ name, parent }) => name === 'templates' && charts.has(place.prefix + parent))
  })
}

/** Tells whether a word of `functions` is a pattern rather than one file's name. */
export const isPattern = (glob: string): boolean => /[*?[\]{}]/.test(glob)

/**
 * Lists the files that a pattern (relative to the working directory) matches, relative to the top level. Ignored files
 * count; what discovery leaves out counts when the pattern has a part for it: `examples/**`, not a bare `**`.
 */
export const expandGlob = async ({ directory, prefix }: Place, glob: string): Promise<string[]> => {
  const parts = glob.split('/').filter((part) => part !== '**' && part !== '*')
  const isNamed = (name: string): boolean => parts.some((part) => matchesGlob(name, part))
  const enter = (path: string): boolean => {
    const name = path.slice(path.lastIndexOf('/') + 1)
    return !isAside(name) || isNamed(name)
  }
  const all = walk(directory, '', enter)
  const charts = isNamed('templates') ? new Set<string>() : chartsOf(all)
  return all
    .filter((path) => matchesGlob(path, glob))
    .filter((path) => !foldersOf(path).some(({ name, parent }) => name === 'templates' && charts.has(parent)))
    .toSorted()
    .map((path) => prefix + path)
}

/** Folders whose specs are rarely meant to be built. */
const isAside = (name: string): boolean => name === 'node_modules' || name === 'examples' || name.startsWith('test')

/** Folders of Helm charts, with a slash at the end: what is in their `templates` is not YAML yet. */
const chartsOf = (paths: readonly string[]): ReadonlySet<string> =>
  new Set(paths.filter((path) => /(?:^|\/)Chart\.yaml$/.test(path)).map((path) => path.slice(0, -'Chart.yaml'.length)))

/** Splits `a/b/c.yaml` into its folders: `a` in ``, `b` in `a/`. */
const foldersOf = (path: string): { readonly name: string; readonly parent: string }[] => {
  const names = path.split('/').slice(0, -1)
  return names.map((name, index) => ({
    name,
    parent: names
      .slice(0, index)
      .map((folder) => `${folder}/`)
      .join(''),
  }))
}

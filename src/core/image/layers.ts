import { ActionError } from '../errors.ts'
import { type LayerEntry, packLayer } from '../oci/layer.ts'
import type { TarEntry } from '../oci/tar.ts'
import type { Layer } from '../oci/types.ts'
import { byBytes, type FileEntry } from './content.ts'

/** Where a function's code and dependencies live in its image; the working directory of every phase. */
export const FUNCTION_ROOT = 'kubeless'

/** Where our shim lives: a folder that no base owns. */
export const SHIM_ROOT = 'function-images'

/** The user that functions and phases run as, and its group. */
export const FUNCTION_USER = 1000

/** Packs `files` below `root`, as {@link layerEntries} lists them. */
export const packFiles = (root: string, files: readonly FileEntry[]): Promise<Layer> =>
  packLayer(layerEntries(root, files))

/**
 * Lists the entries of a layer with `files` below `root`. Every layer of ours begins with the same entry for /kubeless,
 * writable by the function's user, since the last layer that has an entry decides a folder's owner and mode; all below
 * it belongs to `owner`: root, but where a phase runs.
 */
export const layerEntries = (root: string, files: readonly FileEntry[], owner = 0): readonly LayerEntry[] => {
  const entries = new Map<string, LayerEntry>([[`${FUNCTION_ROOT}/`, { entry: FUNCTION_FOLDER }]])
  for (const file of [...files].sort((a, b) => byBytes(a.path, b.path))) {
    const path = `${root}/${file.path}`
    for (const parent of parentsOf(path))
      if (!entries.has(parent)) entries.set(parent, { entry: folder(parent, owner) })
    if (entries.has(path) || entries.has(`${path}/`))
      throw new ActionError(
        'BUILD_FAILED',
        `Cannot pack "${file.path}": it is there twice, as a file and as a folder or file`,
      )
    entries.set(path, layerEntry(path, file, owner))
  }
  return [...entries.values()]
}

const FUNCTION_FOLDER: TarEntry = {
  type: 'directory',
  path: `${FUNCTION_ROOT}/`,
  mode: 0o775,
  uid: FUNCTION_USER,
  gid: FUNCTION_USER,
  size: 0,
}

const folder = (path: string, owner: number): TarEntry => ({
  type: 'directory',
  path,
  mode: 0o755,
  uid: owner,
  gid: owner,
  size: 0,
})

/** `a/b/c` → `a/`, `a/b/`. */
const parentsOf = (path: string): readonly string[] => {
  const parts = path.split('/').slice(0, -1)
  return parts.map((_, index) => `${parts.slice(0, index + 1).join('/')}/`)
}

const layerEntry = (path: string, file: FileEntry, owner: number): LayerEntry => {
  const owned = { path, uid: owner, gid: owner }
  if (file.type === 'symlink')
    return { entry: { ...owned, type: 'symlink', mode: 0o777, size: 0, target: file.target } }
  return { entry: { ...owned, type: 'file', mode: file.executable ? 0o755 : 0o644, size: file.size }, read: file.read }
}

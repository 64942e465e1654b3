import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import type { GitFile } from './git.ts'
import type { Place } from './place.ts'
import { walk } from './walk.ts'

/** Files, with what git knows of each; paths are relative to the place's top level. */
export type Listing = readonly GitFile[]

/** Lists all files of the working directory: tracked or not ignored; without git, all there are. */
export const listAll = async ({ git, directory, prefix }: Place): Promise<Listing> =>
  git === undefined ? untracked(walk(directory, prefix)) : git.files()

/** Lists the file at `path`, or those below it; a single file may be ignored by git, since it was named. */
export const listFolder = async ({ git, root }: Place, path: string): Promise<Listing> => {
  const all = git === undefined ? undefined : await git.files()
  const folder = path === '.' ? '' : `${path}/`
  if (lstatSync(join(root, path)).isDirectory()) {
    return all === undefined ? untracked(walk(join(root, path), folder)) : between(all, folder)
  }
  const known = all?.[firstFrom(all, path)]
  return known?.path === path ? [known] : untracked([path])
}

/** Returns `path` relative to `folder`, which it is in. */
export const below = (folder: string, path: string): string => (folder === '.' ? path : path.slice(folder.length + 1))

const untracked = (paths: readonly string[]): Listing => paths.map((path) => ({ path, tracked: undefined }))

const between = (files: Listing, folder: string): Listing => {
  const start = firstFrom(files, folder)
  let end = start
  while (files[end]?.path.startsWith(folder) === true) end += 1
  return files.slice(start, end)
}

const firstFrom = (files: Listing, path: string): number => {
  let [low, high] = [0, files.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((files[middle]?.path ?? '') < path) low = middle + 1
    else high = middle
  }
  return low
}

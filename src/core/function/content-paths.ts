import { posix } from 'node:path'
import type { FileEntry } from '../image/content.ts'

/** Says what is wrong with one path of a function's content; undefined when it can be a path in an image. */
export const pathFault = (path: string): string | undefined => {
  // oxlint-disable-next-line no-control-regex
  if (/[\0-\u001f\u007f]/.test(path)) return 'its name has a control character'
  if (path.includes('\ufffd')) return 'its name is not UTF-8'
  if (path.includes('\\')) return 'its name has a backslash, which is a folder on Windows'
  if (path.split('/').some((name) => name.startsWith('.wh.')))
    return 'names that begin with ".wh." delete files in an image'
  return undefined
}

/** Says what is wrong with a symbolic link; undefined when it stays inside the function's own folder. */
export const linkFault = (path: string, target: string): string | undefined => {
  if (target === '' || target.includes('\0')) return 'it is a symbolic link to nothing'
  if (posix.isAbsolute(target) || /^[A-Za-z]:/.test(target))
    return `it is a symbolic link to the absolute path "${target}"`
  const resolved = posix.join(posix.dirname(path), target)
  if (resolved === '..' || resolved.startsWith('../'))
    return `it is a symbolic link out of the function's folder, to "${target}"`
  return undefined
}

/**
 * Finds paths (or folders of them) that are one on a file system that ignores case or composes characters: such a
 * checkout would give another image. Returns pairs.
 */
export const findTwins = (entries: readonly Pick<FileEntry, 'path'>[]): (readonly [string, string])[] => {
  const known = new Map<string, string>()
  const twins: (readonly [string, string])[] = []
  const add = (path: string): void => {
    const folded = path.normalize('NFC').toLowerCase().normalize('NFC')
    const other = known.get(folded)
    if (other === undefined) known.set(folded, path)
    else twins.push([other, path])
  }
  const parents = new Set(entries.flatMap(({ path }) => parentsOf(path)))
  for (const parent of parents) add(parent)
  for (const { path } of entries) add(path)
  return twins
}

const parentsOf = (path: string): string[] => {
  const names = path.split('/')
  return names.slice(1).map((_, index) => names.slice(0, index + 1).join('/'))
}

import type { Dirent } from 'node:fs'
import { lstat, readdir, readFile, readlink, realpath } from 'node:fs/promises'
import { isAbsolute, join, sep } from 'node:path'
import type { ActionError } from '../../core/errors.ts'
import { byBytes, type FileEntry } from '../../core/image/content.ts'
import { type LinkEnd, unfitKind, unfitLink, unfitName } from '../../core/image/unfit.ts'
import { digestOf } from '../../core/oci/digest.ts'

export interface CollectOptions {
  /** Paths below the root that are not taken. */
  readonly leaveOut: ReadonlySet<string>
  /** Makes the error for something that cannot go into a layer. */
  readonly refuse: (reason: string) => ActionError
  readonly signal: AbortSignal
}

/**
 * Lists what a phase left below `root`, sorted by bytes. Files are hashed now and read again when they are packed.
 * Owners, times, setuid bits and all of the mode but the owner's execute bit stay behind, hard links become files.
 */
export const collectFiles = async (root: string, options: CollectOptions): Promise<readonly FileEntry[]> => {
  const found = await walk(root, '', options)
  const wanted = found.filter(({ path }) => !options.leaveOut.has(path))
  const files: FileEntry[] = []
  for (let from = 0; from < wanted.length; from += AT_ONCE) {
    options.signal.throwIfAborted()
    const some = wanted.slice(from, from + AT_ONCE)
    files.push(...(await Promise.all(some.map((entry) => fileEntry(root, entry, options)))))
  }
  return files.sort((a, b) => byBytes(a.path, b.path))
}

/** Files open at the same time. */
const AT_ONCE = 32

interface Found {
  readonly path: string
  readonly entry: Dirent
}

const walk = async (root: string, folder: string, options: CollectOptions): Promise<readonly Found[]> => {
  options.signal.throwIfAborted()
  const found: Found[] = []
  for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    checkName(entry.name, path, options)
    if (entry.isDirectory()) for (const below of await walk(root, path, options)) found.push(below)
    else found.push({ path, entry })
  }
  return found
}

const checkName = (name: string, path: string, { refuse }: CollectOptions): void => {
  const why = unfitName(name, path)
  if (why !== undefined) throw refuse(why)
}

const fileEntry = async (root: string, { path, entry }: Found, options: CollectOptions): Promise<FileEntry> => {
  const file = join(root, path)
  if (entry.isSymbolicLink()) return { type: 'symlink', path, target: await checkedTarget(root, path, options) }
  if (!entry.isFile()) throw options.refuse(unfitKind(path))
  const [{ mode }, bytes] = await Promise.all([lstat(file), readFile(file)])
  const executable = (mode & OWNER_EXECUTES) !== 0
  return { type: 'file', path, executable, size: bytes.length, digest: digestOf(bytes), read: () => readFile(file) }
}

const OWNER_EXECUTES = 0o100

const checkedTarget = async (root: string, path: string, { refuse }: CollectOptions): Promise<string> => {
  const target = await readlink(join(root, path))
  const why = unfitLink(path, target, isAbsolute(target) ? 'absolute' : await endOf(root, path))
  if (why !== undefined) throw refuse(why)
  return target
}

const endOf = async (root: string, path: string): Promise<LinkEnd> => {
  const place = await realpath(join(root, path)).catch(() => undefined)
  if (place === undefined) return 'missing'
  return place === root || place.startsWith(root + sep) ? 'inside' : 'outside'
}

import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { posix } from 'node:path'
import { byBytes, type FileEntry, type RegularFile } from '../../core/image/content.ts'
import { linkEnd, type Tree } from '../../core/image/link-end.ts'
import { unfitKind, unfitLink, unfitName } from '../../core/image/unfit.ts'
import { BLOCK } from '../../core/oci/tar.ts'
import { brokenTar, parsePax, parseTarHeader, type Pax, type TarHeader } from '../../core/oci/tar-header.ts'
import type { CollectOptions } from './collect.ts'

/**
 * Lists the files below the folder `root` of the tar in `file`, as `collectFiles` lists those of a folder. Nothing is
 * unpacked, so that no name in it is ever one on this machine: files are hashed now, and read again from the tar.
 */
export const filesInTar = async (
  file: string,
  root: string,
  options: CollectOptions,
): Promise<readonly FileEntry[]> => {
  const handle = await open(file)
  try {
    const read = openWindow(handle)
    const entries = await readEntries(read, root, options)
    const tree = treeOf(entries)
    const files: FileEntry[] = []
    for (const [path, entry] of entries) {
      options.signal.throwIfAborted()
      if (entry.header.flag === DIRECTORY || options.leaveOut.has(path)) continue
      if (entry.header.flag === SYMLINK) files.push(checkedLink(path, tree, options))
      else if (entry.header.flag === FILE) files.push(await hashedFile(path, entry, read, file))
      else throw options.refuse(unfitKind(path))
    }
    return files.sort((a, b) => byBytes(a.path, b.path))
  } finally {
    await handle.close()
  }
}

// https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html, typeflag
const FILE = '0'
const HARD_LINK = '1'
const SYMLINK = '2'
const DIRECTORY = '5'
const PAX = 'x'

interface Entry {
  readonly header: TarHeader
  /** Where its data begins. */
  readonly offset: number
}

type Entries = ReadonlyMap<string, Entry>

const readEntries = async (read: Read, root: string, options: CollectOptions): Promise<Entries> => {
  const entries = new Map<string, Entry>()
  let pax: Pax = {}
  let offset = 0
  for (let block = await read(offset, BLOCK); block[0] !== 0; block = await read(offset, BLOCK)) {
    options.signal.throwIfAborted()
    const header = parseTarHeader(block, pax)
    if (!Number.isSafeInteger(header.size) || header.size < 0) throw brokenTar('a size is no number')
    offset += BLOCK
    if (header.flag === PAX) pax = parsePax(await read(offset, Math.min(header.size, CHUNK)))
    else {
      const path = checkedPath(root, header.path, options)
      if (path !== '') entries.set(path, original(header, offset, root, entries))
      pax = {}
    }
    offset += Math.ceil(header.size / BLOCK) * BLOCK
  }
  return entries
}

/** Returns the path below `root`, empty for the root itself. */
const checkedPath = (root: string, written: string, { refuse }: CollectOptions): string => {
  const path = below(root, written)
  const why = unfitName(posix.basename(path), path)
  if (why !== undefined) throw refuse(why)
  return path
}

const below = (root: string, written: string): string => {
  const path = posix.normalize(written).replace(/\/$/, '')
  if (path === root) return ''
  if (path.includes('\0') || !path.startsWith(`${root}/`)) throw brokenTar(`"${written}" is not below "${root}"`)
  return path.slice(root.length + 1)
}

/** A hard link stands for the entry that it names, which comes before it. */
const original = (header: TarHeader, offset: number, root: string, entries: Entries): Entry => {
  if (header.flag !== HARD_LINK) return { header, offset }
  const entry = entries.get(below(root, header.target))
  if (entry === undefined) throw brokenTar(`"${header.path}" is a link to "${header.target}", which is not in it`)
  return entry
}

const treeOf = (entries: Entries): Tree =>
  new Map([...entries].map(([path, { header }]) => [path, header.flag === SYMLINK ? header.target : undefined]))

const checkedLink = (path: string, tree: Tree, { refuse }: CollectOptions): FileEntry => {
  const target = tree.get(path) ?? ''
  const why = unfitLink(path, target, linkEnd(tree, path))
  if (why !== undefined) throw refuse(why)
  return { type: 'symlink', path, target }
}

const hashedFile = async (
  path: string,
  { header: { mode, size }, offset }: Entry,
  read: Read,
  file: string,
): Promise<RegularFile> => {
  const hash = createHash('sha256')
  for (let done = 0; done < size; done += CHUNK) hash.update(await read(offset + done, Math.min(CHUNK, size - done)))
  return {
    type: 'file',
    path,
    executable: (mode & OWNER_EXECUTES) !== 0,
    size,
    digest: `sha256:${hash.digest('hex')}`,
    read: () => readPart(file, offset, size),
  }
}

const OWNER_EXECUTES = 0o100

const readPart = async (file: string, offset: number, size: number): Promise<Uint8Array> => {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(size), 0, size, offset)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

/** Reads at most {@link CHUNK} bytes; what it gives holds until the next call. Throws BUILD_FAILED past the end. */
type Read = (offset: number, length: number) => Promise<Buffer>

/** Bytes read from the disk at once: most entries are small, and lie one after the other. */
const CHUNK = 1024 ** 2

const openWindow = (handle: FileHandle): Read => {
  const window = Buffer.alloc(CHUNK)
  let from = 0
  let held = 0
  return async (offset, length) => {
    if (offset < from || offset + length > from + held) {
      held = (await handle.read(window, 0, CHUNK, offset)).bytesRead
      from = offset
    }
    if (length > held - (offset - from)) throw brokenTar('it ends too early')
    return window.subarray(offset - from, offset - from + length)
  }
}

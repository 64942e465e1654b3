import { createHash } from 'node:crypto'
import { lstatSync, readlinkSync, type Stats } from 'node:fs'
import { ActionError } from '../core/errors.ts'
import { digestOf, type Digest } from '../core/oci/digest.ts'
import type { TrackedFile } from './git.ts'
import { readRegularFile } from './read-file.ts'

/** What stands at a path, as git would store it. */
export type Content =
  | { readonly kind: 'file'; readonly executable: boolean; readonly bytes: Uint8Array; readonly read: Load }
  | { readonly kind: 'symlink'; readonly target: string }
  | { readonly kind: 'fault'; readonly why: string; readonly hint?: string }
  /** Deleted, or a folder by now. */
  | { readonly kind: 'none' }

type Load = () => Promise<Uint8Array>

/** Larger files would have to be held in memory. In bytes. */
const MAX_FILE_BYTES = 256 * 1024 * 1024

/** Reads the file at `path` (absolute). For a tracked one git's index says what it is, and what its bytes are if it is unchanged. */
export const readContent = async (path: string, tracked: TrackedFile | undefined): Promise<Content> => {
  const onDisk = await readDisk(path)
  return tracked === undefined ? onDisk : asTracked(onDisk, tracked)
}

/** Reads what is on the disk, never through a symbolic link and never waiting for a pipe. */
const readDisk = async (path: string): Promise<Content> => {
  const info = look(path)
  if (info === undefined || info.isDirectory()) return { kind: 'none' }
  if (info.isSymbolicLink()) return { kind: 'symlink', target: slashes(readlinkSync(path)) }
  if (!info.isFile()) return { kind: 'fault', why: `it is a ${kindOf(info)}` }
  if ((info.mode & 0o6000) !== 0) return { kind: 'fault', why: 'it has the setuid or setgid bit' }
  if (info.size > MAX_FILE_BYTES) return { kind: 'fault', why: `it is larger than ${MAX_FILE_BYTES / 2 ** 20} MiB` }
  const read = (): Promise<Uint8Array> => readRegular(path, info.size)
  const executable = process.platform !== 'win32' && (info.mode & 0o100) !== 0
  return { kind: 'file', executable, bytes: await read(), read }
}

const asTracked = async (onDisk: Content, tracked: TrackedFile): Promise<Content> => {
  const { mode, oid, skipped, repository } = tracked
  if (mode === '160000') return missingSubmodule
  if (onDisk.kind === 'fault') return onDisk
  if (onDisk.kind === 'none') return skipped ? asMode(mode, await fromBlob(tracked)) : onDisk
  // The common case needs no question to git: the bytes are those of the blob.
  if (onDisk.kind === 'symlink' && mode === '120000' && oidOf(Buffer.from(onDisk.target), oid) === oid) return onDisk
  if (onDisk.kind === 'file' && oidOf(onDisk.bytes, oid) === oid) return checked(asMode(mode, onDisk))
  const changed = (await repository.changes()).get(tracked.path)
  if (changed !== undefined) return asChanged(onDisk, mode, changed)
  return asStored(onDisk, tracked)
}

const missingSubmodule: Content = {
  kind: 'fault',
  why: 'it is a submodule that is not checked out',
  hint: 'Check it out: git submodule update --init, or "submodules: true" of actions/checkout',
}

/** A modified file counts as it is; where the checkout cannot hold links, git's mode tells them from files. */
const asChanged = (onDisk: Content, mode: string, changed: string): Content => {
  const isSameType = mode.slice(0, 3) === changed.slice(0, 3)
  return onDisk.kind === 'file' ? asMode(isSameType ? mode : changed, onDisk) : onDisk
}

/** An unmodified file whose bytes differ from the blob's was converted at checkout: line ends, a filter, LFS. */
const asStored = async (onDisk: Content, tracked: TrackedFile): Promise<Content> => {
  if (onDisk.kind === 'file') {
    const unix = toUnixLines(onDisk.bytes)
    if (oidOf(unix, tracked.oid) === tracked.oid) {
      return asMode(tracked.mode, { ...onDisk, bytes: unix, read: async () => toUnixLines(await onDisk.read()) })
    }
  }
  const stored = await fromBlob(tracked)
  const real = lfsDigest(stored.bytes)
  // With LFS set up, git stores a pointer and the checkout has what it points to.
  const isReal = onDisk.kind === 'file' && real !== undefined && digestOf(onDisk.bytes) === real
  return isReal ? asMode(tracked.mode, onDisk) : checked(asMode(tracked.mode, stored))
}

type FileContent = Extract<Content, { kind: 'file' }>

const fromBlob = async ({ repository, oid }: TrackedFile): Promise<FileContent> => {
  const read = (): Promise<Uint8Array> => repository.blob(oid)
  return { kind: 'file', executable: false, bytes: await read(), read }
}

const asMode = (mode: string, file: FileContent): Content => {
  if (mode === '120000') return { kind: 'symlink', target: Buffer.from(file.bytes).toString() }
  return { ...file, executable: mode === '100755' }
}

const checked = (content: Content): Content => {
  if (content.kind !== 'file' || lfsDigest(content.bytes) === undefined) return content
  const hint = 'Fetch the real files: git lfs pull, or "lfs: true" of actions/checkout'
  return { kind: 'fault', why: 'it is a Git LFS pointer', hint }
}

/** https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
const lfsDigest = (bytes: Uint8Array): Digest | undefined => {
  if (bytes.length > 1024) return undefined
  const text = Buffer.from(bytes).toString('latin1')
  const [, hex] =
    /^version https:\/\/git-lfs\.github\.com\/spec\/v1\n(?:.*\n)*?oid sha256:([0-9a-f]{64})\n/.exec(text) ?? []
  return hex === undefined ? undefined : `sha256:${hex}`
}

/** Returns the blob id of `bytes` in the hash that `like` is in. https://git-scm.com/book/en/v2/Git-Internals-Git-Objects */
const oidOf = (bytes: Uint8Array, like: string): string =>
  createHash(like.length === 64 ? 'sha256' : 'sha1')
    .update(`blob ${bytes.length}\0`)
    .update(bytes)
    .digest('hex')

const toUnixLines = (bytes: Uint8Array): Uint8Array => {
  const text = Buffer.from(bytes).toString('latin1')
  return Buffer.from(text.replaceAll('\r\n', '\n'), 'latin1')
}

/** Reads without following or waiting: the path may have changed since it was looked at. */
const readRegular = async (path: string, size: number): Promise<Uint8Array> => {
  try {
    return await readRegularFile(path, { size, follow: false })
  } catch (cause) {
    throw new ActionError('INPUT_INVALID', `Cannot read "${path}": ${codeOf(cause)}`, { cause })
  }
}

const look = (path: string): Stats | undefined => {
  try {
    return lstatSync(path, { throwIfNoEntry: false })
  } catch (error) {
    if (codeOf(error) !== 'ENOTDIR') throw error
    return undefined
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error)

const slashes = (target: string): string => (process.platform === 'win32' ? target.replaceAll('\\', '/') : target)

const kindOf = (info: Stats): string => {
  if (info.isFIFO()) return 'named pipe'
  return info.isSocket() ? 'socket' : 'device'
}

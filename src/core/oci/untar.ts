import { posix } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { ActionError } from '../errors.ts'
import { BLOCK } from './tar.ts'

/** One entry read from a layer of ours. */
export interface UnpackedEntry {
  readonly type: 'directory' | 'file' | 'symlink'
  /** Relative, normalised, and inside the root. */
  readonly path: string
  readonly mode: number
  readonly target: string
  readonly data: Uint8Array
}

/**
 * Reads an uncompressed tar as {@link packLayer} writes it: ustar with pax records. Throws BUILD_FAILED for any other
 * kind of entry and for a path that leaves the root, so that what comes out can be put on a disk.
 */
export const readTar = (tar: Uint8Array): readonly UnpackedEntry[] => {
  const entries: UnpackedEntry[] = []
  let pax: Readonly<Record<string, string>> = {}
  let offset = 0
  while (offset + BLOCK <= tar.length && tar[offset] !== 0) {
    const header = Buffer.from(tar.buffer, tar.byteOffset + offset, BLOCK)
    const size = Number(pax['size'] ?? octal(header, 124, 12))
    const data = tar.subarray(offset + BLOCK, offset + BLOCK + size)
    if (data.length !== size) throw broken('it ends inside a file')
    offset += BLOCK + Math.ceil(size / BLOCK) * BLOCK
    const flag = header.toString('latin1', 156, 157)
    if (flag === 'x') pax = parsePax(data)
    else {
      entries.push(entryOf(header, flag, pax, data))
      pax = {}
    }
  }
  return entries
}

/** Unpacked size of one layer that is taken, in bytes. */
const MAX_LAYER = 2 * 1024 ** 3

/** Uncompresses a gzipped layer. Throws BUILD_FAILED for what is no gzip, is cut or grows past 2 GiB. */
export const gunzipLayer = (bytes: Uint8Array): Uint8Array => {
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_LAYER })
  } catch (error) {
    throw broken(error instanceof Error ? error.message : 'it is no gzip')
  }
}

const TYPES: Readonly<Record<string, UnpackedEntry['type']>> = { '0': 'file', '2': 'symlink', '5': 'directory' }

const entryOf = (
  header: Buffer,
  flag: string,
  pax: Readonly<Record<string, string>>,
  data: Uint8Array,
): UnpackedEntry => {
  const prefix = text(header, 345, 155)
  const name = text(header, 0, 100)
  const path = safePath(pax['path'] ?? (prefix === '' ? name : `${prefix}/${name}`))
  const type = TYPES[flag]
  if (type === undefined) throw broken(`"${path}" is of a kind we never write`)
  const target = pax['linkpath'] ?? text(header, 157, 100)
  if (type === 'symlink') safePath(posix.join(posix.dirname(path), target))
  return { type, path, mode: octal(header, 100, 8), target, data }
}

const safePath = (path: string): string => {
  const normal = posix.normalize(path).replace(/\/$/, '')
  if (
    normal === '' ||
    normal === '.' ||
    normal.startsWith('/') ||
    normal === '..' ||
    normal.startsWith('../') ||
    normal.includes('\0')
  )
    throw broken(`"${path}" leaves its root`)
  return normal
}

const parsePax = (data: Uint8Array): Readonly<Record<string, string>> => {
  const records: Record<string, string> = {}
  let rest = Buffer.from(data)
  while (rest.length > 0) {
    const space = rest.indexOf(' ')
    const length = Number(rest.toString('latin1', 0, Math.max(space, 0)))
    if (space < 1 || !(length > space) || length > rest.length) throw broken('a pax record is cut')
    const [key = '', ...value] = rest.toString('utf8', space + 1, length - 1).split('=')
    records[key] = value.join('=')
    rest = rest.subarray(length)
  }
  return records
}

const text = (block: Buffer, offset: number, length: number): string => {
  const field = block.subarray(offset, offset + length)
  const end = field.indexOf(0)
  return field.toString('latin1', 0, end === -1 ? length : end)
}

const octal = (block: Buffer, offset: number, length: number): number =>
  Number.parseInt(text(block, offset, length).trim() || '0', 8)

const broken = (why: string): ActionError => new ActionError('BUILD_FAILED', `Cannot read a layer: ${why}`)

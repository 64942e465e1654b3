import { posix } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { BLOCK } from './tar.ts'
import { brokenTar, parsePax, parseTarHeader, type Pax, type TarHeader } from './tar-header.ts'

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
  let pax: Pax = {}
  let offset = 0
  while (offset + BLOCK <= tar.length && tar[offset] !== 0) {
    const header = parseTarHeader(Buffer.from(tar.buffer, tar.byteOffset + offset, BLOCK), pax)
    const { size } = header
    const data = tar.subarray(offset + BLOCK, offset + BLOCK + size)
    if (data.length !== size) throw brokenTar('it ends inside a file')
    offset += BLOCK + Math.ceil(size / BLOCK) * BLOCK
    if (header.flag === 'x') pax = parsePax(data)
    else {
      entries.push(entryOf(header, data))
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
    throw brokenTar(error instanceof Error ? error.message : 'it is no gzip')
  }
}

const TYPES: Readonly<Record<string, UnpackedEntry['type']>> = { '0': 'file', '2': 'symlink', '5': 'directory' }

const entryOf = (header: TarHeader, data: Uint8Array): UnpackedEntry => {
  const { mode, target } = header
  const path = safePath(header.path)
  const type = TYPES[header.flag]
  if (type === undefined) throw brokenTar(`"${path}" is of a kind we never write`)
  if (type === 'symlink') safePath(posix.join(posix.dirname(path), target))
  return { type, path, mode, target, data }
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
    throw brokenTar(`"${path}" leaves its root`)
  return normal
}

import { createHash, type Hash } from 'node:crypto'
import { once } from 'node:events'
import { createGzip, type Gzip } from 'node:zlib'
import { digestOf } from './digest.ts'
import { OCI_LAYER_GZIP } from './media-types.ts'
import { END_OF_ARCHIVE, padding, type TarEntry, tarHeader } from './tar.ts'
import type { Layer } from './types.ts'

/** A tar entry and, for a file, where its bytes come from. */
export interface LayerEntry {
  readonly entry: TarEntry
  readonly read?: () => Promise<Uint8Array>
}

/**
 * Packs `entries`, in their order, as a gzipped tar layer. Equal entries give equal bytes on every machine and official
 * build of Node; only the diffId is promised beyond that, so nothing is decided by the compressed bytes.
 */
export const packLayer = async (entries: readonly LayerEntry[], level = 6): Promise<Layer> => {
  const packer = openPacker(level)
  for await (const chunk of writeTar(entries)) await packer.write(chunk)
  return packer.close()
}

/** Gives the bytes of a tar of `entries`, in their order; each file is read when it is its turn. */
export async function* writeTar(entries: readonly LayerEntry[]): AsyncGenerator<Uint8Array> {
  for (const { entry, read } of entries) {
    yield tarHeader(entry)
    if (entry.type !== 'file') continue
    const bytes = (await read?.()) ?? new Uint8Array()
    if (bytes.length !== entry.size) throw new Error(`"${entry.path}" has ${bytes.length} bytes, not ${entry.size}`)
    yield bytes
    yield padding(bytes.length)
  }
  yield END_OF_ARCHIVE
}

interface Packer {
  write(bytes: Uint8Array): Promise<void>
  close(): Promise<Layer>
}

const openPacker = (level: number): Packer => {
  const gzip = createGzip({ level, memLevel: 8, windowBits: 15 })
  const diffId = createHash('sha256')
  const chunks: Buffer[] = []
  gzip.on('data', (chunk: Buffer) => chunks.push(chunk))
  return {
    write: async (bytes) => {
      if (bytes.length === 0) return
      diffId.update(bytes)
      if (!gzip.write(bytes)) await once(gzip, 'drain')
    },
    close: async () => {
      await ended(gzip)
      return layerOf(withFixedHeader(Buffer.concat(chunks)), diffId)
    },
  }
}

const ended = async (gzip: Gzip): Promise<void> => {
  const end = once(gzip, 'end')
  gzip.end()
  await end
}

/** Byte 9 of a gzip header names the system that packed it, 255 is "unknown". https://www.rfc-editor.org/rfc/rfc1952#section-2.3 */
const withFixedHeader = (bytes: Buffer): Uint8Array => {
  bytes[9] = 255
  return bytes
}

const layerOf = (bytes: Uint8Array, diffId: Hash): Layer => {
  return {
    descriptor: { mediaType: OCI_LAYER_GZIP, digest: digestOf(bytes), size: bytes.length },
    diffId: `sha256:${diffId.digest('hex')}`,
    bytes,
  }
}

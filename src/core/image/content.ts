import { type Digest, digestOf } from '../oci/digest.ts'

/** One entry of a layer below its root folder. Parents need no entry of their own. */
export type FileEntry = RegularFile | SymbolicLink

export interface RegularFile {
  readonly type: 'file'
  /** Relative, NFC, with `/`. */
  readonly path: string
  readonly executable: boolean
  /** In bytes. */
  readonly size: number
  /** Of the bytes `read` gives. */
  readonly digest: Digest
  /** Reads the bytes again at each call; they are not kept, so that ten thousand functions can be planned. */
  readonly read: () => Promise<Uint8Array>
}

export interface SymbolicLink {
  readonly type: 'symlink'
  readonly path: string
  /** Relative, and inside the same root. */
  readonly target: string
}

/** Makes a regular file of bytes at hand. */
export const fileOf = (path: string, content: Uint8Array | string, executable = false): RegularFile => {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  return {
    type: 'file',
    path,
    executable,
    size: bytes.length,
    digest: digestOf(bytes),
    read: () => Promise.resolve(bytes),
  }
}

/** Orders paths by their UTF-8 bytes, as tar readers and other languages do; JavaScript's own order is UTF-16's. */
export const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))

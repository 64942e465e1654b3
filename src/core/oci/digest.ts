import { createHash } from 'node:crypto'

/** An OCI content digest. https://github.com/opencontainers/image-spec/blob/main/descriptor.md#digests */
export type Digest = `sha256:${string}`

const DIGEST = /^sha256:[0-9a-f]{64}$/

/** Returns the OCI digest of `bytes`. */
export const digestOf = (bytes: Uint8Array | string): Digest =>
  `sha256:${createHash('sha256').update(bytes).digest('hex')}`

/** Tells whether `text` is a digest in the one algorithm we write and read. */
export const isDigest = (text: string): text is Digest => DIGEST.test(text)

/** Returns the hex part, 64 characters. */
export const hexOf = (digest: Digest): string => digest.slice('sha256:'.length)

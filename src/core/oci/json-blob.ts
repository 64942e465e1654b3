import { canonicalJson, type Json } from './canonical-json.ts'
import { type Digest, digestOf } from './digest.ts'
import type { Descriptor } from './types.ts'

/** A JSON document as a registry stores it, and what names it. */
export interface JsonBlob {
  readonly descriptor: Descriptor
  readonly bytes: Uint8Array
}

/** Writes a manifest, index or config as canonical JSON, so that equal documents have equal digests. */
export const jsonBlob = (mediaType: string, document: object): JsonBlob => {
  const bytes = Buffer.from(canonicalJson(document as unknown as Json))
  const digest: Digest = digestOf(bytes)
  return { descriptor: { mediaType, digest, size: bytes.length }, bytes }
}

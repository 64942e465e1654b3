import { canonicalJson, type Json } from './canonical-json.ts'
import { digestOf } from './digest.ts'
import type { Descriptor } from './types.ts'

/** A JSON document as a registry stores it, and what names it. */
export interface JsonBlob {
  readonly descriptor: Descriptor
  readonly bytes: Uint8Array
}

/** Writes a manifest, index or config as canonical JSON, so that equal documents have equal digests. */
export const jsonBlob = (mediaType: string, document: object): JsonBlob => {
  const bytes = Buffer.from(canonicalJson(document as unknown as Json))
  return { descriptor: { mediaType, digest: digestOf(bytes), size: bytes.length }, bytes }
}

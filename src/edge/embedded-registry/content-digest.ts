import { createHash } from 'node:crypto'
import { Refusal } from './refusal.ts'

/** The registered algorithms. https://github.com/opencontainers/image-spec/blob/main/descriptor.md#registered-algorithms */
export const ALGORITHMS = ['sha256', 'sha512'] as const

export type Algorithm = (typeof ALGORITHMS)[number]

/** What clients may name content by: wider than the digests that the product itself writes. */
export type ContentDigest = `${Algorithm}:${string}`

const DIGEST = /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/

export const isContentDigest = (text: string): text is ContentDigest => DIGEST.test(text)

/** Reads what a client sent as a digest, or refuses with DIGEST_INVALID. */
export const parseDigest = (text: string | null): ContentDigest => {
  if (text !== null && isContentDigest(text)) return text
  throw new Refusal('DIGEST_INVALID', `Cannot read digest "${text ?? ''}": write sha256: or sha512: and its hex digits`)
}

export const algorithmOf = (digest: ContentDigest): Algorithm => (digest.startsWith('sha512:') ? 'sha512' : 'sha256')

export const contentDigestOf = (algorithm: Algorithm, bytes: Uint8Array): ContentDigest =>
  `${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}`

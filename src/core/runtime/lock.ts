import { ActionError } from '../errors.ts'
import { type Digest, isDigest } from '../oci/digest.ts'

/** Digests of images by their full reference with a tag: `docker.io/library/node:24-slim`. */
export type Pins = ReadonlyMap<string, Digest>

export const LOCK_SCHEMA = 'function-images/lock/1'

/** Reads a lock file. Throws INPUT_INVALID naming `path` for anything but what {@link formatLock} writes. */
export const parseLock = (path: string, text: string): Pins => {
  const images = imagesOf(path, text)
  const pins = new Map<string, Digest>()
  for (const [reference, digest] of Object.entries(images)) {
    if (typeof digest !== 'string' || !isDigest(digest))
      throw unreadable(path, `"${reference}" has no digest of sha256: and 64 hex digits`)
    pins.set(reference, digest)
  }
  return pins
}

/** Writes a lock file: sorted and without a time, so that it changes only when a digest does. */
export const formatLock = (pins: Pins): string => {
  const images = Object.fromEntries([...pins].sort(([a], [b]) => (a < b ? -1 : 1)))
  return `${JSON.stringify({ schema: LOCK_SCHEMA, images }, undefined, 2)}\n`
}

const imagesOf = (path: string, text: string): Readonly<Record<string, unknown>> => {
  const content = parseJson(path, text)
  if (!isObject(content) || content['schema'] !== LOCK_SCHEMA)
    throw unreadable(path, `its schema is not "${LOCK_SCHEMA}"`)
  const { images } = content
  if (!isObject(images)) throw unreadable(path, 'it has no object "images"')
  return images
}

const parseJson = (path: string, text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch (cause) {
    throw unreadable(path, 'it is not JSON', cause)
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const unreadable = (path: string, why: string, cause?: unknown): ActionError =>
  new ActionError('INPUT_INVALID', `Cannot read lock file "${path}": ${why}`, {
    cause,
    hint: 'Run "function-images lock" to write it anew',
  })

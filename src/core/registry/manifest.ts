import { digestOf, isDigest } from '../oci/digest.ts'
import { DOCKER_LIST, DOCKER_MANIFEST, DOCKER_SCHEMA_1, OCI_INDEX, OCI_MANIFEST } from '../oci/media-types.ts'
import type { Descriptor, FetchedManifest, ImageIndex, ImageManifest } from '../oci/types.ts'

/** Bytes that are no manifest we can use; the message says why, as the end of a sentence. */
export class UnusableManifest extends Error {
  override readonly name = 'UnusableManifest'
}

const INDEX_TYPES = new Set([OCI_INDEX, DOCKER_LIST])
const MANIFEST_TYPES = new Set([OCI_MANIFEST, DOCKER_MANIFEST])

/**
 * Reads a manifest or index, checked to the depth that the types promise. `contentType` counts where the document does
 * not name its type. Throws UnusableManifest.
 */
export const readManifest = (bytes: Uint8Array, contentType: string | undefined): FetchedManifest => {
  const document = parse(bytes)
  const mediaType = mediaTypeOf(document, contentType)
  if (INDEX_TYPES.has(mediaType)) return fetched(bytes, mediaType, readIndex(document, mediaType))
  if (MANIFEST_TYPES.has(mediaType)) return fetched(bytes, mediaType, readImage(document, mediaType))
  throw new UnusableManifest(
    DOCKER_SCHEMA_1.test(mediaType)
      ? `it has the old media type "${mediaType}" (schema 1); push it again with a current tool`
      : `its media type "${mediaType}" is neither an image nor an index`,
  )
}

type Document = Readonly<Record<string, unknown>>

const parse = (bytes: Uint8Array): Document => {
  let document: unknown
  try {
    document = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new UnusableManifest('it is not JSON')
  }
  if (!isObject(document) || Array.isArray(document)) throw new UnusableManifest('it is not a JSON object')
  return document
}

const mediaTypeOf = (document: Document, contentType: string | undefined): string => {
  const [first = ''] = contentType?.split(';') ?? []
  const told = first.trim().toLowerCase()
  if (document['schemaVersion'] === 1)
    return DOCKER_SCHEMA_1.test(told) ? told : 'application/vnd.docker.distribution.manifest.v1+json'
  if (document['schemaVersion'] !== 2) throw new UnusableManifest('its schemaVersion is not 2')
  return typeof document['mediaType'] === 'string' && document['mediaType'] !== '' ? document['mediaType'] : told
}

const fetched = (bytes: Uint8Array, mediaType: string, content: ImageManifest | ImageIndex): FetchedManifest => ({
  digest: digestOf(bytes),
  mediaType,
  bytes,
  content,
})

// One document must not read as an image to one program and as an index to another (CVE-2021-41190).
const readIndex = (document: Document, mediaType: string): ImageIndex => {
  const { manifests, layers, config } = document
  if (layers !== undefined || config !== undefined)
    throw new UnusableManifest('it is an index that also has "layers" or "config"')
  if (!Array.isArray(manifests)) throw new UnusableManifest('it is an index without "manifests"')
  manifests.forEach((entry, index) => checkDescriptor(entry, `manifests[${index}]`))
  checkAnnotations(document['annotations'], 'annotations')
  return { ...document, mediaType } as ImageIndex
}

const readImage = (document: Document, mediaType: string): ImageManifest => {
  const { manifests, layers, config } = document
  if (manifests !== undefined) throw new UnusableManifest('it is an image that also has "manifests"')
  if (!Array.isArray(layers)) throw new UnusableManifest('it has no "layers"')
  checkDescriptor(config, 'config')
  layers.forEach((entry, index) => checkDescriptor(entry, `layers[${index}]`))
  checkAnnotations(document['annotations'], 'annotations')
  return { ...document, mediaType } as ImageManifest
}

// https://github.com/opencontainers/image-spec/blob/main/descriptor.md#properties
const checkDescriptor = (value: unknown, where: string): void => {
  if (!isObject(value)) throw new UnusableManifest(`"${where}" is not a descriptor`)
  const { mediaType, digest, size, platform, annotations } = value as Partial<Record<keyof Descriptor, unknown>>
  if (typeof mediaType !== 'string') throw new UnusableManifest(`"${where}.mediaType" is not text`)
  if (typeof digest !== 'string' || !isDigest(digest))
    throw new UnusableManifest(`"${where}.digest" is not sha256: and 64 hex digits`)
  if (!Number.isSafeInteger(size) || (size as number) < 0)
    throw new UnusableManifest(`"${where}.size" is not a number of bytes`)
  if (platform !== undefined && !isPlatform(platform))
    throw new UnusableManifest(`"${where}.platform" lacks "os" or "architecture"`)
  checkAnnotations(annotations, `${where}.annotations`)
}

const isPlatform = (value: unknown): boolean =>
  isObject(value) &&
  typeof value['os'] === 'string' &&
  typeof value['architecture'] === 'string' &&
  ['undefined', 'string'].includes(typeof value['variant'])

const checkAnnotations = (value: unknown, where: string): void => {
  if (value === undefined || value === null) return
  if (!isObject(value) || !Object.values(value).every((text) => typeof text === 'string'))
    throw new UnusableManifest(`"${where}" is not a map of texts`)
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

import {
  DOCKER_FOREIGN_LAYER,
  DOCKER_LIST,
  DOCKER_MANIFEST,
  OCI_INDEX,
  OCI_MANIFEST,
} from '../../core/oci/media-types.ts'
import { type ContentDigest, isContentDigest } from './content-digest.ts'
import { Refusal } from './refusal.ts'

/** What a registry has to know about a manifest or an index. */
export interface ManifestContent {
  readonly mediaType: string
  /** What must be in the repository before it: config and layers, or the manifests of an index. */
  readonly needs: readonly Needed[]
  readonly subject?: ContentDigest
  readonly artifactType?: string
  readonly annotations?: Readonly<Record<string, string>>
}

export interface Needed {
  readonly digest: ContentDigest
  readonly size: number
}

const TYPES: ReadonlySet<string> = new Set([OCI_INDEX, OCI_MANIFEST, DOCKER_LIST, DOCKER_MANIFEST])

/** Reads a manifest that is sent with `contentType`, or refuses with MANIFEST_INVALID. */
export const parseManifest = (bytes: Uint8Array, contentType: string | undefined): ManifestContent => {
  const content = parseObject(bytes)
  const sent = contentType?.split(';')[0]?.trim()
  const mediaType = content.mediaType ?? sent
  if (sent !== undefined && sent !== mediaType)
    throw invalid(`it says that it is ${JSON.stringify(mediaType)}, and was sent as "${sent}"`)
  if (typeof mediaType !== 'string' || !TYPES.has(mediaType))
    throw invalid(`its type is ${JSON.stringify(mediaType)}; accepted are ${[...TYPES].join(', ')}`)
  return { mediaType, needs: neededBy(content), ...referrerFacts(content) }
}

/** Reads what the referrers API tells about a manifest. It is in the repository, so it was checked once. */
export const referrerFacts = (
  content: Readonly<Record<string, unknown>>,
): Pick<ManifestContent, 'subject' | 'artifactType' | 'annotations'> => {
  const { subject, config, annotations } = content
  // https://github.com/opencontainers/distribution-spec/blob/main/spec.md#listing-referrers
  const artifactType = content.artifactType ?? (isObject(config) ? config.mediaType : undefined)
  return {
    ...(subject === undefined || subject === null ? {} : { subject: descriptorOf(subject).digest }),
    ...(typeof artifactType === 'string' ? { artifactType } : {}),
    ...(isObject(annotations) ? { annotations: annotations as Record<string, string> } : {}),
  }
}

/** Reads bytes that must be a JSON object, or refuses with MANIFEST_INVALID. */
export const parseObject = (bytes: Uint8Array): Readonly<Record<string, unknown>> => {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    if (isObject(value)) return value
  } catch {
    throw invalid('it is not JSON')
  }
  throw invalid('it is not a JSON object')
}

const neededBy = ({ config, layers, manifests }: Readonly<Record<string, unknown>>): readonly Needed[] => {
  const parts = manifests ?? (config === undefined ? undefined : layers)
  if (!Array.isArray(parts)) throw invalid('it has neither "manifests" nor "config" and "layers"')
  const all: readonly unknown[] = manifests === undefined ? [config, ...(parts as unknown[])] : parts
  return all.filter((part) => !isForeign(part)).map(descriptorOf)
}

// Layers that are to be fetched elsewhere, deprecated but still about.
const isForeign = (part: unknown): boolean =>
  isObject(part) &&
  typeof part.mediaType === 'string' &&
  (part.mediaType === DOCKER_FOREIGN_LAYER || part.mediaType.includes('.nondistributable.'))

const descriptorOf = (value: unknown): Needed => {
  if (!isObject(value)) throw invalid('a descriptor is not an object')
  const { digest, size } = value
  if (typeof digest !== 'string' || !isContentDigest(digest)) throw invalid(`"${String(digest)}" is not a digest`)
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0)
    throw invalid(`the size of ${digest} is not a count of bytes`)
  return { digest, size }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const invalid = (why: string): Refusal => new Refusal('MANIFEST_INVALID', `Cannot accept the manifest: ${why}`)

import { ActionError } from '../core/errors.ts'
import type { PinnedReference } from '../core/image/plan.ts'
import { ociLayers } from '../core/oci/append.ts'
import type { Digest } from '../core/oci/digest.ts'
import { formatPlatform, platformMatches } from '../core/oci/platform.ts'
import { formatReference, type Reference, type Repository } from '../core/oci/reference.ts'
import {
  type Descriptor,
  type FetchedManifest,
  type ImageConfig,
  type ImageManifest,
  isIndex,
  type Platform,
} from '../core/oci/types.ts'
import { once } from '../core/parallel.ts'
import type { Registry } from '../ports.ts'

/** A base image for one platform, ready to be appended to. */
export interface BaseImage {
  readonly repository: Repository
  /** Of the platform's own manifest, not of the index. */
  readonly digest: Digest
  readonly manifest: ImageManifest
  /** In OCI types. */
  readonly layers: readonly Descriptor[]
  readonly config: ImageConfig
  readonly configBytes: Uint8Array
}

/** Reads base images, each once in a run. */
export interface Bases {
  read(base: PinnedReference, platform: Platform, signal: AbortSignal): Promise<BaseImage>
}

export const openBases = (registry: Registry): Bases => {
  const fetched = once(
    ({ reference }: Asked) => formatReference(reference),
    async ({ reference, signal }: Asked) => manifestOf(reference, await registry.manifest(reference, signal)),
  )
  const images = once(
    ({ reference, platform }: AskedImage) => `${formatReference(reference)} ${formatPlatform(platform)}`,
    (asked: AskedImage) => readImage(registry, fetched, asked),
  )
  return { read: (base, platform, signal) => images({ reference: base, platform, signal }) }
}

interface Asked {
  readonly reference: PinnedReference
  readonly signal: AbortSignal
}

interface AskedImage extends Asked {
  readonly platform: Platform
}

type Fetch = (asked: Asked) => Promise<FetchedManifest>

const readImage = async (registry: Registry, fetched: Fetch, asked: AskedImage): Promise<BaseImage> => {
  const { reference, platform, signal } = asked
  const { digest, content } = await resolvePlatform(fetched, asked, await fetched(asked))
  const layers = ociLayers(content)
  if (content.config.size > MAX_CONFIG)
    throw new ActionError(
      'BUILD_FAILED',
      `Cannot use base "${formatReference(reference)}": its config is larger than ${MAX_CONFIG} bytes`,
    )
  const configBytes = await registry.blob(reference, content.config, signal)
  const config = parseConfig(reference, configBytes)
  const has: Platform = {
    os: config.os,
    architecture: config.architecture,
    ...(config.variant === undefined ? {} : { variant: config.variant }),
  }
  if (!platformMatches(platform, has)) throw wrongPlatform(reference, platform, [has])
  if (config.rootfs.diff_ids.length !== layers.length)
    throw new ActionError(
      'BUILD_FAILED',
      `Cannot use base "${formatReference(reference)}": its config names ${config.rootfs.diff_ids.length} layers, its manifest ${layers.length}`,
    )
  return { repository: reference, digest, manifest: content, layers, config, configBytes }
}

/** Configs are some kilobytes; what is larger is something else. In bytes. */
const MAX_CONFIG = 16 * 1024 * 1024

/** Follows indexes, nested ones too, to the manifest of `platform`. */
const resolvePlatform = async (
  fetched: Fetch,
  asked: AskedImage,
  manifest: FetchedManifest,
  depth = 0,
): Promise<{ readonly digest: Digest; readonly content: ImageManifest }> => {
  const { digest, content } = manifest
  if (!isIndex(content)) return { digest, content }
  const { reference, platform, signal } = asked
  const images = content.manifests.filter(({ annotations }) => annotations?.[ATTESTATION] === undefined)
  const match =
    images.find((entry) => entry.platform !== undefined && platformMatches(platform, entry.platform)) ??
    images.find((entry) => entry.platform === undefined)
  if (match === undefined || depth === MAX_NESTING)
    throw wrongPlatform(
      reference,
      platform,
      images.flatMap((entry) => (entry.platform === undefined ? [] : [entry.platform])),
    )
  const child = await fetched({ reference: { ...reference, digest: match.digest }, signal })
  return resolvePlatform(fetched, asked, child, depth + 1)
}

/** Marks entries that are not images. https://docs.docker.com/build/metadata/attestations/attestation-storage/ */
const ATTESTATION = 'vnd.docker.reference.type'

const MAX_NESTING = 3

const manifestOf = (reference: Reference, answer: Awaited<ReturnType<Registry['manifest']>>): FetchedManifest => {
  if (answer.status === 'present') return answer.manifest
  if (answer.status === 'unknown') throw answer.error
  throw new ActionError('REGISTRY_FAILED', `Cannot find base image "${formatReference(reference)}"`, {
    hint: 'A pinned image can be deleted: run "function-images lock" to take the tag’s present digest',
  })
}

const parseConfig = (reference: Reference, bytes: Uint8Array): ImageConfig => {
  try {
    const config = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as Partial<ImageConfig>
    if (
      typeof config.os === 'string' &&
      typeof config.architecture === 'string' &&
      Array.isArray(config.rootfs?.diff_ids)
    )
      return config as ImageConfig
  } catch {
    // Said below, without the parser's text.
  }
  throw new ActionError('BUILD_FAILED', `Cannot use base "${formatReference(reference)}": its config is not an image's`)
}

const wrongPlatform = (reference: Reference, want: Platform, have: readonly Platform[]): ActionError =>
  new ActionError(
    'BUILD_FAILED',
    `Cannot find platform ${formatPlatform(want)} in base "${formatReference(reference)}"`,
    {
      hint: have.length === 0 ? 'It has no images' : `It has ${[...new Set(have.map(formatPlatform))].join(', ')}`,
    },
  )

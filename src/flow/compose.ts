import { imageConfig } from '../core/image/config.ts'
import { FUNCTION_ROOT, packFiles, SHIM_ROOT } from '../core/image/layers.ts'
import { DIFF_IDS_MARK, imageAnnotations } from '../core/image/marks.ts'
import { partsOf } from '../core/image/parts.ts'
import type { ImagePlan } from '../core/image/plan.ts'
import { appendLayers } from '../core/oci/append.ts'
import { type Digest, digestOf } from '../core/oci/digest.ts'
import { type JsonBlob, jsonBlob } from '../core/oci/json-blob.ts'
import { OCI_CONFIG, OCI_INDEX, OCI_MANIFEST } from '../core/oci/media-types.ts'
import { formatPlatform } from '../core/oci/platform.ts'
import type { Repository } from '../core/oci/reference.ts'
import type { ImageConfig, ImageIndex, Layer, Platform } from '../core/oci/types.ts'
import { once } from '../core/parallel.ts'
import { missingBlobs } from '../core/registry/refusal.ts'
import type { Ports, Transfer } from '../ports.ts'
import type { BaseImage, Bases } from './bases.ts'
import type { Blobs } from './blobs.ts'
import type { Dependencies } from './dependencies.ts'
import { acceptImage } from './select.ts'
import type { SharedBases } from './shared-bases.ts'

/** An image that the registry holds after a build. */
export interface Image {
  readonly digest: Digest
  readonly builder: 'append' | 'job' | 'docker' | 'runner'
  readonly bytesSent: number
}

/** What images of one run are made with. */
export interface Workshop {
  readonly shared: Repository
  readonly bases: Bases
  readonly sharedBases: SharedBases
  readonly blobs: Blobs
  readonly dependencies: Dependencies
  readonly shimLayer: (plan: ImagePlan) => Promise<Layer | undefined>
}

/** Returns a function that packs the shim of a plan, once for all plans with the same one. */
export const openShimLayers = (): Workshop['shimLayer'] =>
  once(
    (plan: ImagePlan) => plan.runtime.shim?.folder ?? '',
    async (plan) => (plan.runtime.shim === undefined ? undefined : packFiles(SHIM_ROOT, plan.shim)),
  )

/**
 * Makes the image of `plan` in its repository: the base's layers stay where they are or are mounted, ours follow, and the
 * tag is set last. An image that another run has set meanwhile is adopted, never overwritten.
 */
export const compose = async (
  plan: ImagePlan,
  workshop: Workshop,
  ports: Pick<Ports, 'registry' | 'reporter'>,
  signal: AbortSignal,
): Promise<Image> => {
  const code = await packFiles(FUNCTION_ROOT, plan.files)
  const count = counter()
  const work: Work = { plan, workshop, ports, signal, code, count }
  const digest = await again(work, async () => {
    const image = await makeImage(work)
    const adopted = await found(work)
    if (adopted !== undefined) return adopted
    await putImage(work, image)
    const [held] = await Promise.all([holds(work, image.top), moveChannel(work, image)])
    return held
  })
  return { ...count.result(), digest }
}

interface Work {
  readonly plan: ImagePlan
  readonly workshop: Workshop
  readonly ports: Pick<Ports, 'registry' | 'reporter'>
  readonly signal: AbortSignal
  readonly code: Layer
  readonly count: Counter
}

/** One manifest, or one for each platform and the index over them. */
interface Manifests {
  readonly children: readonly Manifest[]
  readonly top: Manifest
}

interface Manifest {
  readonly mediaType: string
  readonly bytes: Uint8Array
  readonly platform?: Platform
}

const makeImage = async (work: Work): Promise<Manifests> => {
  const { plan } = work
  const images = await Promise.all(plan.platforms.map((platform) => makePlatform(work, platform)))
  const [only] = images
  if (only !== undefined && images.length === 1) return { children: [], top: only }
  const index: ImageIndex = {
    schemaVersion: 2,
    mediaType: OCI_INDEX,
    manifests: images.map(({ bytes, platform }) => ({
      mediaType: OCI_MANIFEST,
      digest: digestOf(bytes),
      size: bytes.length,
      ...(platform === undefined ? {} : { platform }),
    })),
    annotations: imageAnnotations(plan.tag, partsOf(plan.inputs), plan.base),
  }
  return { children: images, top: { mediaType: OCI_INDEX, bytes: jsonBlob(OCI_INDEX, index).bytes } }
}

const makePlatform = async (work: Work, platform: Platform): Promise<Manifest> => {
  const { plan, workshop, signal, code, count } = work
  const repository = plan.target.repository
  const unit = plan.units.find((candidate) => formatPlatform(candidate.platform) === formatPlatform(platform))
  const [base, shim, installed] = await Promise.all([
    workshop.bases.read(plan.base, platform, signal),
    workshop.shimLayer(plan),
    unit === undefined ? undefined : workshop.dependencies.layer(unit, signal),
  ])
  if (installed !== undefined) count.installed(installed)
  const ours = [...(shim === undefined ? [] : [shim]), ...(installed === undefined ? [] : [installed.layer]), code]
  const config = configBlob(work, base, [
    ...(shim === undefined ? [] : [{ diffId: shim.diffId, createdBy: 'function-images: runtime server' }]),
    ...(installed === undefined
      ? []
      : [{ diffId: installed.layer.diffId, createdBy: 'function-images: dependencies' }]),
    { diffId: code.diffId, createdBy: 'function-images: code' },
  ])
  const { blobs, shared } = workshop
  const transfers = await Promise.all([
    ...(await baseTransfers(work, base)),
    ...[config, code, ...(shim === undefined ? [] : [shim])].map((blob) => blobs.ensure(repository, blob, signal)),
    ...(installed === undefined ? [] : [blobs.ensureFrom(shared, repository, installed.layer.descriptor, signal)]),
  ])
  for (const { bytes } of transfers) count.sent(bytes)
  const annotations = {
    ...imageAnnotations(plan.tag, partsOf(plan.inputs), plan.base),
    [DIFF_IDS_MARK]: ours.map(({ diffId }) => diffId).join(','),
  }
  const manifest = appendLayers(
    base.layers,
    ours.map(({ descriptor }) => descriptor),
    config.descriptor,
    annotations,
  )
  return { mediaType: OCI_MANIFEST, bytes: jsonBlob(OCI_MANIFEST, manifest).bytes, platform }
}

/** Base layers are mounted where base and target share a registry; else they come by way of the shared repository. */
const baseTransfers = async (work: Work, base: BaseImage): Promise<readonly Promise<Transfer>[]> => {
  const { plan, workshop, signal } = work
  const { blobs, shared } = workshop
  const repository = plan.target.repository
  const missing = base.layers.filter(({ digest }) => !blobs.has(repository, digest))
  if (missing.length === 0) return []
  const from = base.repository.registry === repository.registry ? base.repository : shared
  if (from === shared) work.count.sent(await workshop.sharedBases.share(base, signal))
  return missing.map((layer) => blobs.ensureFrom(from, repository, layer, signal))
}

const configBlob = (
  { plan }: Work,
  base: BaseImage,
  layers: readonly { readonly diffId: Digest; readonly createdBy: string }[],
): JsonBlob => {
  const config: ImageConfig = imageConfig(base.config, {
    runtime: plan.runtime,
    handler: plan.source.handler,
    tag: plan.tag,
    layers,
  })
  return jsonBlob(OCI_CONFIG, config)
}

/** Returns the digest of the plan's image if the registry has one by now. */
const found = async ({ plan, ports, signal }: Work): Promise<Digest | undefined> => {
  const answer = await ports.registry.manifest({ ...plan.target.repository, tag: plan.tag }, signal)
  if (answer.status === 'unknown') throw answer.error
  return answer.status === 'absent' ? undefined : acceptImage(plan, answer.manifest, ports, signal)
}

/** Sets the tag, children first, each with a tag of its own since some garbage collectors take untagged ones. */
const putImage = async ({ plan, ports, signal, count }: Work, { children, top }: Manifests): Promise<void> => {
  const put = async (tag: string, { mediaType, bytes }: Manifest): Promise<void> => {
    await ports.registry.putManifest({ ...plan.target.repository, tag }, { mediaType, bytes }, signal)
    count.sent(bytes.length)
  }
  await Promise.all(
    children.map((child) =>
      put(`${plan.tag}-${child.platform?.os}-${child.platform?.architecture}${child.platform?.variant ?? ''}`, child),
    ),
  )
  await put(plan.tag, top)
}

/** Returns the digest that the tag holds after it was set, which may be another run's. */
const holds = async (work: Work, { bytes }: Manifest): Promise<Digest> => {
  const { plan, ports, signal } = work
  const ours = digestOf(bytes)
  const answer = await ports.registry.digest({ ...plan.target.repository, tag: plan.tag }, signal)
  if (answer.status === 'present' && answer.digest === ours) return ours
  return (await found(work)) ?? ours
}

/** Moves the channel's tag to the new image; a registry may refuse that (immutable tags), which costs only the reason shown next time. */
const moveChannel = async ({ plan, ports, signal }: Work, { top }: Manifests): Promise<void> => {
  const reference = { ...plan.target.repository, tag: plan.target.channelTag }
  try {
    await ports.registry.putManifest(reference, { mediaType: top.mediaType, bytes: top.bytes }, signal)
  } catch (error) {
    signal.throwIfAborted()
    ports.reporter.notice(
      `Cannot move tag "${plan.target.channelTag}" of ${plan.target.repository.path}: ${error instanceof Error ? error.message : ''}`,
    )
  }
}

/** Takes `step` once more from the start when the registry names blobs that were thought to be there. */
const again = async <T>({ plan, workshop }: Work, step: () => Promise<T>): Promise<T> => {
  try {
    return await step()
  } catch (error) {
    const missing = missingBlobs(error)
    if (missing.length === 0) throw error
    workshop.blobs.forget(plan.target.repository, missing)
    return step()
  }
}

interface Counter {
  sent(bytes: number): void
  installed(layer: { readonly builder: Image['builder']; readonly bytesSent: number }): void
  result(): Pick<Image, 'builder' | 'bytesSent'>
}

const counter = (): Counter => {
  let bytesSent = 0
  let builder: Image['builder'] = 'append'
  return {
    sent: (bytes) => {
      bytesSent += bytes
    },
    installed: (layer) => {
      if (layer.builder !== 'append') builder = layer.builder
    },
    result: () => ({ bytesSent, builder }),
  }
}

import { appendLayers } from '../core/oci/append.ts'
import { type Digest, hexOf } from '../core/oci/digest.ts'
import { jsonBlob } from '../core/oci/json-blob.ts'
import { OCI_CONFIG, OCI_MANIFEST } from '../core/oci/media-types.ts'
import type { Repository } from '../core/oci/reference.ts'
import type { Descriptor } from '../core/oci/types.ts'
import { once } from '../core/parallel.ts'
import type { Registry } from '../ports.ts'
import type { BaseImage } from './bases.ts'
import type { Blobs } from './blobs.ts'

/** Brings bases of other registries into the shared repository, from where every function's repository mounts them. */
export interface SharedBases {
  /** Returns the bytes this call sent; layers are streamed once in a run, and not at all when an earlier run left them. */
  share(base: BaseImage, signal: AbortSignal): Promise<number>
}

export const openSharedBases = (shared: Repository, registry: Registry, blobs: Blobs): SharedBases => {
  const broughtOnce = once(
    ({ base }: Sharing) => base.digest,
    ({ base, signal }: Sharing) => bring(shared, { registry, blobs, base, signal }),
  )
  const counted = new Set<Digest>()
  return {
    share: async (base, signal) => {
      const bytes = await broughtOnce({ base, signal })
      if (counted.has(base.digest)) return 0
      counted.add(base.digest)
      return bytes
    },
  }
}

interface Sharing {
  readonly base: BaseImage
  readonly signal: AbortSignal
}

interface Bringing extends Sharing {
  readonly registry: Registry
  readonly blobs: Blobs
}

/** Pushes the base as an image with a tag of its own, so that no garbage collector takes its layers. */
const bring = async (shared: Repository, { registry, blobs, base, signal }: Bringing): Promise<number> => {
  const reference = { ...shared, tag: `base-${hexOf(base.digest)}` }
  const answer = await registry.manifest(reference, signal)
  if (answer.status === 'present') {
    blobs.note(shared, answer.manifest)
    if (base.layers.every(({ digest }) => blobs.has(shared, digest))) return 0
  }
  const config: Descriptor = {
    mediaType: OCI_CONFIG,
    digest: base.manifest.config.digest,
    size: base.manifest.config.size,
  }
  const transfers = await Promise.all([
    ...base.layers.map((layer) => blobs.ensureFrom(base.repository, shared, layer, signal)),
    blobs.ensure(shared, { descriptor: config, bytes: base.configBytes }, signal),
  ])
  const { bytes } = jsonBlob(OCI_MANIFEST, appendLayers(base.layers, [], config, {}))
  await registry.putManifest(reference, { mediaType: OCI_MANIFEST, bytes }, signal)
  return transfers.reduce((sum, transfer) => sum + transfer.bytes, bytes.length)
}

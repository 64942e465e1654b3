import { dependencyImage, dependencyTag } from '../core/image/dependency-image.ts'
import type { Repository } from '../core/oci/reference.ts'
import type { Layer, Platform } from '../core/oci/types.ts'
import type { Ports } from '../ports.ts'
import type { Blobs } from './blobs.ts'

/** A dependency layer at hand, and whose it is. */
export interface PackedDependencies {
  readonly key: string
  readonly platform: Platform
  readonly layer: Layer
}

export interface PushOptions {
  readonly registry: Ports['registry']
  readonly blobs: Blobs
  readonly signal: AbortSignal
}

/** Pushes the layer as an image of its own, tagged by its key. Returns the bytes sent. */
export const pushDependencies = async (
  shared: Repository,
  { key, platform, layer }: PackedDependencies,
  { registry, blobs, signal }: PushOptions,
): Promise<number> => {
  const { config, manifest } = dependencyImage(key, platform, layer)
  const sent = await Promise.all([blobs.ensure(shared, layer, signal), blobs.ensure(shared, config, signal)])
  await registry.putManifest({ ...shared, tag: dependencyTag(key) }, manifest, signal)
  return sent.reduce((sum, transfer) => sum + transfer.bytes, manifest.bytes.length)
}

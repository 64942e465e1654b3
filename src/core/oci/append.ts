import { ActionError } from '../errors.ts'
import * as types from './media-types.ts'
import type { Descriptor, ImageManifest } from './types.ts'

/** Returns a manifest of `layers` over a base's, in OCI types throughout: a mix of vendors' types is refused by some tools. */
export const appendLayers = (
  base: readonly Descriptor[],
  layers: readonly Descriptor[],
  config: Descriptor,
  annotations: Readonly<Record<string, string>>,
): ImageManifest => ({
  schemaVersion: 2,
  mediaType: types.OCI_MANIFEST,
  config,
  layers: [...base, ...layers],
  annotations,
})

/** Returns a base's layers with OCI media types; the bytes behind them, and so the digests, are the same. */
export const ociLayers = (manifest: ImageManifest): readonly Descriptor[] =>
  manifest.layers.map((layer) => {
    const mediaType = OCI_NAME[layer.mediaType]
    if (mediaType === undefined || layer.urls !== undefined) throw foreign(layer)
    return { mediaType, digest: layer.digest, size: layer.size }
  })

const OCI_NAME: Readonly<Record<string, string>> = {
  [types.OCI_LAYER_GZIP]: types.OCI_LAYER_GZIP,
  [types.OCI_LAYER_ZSTD]: types.OCI_LAYER_ZSTD,
  [types.OCI_LAYER_TAR]: types.OCI_LAYER_TAR,
  [types.DOCKER_LAYER_GZIP]: types.OCI_LAYER_GZIP,
  [types.DOCKER_LAYER_TAR]: types.OCI_LAYER_TAR,
}

const foreign = (layer: Descriptor): ActionError =>
  new ActionError(
    'BUILD_FAILED',
    `Cannot use base layer ${layer.digest} of type "${layer.mediaType}": its bytes are kept outside the registry or in an unknown form`,
    {
      hint: 'Take a base image whose layers are all in its registry',
    },
  )

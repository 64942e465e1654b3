import { appendLayers } from '../oci/append.ts'
import { isDigest } from '../oci/digest.ts'
import { type JsonBlob, jsonBlob } from '../oci/json-blob.ts'
import { OCI_CONFIG } from '../oci/media-types.ts'
import { type FetchedManifest, type ImageConfig, isIndex, type Layer, type Platform } from '../oci/types.ts'
import { DIFF_IDS_MARK, KEY_MARK } from './marks.ts'

/** A dependency layer, described. */
export type InstalledLayer = Omit<Layer, 'bytes'>

/** Returns the tag of the image that holds the dependency layer of `key`, in the shared repository. */
export const dependencyTag = (key: string): string => `deps-${key}`

/** Reads the layer off such an image, undefined when it is not of that key. */
export const installedLayer = ({ content }: FetchedManifest, key: string): InstalledLayer | undefined => {
  if (isIndex(content) || content.annotations?.[KEY_MARK] !== key) return undefined
  const [descriptor] = content.layers
  const diffId = content.annotations[DIFF_IDS_MARK]
  return descriptor === undefined || diffId === undefined || !isDigest(diffId) ? undefined : { descriptor, diffId }
}

/** What goes to the registry beside the layer itself. */
export interface DependencyImage {
  readonly config: JsonBlob
  readonly manifest: { readonly mediaType: string; readonly bytes: Uint8Array }
}

/** Makes an ordinary image of one dependency layer: one of its own, so that no garbage collector takes the layer. */
export const dependencyImage = (
  key: string,
  { os, architecture }: Platform,
  layer: InstalledLayer,
): DependencyImage => {
  const content: ImageConfig = { os, architecture, config: {}, rootfs: { type: 'layers', diff_ids: [layer.diffId] } }
  const config = jsonBlob(OCI_CONFIG, content)
  const manifest = appendLayers([], [layer.descriptor], config.descriptor, {
    [DIFF_IDS_MARK]: layer.diffId,
    [KEY_MARK]: key,
  })
  return { config, manifest: { mediaType: manifest.mediaType, bytes: jsonBlob(manifest.mediaType, manifest).bytes } }
}

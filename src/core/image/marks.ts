import type { Digest } from '../oci/digest.ts'
import { formatReference, type Reference } from '../oci/reference.ts'
import { canonicalJson, type Json } from '../oci/canonical-json.ts'
import type { Parts } from './parts.ts'
import { parseParts } from './parts.ts'

// Keys are reverse domain names: https://github.com/opencontainers/image-spec/blob/main/annotations.md#rules

/** Annotation of manifests and indexes, and label of configs: the tag that the image's inputs hash to. */
export const INPUTS_MARK = 'io.github.function-images.inputs'

/** Annotation: short hashes of the inputs, for {@link why}. */
export const PARTS_MARK = 'io.github.function-images.parts'

/** Annotation: digests of the uncompressed layers of ours, in order, so that a layer can be used without its config. */
export const DIFF_IDS_MARK = 'io.github.function-images.diff-ids'

/** Annotation of a dependency layer's image: the key that its inputs hash to. */
export const KEY_MARK = 'io.github.function-images.dependencies'

const BASE_NAME = 'org.opencontainers.image.base.name'
const BASE_DIGEST = 'org.opencontainers.image.base.digest'

/** What is written on an image; nothing in it changes from run to run. */
export const imageAnnotations = (
  tag: string,
  parts: Parts,
  base: Reference & { readonly digest: Digest },
): Readonly<Record<string, string>> => ({
  [BASE_DIGEST]: base.digest,
  [BASE_NAME]: formatReference(withoutDigest(base)),
  [INPUTS_MARK]: tag,
  [PARTS_MARK]: canonicalJson(parts as unknown as Json),
})

/** Reads the parts off an image, undefined when it has none of ours. */
export const partsFrom = (annotations: Readonly<Record<string, string>> | undefined): Parts | undefined => {
  const text = annotations?.[PARTS_MARK]
  return text === undefined ? undefined : parseParts(text)
}

const withoutDigest = ({ registry, path, tag }: Reference): Reference => ({
  registry,
  path,
  ...(tag === undefined ? {} : { tag }),
})

import { isTag } from '../../core/oci/reference.ts'
import { OCI_INDEX } from '../../core/oci/media-types.ts'
import { type ContentDigest, isContentDigest } from './content-digest.ts'

/** The content of the file `oci-layout`. https://github.com/opencontainers/image-spec/blob/main/image-layout.md#oci-layout-file */
export const LAYOUT_FILE = '{"imageLayoutVersion":"1.0.0"}'

const REF_NAME = 'org.opencontainers.image.ref.name'

export interface ManifestRecord {
  readonly mediaType: string
  /** In bytes. */
  readonly size: number
}

/** What a layout's index.json says: each manifest of the repository, and which of them have names. */
export interface LayoutIndex {
  readonly manifests: ReadonlyMap<ContentDigest, ManifestRecord>
  readonly tags: ReadonlyMap<string, ContentDigest>
}

/** A copy of a {@link LayoutIndex} that may be changed. */
export interface DraftIndex {
  readonly manifests: Map<ContentDigest, ManifestRecord>
  readonly tags: Map<string, ContentDigest>
}

/** Reads index.json, also as other tools write it; names that are not tags are left out, their manifests are not. */
export const parseIndex = (text: string): LayoutIndex => {
  const index: DraftIndex = { manifests: new Map(), tags: new Map() }
  const { manifests } = JSON.parse(text) as { manifests: readonly IndexEntry[] }
  for (const { mediaType, digest, size, annotations } of manifests) {
    if (!isContentDigest(digest)) continue
    index.manifests.set(digest, { mediaType, size })
    const name = annotations?.[REF_NAME]
    if (name !== undefined && isTag(name)) index.tags.set(name, digest)
  }
  return index
}

/** Writes index.json: an entry for each tag, and one for each manifest that has none. */
export const formatIndex = ({ manifests, tags }: LayoutIndex): string => {
  const entries: IndexEntry[] = []
  const tagged = new Set<ContentDigest>()
  for (const [tag, digest] of tags) {
    const record = manifests.get(digest)
    if (record === undefined) continue
    tagged.add(digest)
    entries.push({ mediaType: record.mediaType, digest, size: record.size, annotations: { [REF_NAME]: tag } })
  }
  for (const [digest, { mediaType, size }] of manifests)
    if (!tagged.has(digest)) entries.push({ mediaType, digest, size })
  return JSON.stringify({ schemaVersion: 2, mediaType: OCI_INDEX, manifests: entries })
}

interface IndexEntry {
  readonly mediaType: string
  readonly digest: string
  readonly size: number
  readonly annotations?: Readonly<Record<string, string>>
}

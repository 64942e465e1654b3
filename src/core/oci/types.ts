import type { Digest } from './digest.ts'

/** https://github.com/opencontainers/image-spec/blob/main/descriptor.md */
export interface Descriptor {
  readonly mediaType: string
  readonly digest: Digest
  /** In bytes. */
  readonly size: number
  readonly annotations?: Readonly<Record<string, string>>
  readonly platform?: Platform
  readonly urls?: readonly string[]
}

/** https://github.com/opencontainers/image-spec/blob/main/image-index.md, `platform` */
export interface Platform {
  readonly os: string
  readonly architecture: string
  readonly variant?: string
}

/** https://github.com/opencontainers/image-spec/blob/main/manifest.md */
export interface ImageManifest {
  readonly schemaVersion: 2
  readonly mediaType: string
  readonly config: Descriptor
  readonly layers: readonly Descriptor[]
  readonly annotations?: Readonly<Record<string, string>>
}

/** https://github.com/opencontainers/image-spec/blob/main/image-index.md */
export interface ImageIndex {
  readonly schemaVersion: 2
  readonly mediaType: string
  readonly manifests: readonly Descriptor[]
  readonly annotations?: Readonly<Record<string, string>>
}

/** https://github.com/opencontainers/image-spec/blob/main/config.md; fields we do not name are carried as they are. */
export interface ImageConfig {
  readonly created?: string
  readonly os: string
  readonly architecture: string
  readonly variant?: string
  readonly config?: ContainerConfig
  readonly rootfs: { readonly type: 'layers'; readonly diff_ids: readonly Digest[] }
  readonly history?: readonly HistoryEntry[]
  readonly [field: string]: unknown
}

/** The `config` object of an image config, with Docker's additions. */
export interface ContainerConfig {
  readonly User?: string
  readonly Env?: readonly string[]
  readonly Entrypoint?: readonly string[] | null
  readonly Cmd?: readonly string[] | null
  readonly WorkingDir?: string
  readonly ExposedPorts?: Readonly<Record<string, object>>
  readonly Labels?: Readonly<Record<string, string>> | null
  readonly StopSignal?: string
  readonly [field: string]: unknown
}

export interface HistoryEntry {
  readonly created?: string
  readonly created_by?: string
  readonly comment?: string
  readonly empty_layer?: boolean
}

/** A layer that can be sent: its descriptor, the digest of its uncompressed tar, and its bytes. */
export interface Layer {
  readonly descriptor: Descriptor
  readonly diffId: Digest
  readonly bytes: Uint8Array
}

/** A manifest or index as a registry gave it, its bytes checked against `digest`. */
export interface FetchedManifest {
  readonly digest: Digest
  readonly mediaType: string
  readonly bytes: Uint8Array
  readonly content: ImageManifest | ImageIndex
}

/** Tells an index (either vendor's list) from a manifest of one image. */
export const isIndex = (content: ImageManifest | ImageIndex): content is ImageIndex => 'manifests' in content

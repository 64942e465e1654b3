import { readFile, stat } from 'node:fs/promises'
import { arch } from 'node:os'
import { appendLayers } from '../../core/oci/append.ts'
import { jsonBlob } from '../../core/oci/json-blob.ts'
import { type LayerEntry, packLayer } from '../../core/oci/layer.ts'
import { OCI_CONFIG } from '../../core/oci/media-types.ts'
import type { ContainerConfig, ImageConfig, Layer } from '../../core/oci/types.ts'
import type { OutgoingManifest, UploadBlob } from '../../ports.ts'

/** A base image at hand, to be pushed whole. */
export interface MadeImage {
  readonly blobs: readonly UploadBlob[]
  readonly manifest: OutgoingManifest
}

/** A file of this machine, and its place in an image, relative to the root. */
export interface Program {
  readonly path: string
  readonly from: string
}

/** This machine's architecture in the words of image configs. */
export const hostArchitecture = (): string => (arch() === 'x64' ? 'amd64' : arch())

/** Makes a base image of files of this machine, all executable, with the users root and uid 1000. */
export const makeProgramBase = async (
  programs: readonly Program[],
  config: ContainerConfig,
  architecture = hostArchitecture(),
): Promise<MadeImage> => {
  const files = await Promise.all(programs.map(programEntry))
  const present = files.filter((file) => file !== undefined)
  const entries = [...parents(present.map(({ entry }) => entry.path)), ...present, ...SYSTEM]
  // A program may stand below a folder of the system: daemons refuse a layer that has a path twice.
  const once = [...new Map(entries.map((entry) => [entry.entry.path, entry])).values()]
  const layer = await packLayer(
    once.sort((a, b) => (a.entry.path < b.entry.path ? -1 : 1)),
    FAST,
  )
  return imageOf(layer, config, architecture)
}

/** Level of compression: the base is sent to loopback only. */
const FAST = 1

const programEntry = async ({ path, from }: Program): Promise<LayerEntry | undefined> => {
  const found = await stat(from).catch(() => undefined)
  if (found === undefined || !found.isFile()) return undefined
  return { entry: { type: 'file', path, mode: 0o755, uid: 0, gid: 0, size: found.size }, read: () => readFile(from) }
}

const parents = (paths: readonly string[]): readonly LayerEntry[] => {
  const folders = new Set(
    paths.flatMap((path) =>
      path
        .split('/')
        .slice(0, -1)
        .map((_, index, parts) => `${parts.slice(0, index + 1).join('/')}/`),
    ),
  )
  return [...folders].map((path) => ({ entry: { type: 'directory', path, mode: 0o755, uid: 0, gid: 0, size: 0 } }))
}

const text = (path: string, content: string): LayerEntry => {
  const bytes = new TextEncoder().encode(content)
  return {
    entry: { type: 'file', path, mode: 0o644, uid: 0, gid: 0, size: bytes.length },
    read: () => Promise.resolve(bytes),
  }
}

const SYSTEM: readonly LayerEntry[] = [
  { entry: { type: 'directory', path: 'etc/', mode: 0o755, uid: 0, gid: 0, size: 0 } },
  text('etc/passwd', 'root:x:0:0:root:/:/bin/false\nnode:x:1000:1000:node:/tmp:/bin/false\n'),
  { entry: { type: 'directory', path: 'tmp/', mode: 0o1777, uid: 0, gid: 0, size: 0 } },
]

const imageOf = (layer: Layer, container: ContainerConfig, architecture: string): MadeImage => {
  const config: ImageConfig = {
    os: 'linux',
    architecture,
    created: '2026-01-01T00:00:00Z',
    config: container,
    rootfs: { type: 'layers', diff_ids: [layer.diffId] },
  }
  const blob = jsonBlob(OCI_CONFIG, config)
  const manifest = appendLayers([], [layer.descriptor], blob.descriptor, {})
  const { bytes } = jsonBlob(manifest.mediaType, manifest)
  return { blobs: [layer, blob], manifest: { mediaType: manifest.mediaType, bytes } }
}

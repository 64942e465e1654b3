import { glob, readFile, realpath, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { appendLayers } from '../../../src/core/oci/append.ts'
import { jsonBlob } from '../../../src/core/oci/json-blob.ts'
import { type LayerEntry, packLayer } from '../../../src/core/oci/layer.ts'
import { OCI_CONFIG } from '../../../src/core/oci/media-types.ts'
import type { ImageConfig, ImageManifest } from '../../../src/core/oci/types.ts'
import type { MadeImage } from '../../../src/edge/demo/program-base.ts'
import { command } from './cluster/command.ts'
import { findProgram } from './programs.ts'

/**
 * Returns the entries of a small Linux: busybox as shell and tools, the users root and node (uid 1000) with their
 * groups and homes, and a /tmp for all.
 */
export const systemEntries = async (): Promise<readonly LayerEntry[]> => {
  const busybox = await findProgram('busybox')
  if (busybox.status === 'missing') throw new Error(busybox.why)
  const applets = (await command(busybox.path, ['--list'])).trim().split('\n')
  return [
    folder('tmp', 0o1777),
    folder('root', 0o700),
    { entry: { ...folder('home/node', 0o755).entry, uid: 1000, gid: 1000 } },
    text('etc/passwd', 'root:x:0:0:root:/root:/bin/sh\nnode:x:1000:1000::/home/node:/bin/sh\n'),
    text('etc/group', 'root:x:0:\nnode:x:1000:\n'),
    await fileFrom('bin/busybox', busybox.path),
    ...applets.filter((name) => name !== 'busybox').map((name) => link(`bin/${name}`, 'busybox')),
    link('usr/bin/env', '../../bin/busybox'),
  ]
}

/** Returns the files below `source`, put below `target`. */
export const folderFrom = async (target: string, source: string): Promise<readonly LayerEntry[]> => {
  const found = await Array.fromAsync(glob('**', { cwd: source, withFileTypes: true }))
  const files = found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return Promise.all(files.map((path) => fileFrom(join(target, path.slice(source.length)), path)))
}

export const text = (path: string, content: string, mode = 0o644): LayerEntry => {
  const bytes = Buffer.from(content)
  return { entry: { type: 'file', path, mode, uid: 0, gid: 0, size: bytes.length }, read: () => Promise.resolve(bytes) }
}

export const link = (path: string, target: string): LayerEntry => ({
  entry: { type: 'symlink', path, mode: 0o777, uid: 0, gid: 0, size: 0, target },
})

/** Returns `image` with one more layer, parents of its entries included. */
export const withLayer = async (image: MadeImage, entries: readonly LayerEntry[]): Promise<MadeImage> => {
  const named = new Map([...parentsOf(entries), ...entries].map((entry) => [entry.entry.path, entry]))
  const sorted = [...named.values()].sort((a, b) => (a.entry.path < b.entry.path ? -1 : 1))
  const layer = await packLayer(sorted, FAST)
  const manifest = read(image.manifest.bytes) as ImageManifest
  const blobs = image.blobs.filter(({ descriptor }) => descriptor.digest !== manifest.config.digest)
  const [before] = image.blobs.filter((blob) => !blobs.includes(blob)).map(({ bytes }) => read(bytes) as ImageConfig)
  if (before === undefined) throw new Error('The image has no config')
  const rootfs = { ...before.rootfs, diff_ids: [...before.rootfs.diff_ids, layer.diffId] }
  const config = jsonBlob(OCI_CONFIG, { ...before, rootfs })
  const after = appendLayers(manifest.layers, [layer.descriptor], config.descriptor, {})
  const { bytes } = jsonBlob(after.mediaType, after)
  return { blobs: [...blobs, layer, config], manifest: { mediaType: after.mediaType, bytes } }
}

/** Level of compression: images of the bed do not leave this machine. */
const FAST = 1

const read = (bytes: Uint8Array): unknown => JSON.parse(Buffer.from(bytes).toString())

const folder = (path: string, mode: number): LayerEntry => ({
  entry: { type: 'directory', path: `${path}/`, mode, uid: 0, gid: 0, size: 0 },
})

/** Returns the entry of a file of this machine. */
export const fileFrom = async (path: string, from: string): Promise<LayerEntry> => {
  const real = await realpath(from)
  const { size, mode } = await stat(real)
  const bits = (mode & 0o100) === 0 ? 0o644 : 0o755
  return { entry: { type: 'file', path, mode: bits, uid: 0, gid: 0, size }, read: () => readFile(real) }
}

const parentsOf = (entries: readonly LayerEntry[]): readonly LayerEntry[] =>
  [...new Set(entries.flatMap(({ entry }) => above(entry.path.replace(/\/$/, ''))))].map((path) => folder(path, 0o755))

const above = (path: string): readonly string[] => {
  const parent = dirname(path)
  return parent === '.' ? [] : [...above(parent), parent]
}

import type { FileEntry, RegularFile } from '../../image/content.ts'
import { packLayer } from '../../oci/layer.ts'

/**
 * How the files of a unit get into its pod: mounted one by one, which needs nothing of the install image, or as pieces
 * of one archive, which needs its tar.
 */
export type JobFiles =
  | { readonly kind: 'mounted'; readonly files: readonly MountedFile[] }
  | { readonly kind: 'archive'; readonly pieces: readonly Uint8Array[] }

export interface MountedFile {
  readonly path: string
  readonly executable: boolean
  readonly bytes: Uint8Array
}

/** What all files of a unit may have together, in bytes. */
export const MAX_FILES_SIZE = 6_000_000

/** Data of one ConfigMap, in bytes; the server's limit of 1 MiB is for the whole object in JSON. https://kubernetes.io/docs/concepts/configuration/configmap/ */
export const MAX_PIECE = 900_000

/** They share a ConfigMap with the builder program. */
const MAX_MOUNTED_SIZE = 800_000

/** Each subPath costs the kubelet a mount: 60 of them about a second. */
const MAX_MOUNTED = 60

/** Chooses how `files` travel, and reads them. */
export const jobFiles = async (files: readonly FileEntry[]): Promise<JobFiles> => {
  if (!areMountable(files)) return { kind: 'archive', pieces: piecesOf(await archive(files)) }
  const mounted = files.map(async ({ path, executable, read }) => ({ path, executable, bytes: await read() }))
  return { kind: 'mounted', files: await Promise.all(mounted) }
}

/** Returns the size of all files together, in bytes. */
export const sizeOf = (files: readonly FileEntry[]): number =>
  files.reduce((sum, file) => sum + (file.type === 'file' ? file.size : 0), 0)

/** A mount below a folder would make the folder root's, and the install could not write there. */
const areMountable = (files: readonly FileEntry[]): files is readonly RegularFile[] =>
  files.length <= MAX_MOUNTED &&
  sizeOf(files) <= MAX_MOUNTED_SIZE &&
  files.every(({ type, path }) => type === 'file' && /^(?!\.\.)[^/:]+$/.test(path))

const archive = async (files: readonly FileEntry[]): Promise<Uint8Array> => {
  const owner = { uid: 1000, gid: 1000 }
  const { bytes } = await packLayer(
    files.map((file) =>
      file.type === 'symlink'
        ? { entry: { type: 'symlink', path: file.path, mode: 0o777, size: 0, target: file.target, ...owner } }
        : {
            entry: {
              type: 'file',
              path: file.path,
              mode: file.executable ? 0o755 : 0o644,
              size: file.size,
              ...owner,
            },
            read: file.read,
          },
    ),
  )
  return bytes
}

const piecesOf = (bytes: Uint8Array): readonly Uint8Array[] =>
  Array.from({ length: Math.ceil(bytes.length / MAX_PIECE) }, (_, index) =>
    bytes.subarray(index * MAX_PIECE, (index + 1) * MAX_PIECE),
  )

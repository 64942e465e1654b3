import { constants } from 'node:fs'
import { copyFile, link, mkdir, rename, stat, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { ContentDigest } from './content-digest.ts'
import { isErrno, isMissing } from './durable.ts'

/** Returns the file of a blob in the layout `folder`. */
export const blobPath = (folder: string, digest: ContentDigest): string =>
  join(folder, 'blobs', digest.replace(':', '/'))

/** Returns the size of a blob in bytes, undefined when the layout does not hold it. */
export const blobSize = async (folder: string, digest: ContentDigest): Promise<number | undefined> => {
  try {
    return (await stat(blobPath(folder, digest))).size
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

/** Makes the finished file `file` the blob `digest`; its content is checked already. */
export const adoptBlob = async (folder: string, file: string, digest: ContentDigest): Promise<void> => {
  const path = blobPath(folder, digest)
  try {
    await rename(file, path)
  } catch (error) {
    if (!isMissing(error)) throw error
    // The first blob of its algorithm.
    await mkdir(dirname(path), { recursive: true })
    await rename(file, path)
  }
}

export interface Mount {
  /** Layouts. */
  readonly from: string
  readonly to: string
  readonly digest: ContentDigest
  /** Where a copy may be made, on the same file system. */
  readonly temporary: string
}

/** Gives the layout `to` a blob of `from`; false when that does not hold it. */
export const mountBlob = async (mount: Mount): Promise<boolean> => {
  const path = blobPath(mount.to, mount.digest)
  await mkdir(dirname(path), { recursive: true })
  try {
    await link(blobPath(mount.from, mount.digest), path)
    return true
  } catch (error) {
    if (isErrno(error, 'EEXIST')) return true
    if (isMissing(error)) return false
    return copyBlob(mount)
  }
}

/** Removes a blob; false when there was none. */
export const removeBlob = async (folder: string, digest: ContentDigest): Promise<boolean> => {
  try {
    await unlink(blobPath(folder, digest))
    return true
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
}

// For file systems without hard links, and for the file that has as many as its file system allows (65,000 on ext4).
const copyBlob = async ({ from, to, digest, temporary }: Mount): Promise<boolean> => {
  await copyFile(blobPath(from, digest), temporary, constants.COPYFILE_FICLONE)
  await adoptBlob(to, temporary, digest)
  return true
}

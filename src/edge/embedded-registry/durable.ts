import { open, rename } from 'node:fs/promises'

/** Writes a new file whose content is on the disk when this returns; its name may not be yet. */
export const writeSynced = async (path: string, content: Uint8Array | string): Promise<void> => {
  const file = await open(path, 'wx')
  try {
    await file.writeFile(content)
    await file.datasync()
  } finally {
    await file.close()
  }
}

/** Puts `content` at `path`, whole or not at all, through `temporary` on the same file system. The folder is to be synced. */
export const replaceFile = async (path: string, content: string, temporary: string): Promise<void> => {
  await writeSynced(temporary, content)
  await rename(temporary, path)
}

/** Brings the names in a folder to the disk. Windows cannot, and needs not: NTFS journals them. */
export const syncFolder = async (path: string): Promise<void> => {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/** Tells whether a file system call failed because there is no such file. */
export const isMissing = (error: unknown): boolean => isErrno(error, 'ENOENT') || isErrno(error, 'ENOTDIR')

export const isErrno = (error: unknown, code: string): boolean =>
  error instanceof Error && (error as NodeJS.ErrnoException).code === code

import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs'
import { open } from 'node:fs/promises'

/** Files up to this size are read at once: the way to the thread pool and back takes longer than they do. In bytes. */
const AT_ONCE = 1024 * 1024

export interface ReadOptions {
  /** What the file had when it was looked at. */
  readonly size: number
  /** Whether a symbolic link at the path's end is followed. */
  readonly follow: boolean
}

/** Reads a regular file without ever waiting for a pipe. Throws `Error` with a `code`; EINVAL when it is no regular file by now. */
export const readRegularFile = async (path: string, { size, follow }: ReadOptions): Promise<Uint8Array> => {
  const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (follow ? 0 : (constants.O_NOFOLLOW ?? 0))
  if (size > AT_ONCE) return readLarge(path, flags)
  const file = openSync(path, flags)
  try {
    if (!fstatSync(file).isFile()) throw notRegular(path)
    return readFileSync(file)
  } finally {
    closeSync(file)
  }
}

const readLarge = async (path: string, flags: number): Promise<Uint8Array> => {
  const file = await open(path, flags)
  try {
    if (!(await file.stat()).isFile()) throw notRegular(path)
    return await file.readFile()
  } finally {
    await file.close()
  }
}

const notRegular = (path: string): Error => Object.assign(new Error(`"${path}" is no regular file`), { code: 'EINVAL' })

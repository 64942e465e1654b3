import type { Dirent } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join, posix } from 'node:path'
import { ActionError } from '../core/errors.ts'

/** Lists what is below `directory`, folders left out, symbolic links not followed. Paths have `/` and begin with `prefix`. */
export const walk = async (
  directory: string,
  prefix: string,
  enter: (path: string) => boolean = () => true,
): Promise<string[]> => {
  const entries = await readdir(directory, { withFileTypes: true }).catch((cause: unknown) => {
    throw new ActionError('INPUT_INVALID', `Cannot list the folder "${prefix}": it is not readable`, { cause })
  })
  const lists = entries.map(async (entry: Dirent) => {
    const path = posix.join(prefix, entry.name)
    if (!entry.isDirectory()) return [path]
    return entry.name !== '.git' && enter(path) ? await walk(join(directory, entry.name), path, enter) : []
  })
  return (await Promise.all(lists)).flat()
}

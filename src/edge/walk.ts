import { type Dirent, readdirSync } from 'node:fs'
import { join, posix } from 'node:path'
import { ActionError } from '../core/errors.ts'

/** Lists what is below `directory`, folders left out, symbolic links not followed. Paths have `/` and begin with `prefix`. */
export const walk = (directory: string, prefix: string, enter: (path: string) => boolean = () => true): string[] =>
  list(directory, prefix).flatMap((entry) => {
    const path = posix.join(prefix, entry.name)
    if (!entry.isDirectory()) return [path]
    return entry.name !== '.git' && enter(path) ? walk(join(directory, entry.name), path, enter) : []
  })

const list = (directory: string, prefix: string): Dirent[] => {
  try {
    return readdirSync(directory, { withFileTypes: true })
  } catch (cause) {
    throw new ActionError('INPUT_INVALID', `Cannot list the folder "${prefix}": it is not readable`, { cause })
  }
}

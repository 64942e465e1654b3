import { realpath } from 'node:fs/promises'
import { relative, resolve, sep } from 'node:path'
import { ActionError } from '../core/errors.ts'
import { openGit, type Git } from './git.ts'

export interface PlaceOptions {
  readonly cwd: string
  /** Relative to `cwd`, or absolute. */
  readonly workingDirectory: string
}

/** Where a run works. All paths are absolute, links resolved. */
export interface Place {
  /** Git's top level, else the working directory: what reported paths are relative to. */
  readonly root: string
  readonly directory: string
  /** From `root` to `directory`: empty, or ending in `/`. */
  readonly prefix: string
  readonly git: Git | undefined
}

/** Finds the repository around the working directory; throws INPUT_INVALID when there is no such directory. */
export const openPlace = async (options: PlaceOptions): Promise<Place> => {
  const wanted = resolve(options.cwd, options.workingDirectory)
  const directory = await realpath(wanted).catch((cause: unknown) => {
    throw new ActionError(
      'INPUT_INVALID',
      `Cannot use working directory "${options.workingDirectory}": there is none`,
      { cause },
    )
  })
  const git = await openGit(directory)
  const root = git === undefined ? directory : await realpath(git.root)
  const path = relative(root, directory).split(sep).join('/')
  return { root, directory, prefix: path === '' ? '' : `${path}/`, git }
}

import { chmod, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { FileEntry } from '../../core/image/content.ts'

/** A fresh place for one install. */
export interface WorkFolder {
  /** Stands for /kubeless; without links in its path. */
  readonly root: string
  /** For what the tools write beside the install. */
  readonly temp: string
  /** Removes all of it; nothing is said when it is gone already. */
  readonly remove: () => Promise<void>
}

/** Makes a work folder below `parent` that only this user can enter. */
export const makeWorkFolder = async (parent: string): Promise<WorkFolder> => {
  const folder = await mkdtemp(join(await realpath(parent), 'function-images-'))
  const [root, temp] = [join(folder, 'kubeless'), join(folder, 'tmp')]
  await Promise.all([mkdir(root), mkdir(temp)])
  return { root, temp, remove: () => rm(folder, { recursive: true, force: true, maxRetries: REMOVE_RETRIES }) }
}

/** A child that was just killed may still have written into a folder that was about to go. */
const REMOVE_RETRIES = 5

/** Writes `files` below `root`. */
export const putFiles = async (root: string, files: readonly FileEntry[]): Promise<void> => {
  for (const file of files) {
    const path = join(root, file.path)
    await mkdir(dirname(path), { recursive: true })
    if (file.type === 'symlink') await symlink(file.target, path)
    else {
      await writeFile(path, await file.read())
      await chmod(path, file.executable ? 0o755 : 0o644)
    }
  }
}

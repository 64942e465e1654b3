import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { byBytes, type FileEntry, fileOf } from '../core/image/content.ts'
import type { Shims } from '../ports.ts'

/** Opens the shims below `root`, the product's own folder `shims`. */
export const openShims = (root: string): Shims => ({
  files: async (folder): Promise<readonly FileEntry[]> => {
    const names = await readdir(join(root, folder))
    const files = await Promise.all(names.map(async (name) => fileOf(name, await readFile(join(root, folder, name)))))
    return files.sort((a, b) => byBytes(a.path, b.path))
  },
})

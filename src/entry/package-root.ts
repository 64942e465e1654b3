import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Finds the product's own folder, above this file in the sources as in a bundle: shims and examples lie there. */
export const packageRoot = (): string => {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'shims'))) {
    const above = dirname(folder)
    if (above === folder) throw new Error('The folder "shims" of function-images is missing')
    folder = above
  }
  return folder
}

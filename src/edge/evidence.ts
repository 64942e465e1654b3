import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Evidence } from '../ports.ts'

/** Opens a folder, made when the first file is saved, in which evidence of failures is kept. */
export const openEvidence = (folder: string): Evidence => ({
  save: async (name, text) => {
    // Names of objects can hold no separators; whatever else comes is made one.
    const path = join(folder, ...name.split('/').map((part) => part.replaceAll(/[^\w.-]/g, '_').replace(/^\.+/, '_')))
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, text)
    return path
  },
})

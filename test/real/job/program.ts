import { createHash } from 'node:crypto'
import { bundle, ENTRIES, ROOT } from '../../../tools/bundle.ts'

export interface Program {
  readonly bytes: Uint8Array
  readonly sha256: string
}

/** Bundles the builder program of these sources, once a process. */
export const builderProgram = (): Promise<Program> => (made ??= make())

let made: Promise<Program> | undefined

const make = async (): Promise<Program> => {
  const target = 'dist/builder/index.js'
  const files = await bundle(
    ROOT,
    ENTRIES.filter((entry) => entry.target === target),
  )
  const bytes = files.find(({ path }) => path === target)?.bytes
  if (bytes === undefined) throw new Error(`There is no ${target}`)
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') }
}

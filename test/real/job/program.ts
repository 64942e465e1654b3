import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ROOT } from '../../../tools/bundle.ts'

export interface Program {
  readonly bytes: Uint8Array
  readonly sha256: string
}

/** Reads the builder program as it is shipped. */
export const builderProgram = async (): Promise<Program> => {
  const bytes = await readFile(join(ROOT, 'dist/builder/index.js'))
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') }
}

import { homedir } from 'node:os'
import { join } from 'node:path'

/** The one folder of a bed: all that runs keeps its files, sockets, mounts and logs below it. */
export interface Place {
  readonly root: string
  /** A path below the folder. */
  readonly at: (...names: readonly string[]) => string
}

/** Returns the folder FUNCTION_IMAGES_BED_STATE, or one in the user's cache: sockets need a short path. */
export const placeOfBed = (): Place =>
  placeAt(process.env['FUNCTION_IMAGES_BED_STATE'] ?? join(homedir(), '.cache', 'function-images', 'bed'))

export const placeAt = (root: string): Place => ({ root, at: (...names) => join(root, ...names) })

import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Descriptor } from '../../../src/core/oci/types.ts'
import type { MadeImage } from '../../../src/edge/demo/program-base.ts'

/** A variable with the folder in which the processes of one run of tests keep what they all need. */
export const KEPT = 'FUNCTION_IMAGES_BED_KEPT'

/** Returns the image that another process has kept under `name`, or makes it and keeps it; without a folder it is made. */
export const keptImage = async (name: string, make: () => Promise<MadeImage>): Promise<MadeImage> => {
  const folder = process.env[KEPT]
  if (folder === undefined) return make()
  const known = await read(join(folder, name))
  if (known !== undefined) return known
  const made = await make()
  await write(join(folder, name), made)
  return made
}

/** What stands in `image.json`: the manifest in base64, and of each blob what is said of it. */
interface Index {
  readonly mediaType: string
  readonly manifest: string
  readonly blobs: readonly Descriptor[]
}

const read = async (place: string): Promise<MadeImage | undefined> => {
  const text = await readFile(join(place, 'image.json'), 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const { mediaType, manifest, blobs } = JSON.parse(text) as Index
  return {
    manifest: { mediaType, bytes: Buffer.from(manifest, 'base64') },
    blobs: await Promise.all(
      blobs.map(async (descriptor) => ({ descriptor, bytes: await readFile(fileOf(place, descriptor)) })),
    ),
  }
}

/** Two processes may do it at once: each file appears whole, and the index last. */
const write = async (place: string, { manifest, blobs }: MadeImage): Promise<void> => {
  await mkdir(place, { recursive: true })
  for (const { descriptor, bytes } of blobs) await writeWhole(fileOf(place, descriptor), bytes)
  const { mediaType, bytes } = manifest
  const descriptors = blobs.map(({ descriptor }) => descriptor)
  const index: Index = { mediaType, manifest: Buffer.from(bytes).toString('base64'), blobs: descriptors }
  await writeWhole(join(place, 'image.json'), JSON.stringify(index))
}

const fileOf = (place: string, { digest }: Descriptor): string => join(place, digest.replace(':', '-'))

const writeWhole = async (path: string, content: string | Uint8Array): Promise<void> => {
  const temporary = `${path}.${randomBytes(4).toString('hex')}`
  await writeFile(temporary, content)
  await rename(temporary, path)
}

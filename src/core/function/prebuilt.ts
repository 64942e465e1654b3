import { ActionError } from '../errors.ts'
import { parseReference, type Reference } from '../oci/reference.ts'
import { CONTAINER, readWorkload, workloadLocationsOf } from './fields.ts'
import type { SpecReader } from './reader.ts'
import type { PrebuiltFunction } from './source.ts'

/** Reads a function that brings `image`; whatever a build would need of it may be there, and is not looked at. */
export const readPrebuilt = (
  reader: SpecReader,
  image: string,
  defaultNamespace: string,
): PrebuiltFunction | undefined => {
  const workload = readWorkload(reader, defaultNamespace)
  const reference = readReference(reader, image)
  if (workload === undefined || reference === undefined) return undefined
  return {
    ...workload,
    handler: hasCode(reader) ? workload.handler : undefined,
    image,
    reference,
    at: { ...workloadLocationsOf(reader), image: reader.at(IMAGE) },
  }
}

const IMAGE = [...CONTAINER, 'image']

const readReference = (reader: SpecReader, image: string): Reference | undefined => {
  try {
    return parseReference(image)
  } catch (error) {
    if (!(error instanceof ActionError)) throw error
    return reader.error(IMAGE, error.message, 'Write it as nodes pull it, like registry.example.com/hello:1')
  }
}

const hasCode = (reader: SpecReader): boolean => (reader.get(['spec', 'function']) ?? '') !== ''

import { readName, readStrings } from './fields.ts'
import type { SpecReader } from './reader.ts'
import type { Trigger } from './source.ts'

/** Reads an HTTPTrigger or a CronJobTrigger of Kubeless; what its spec means is the rollout's to know. */
export const readTrigger = (
  reader: SpecReader,
  kind: Trigger['kind'],
  defaultNamespace: string,
): Trigger | undefined => {
  const { name, namespace } = readName(reader, defaultNamespace)
  const path = ['spec', 'function-name']
  const functionName = reader.required(path, 'Name the function that it calls')
  if (name === undefined || functionName === undefined) return undefined
  return {
    kind,
    name,
    namespace,
    functionName,
    labels: readStrings(reader, ['metadata', 'labels']),
    annotations: readStrings(reader, ['metadata', 'annotations']),
    spec: reader.get(['spec']),
    at: reader.at(['metadata', 'name']),
    field: (path) => reader.at(path),
  }
}

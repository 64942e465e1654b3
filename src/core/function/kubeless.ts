import { readContent } from './content.ts'
import { CONTAINER, COMMON_KEYS, checkKeys, locationsOf, readCommon } from './fields.ts'
import { readPrebuilt } from './prebuilt.ts'
import type { SpecReader } from './reader.ts'
import type { FunctionSource, PrebuiltFunction } from './source.ts'

const KEYS = [...COMMON_KEYS, 'function', 'function-content-type', 'checksum']

/** Keys that circulate in old examples, and what took their place. Kubeless itself ignores them. */
const LEGACY: Readonly<Record<string, string>> = {
  type: 'Remove it: every function answers HTTP',
  topic: 'Remove it: the topic belongs to a KafkaTrigger or NATSTrigger',
  schedule: 'Move it to a CronJobTrigger',
  template: 'Write "deployment.spec.template" instead',
}

/** Reads a Function of `kubeless.io/v1beta1`, or of the older `k8s.io/v1`. One whose container has an image is never built. */
export const readKubelessFunction = (
  reader: SpecReader,
  defaultNamespace: string,
): FunctionSource | PrebuiltFunction | undefined => {
  checkKeys(reader, KEYS, LEGACY, 'warning')
  warnOfLabel(reader)
  const image = reader.text([...CONTAINER, 'image'])
  if (image !== undefined) return readPrebuilt(reader, image, defaultNamespace)
  const common = readCommon(reader, defaultNamespace)
  const content = readContent(reader)
  if (common === undefined || content === undefined) return undefined
  return { ...common, code: { kind: 'inline', content }, at: locationsOf(reader, ['spec', 'function']) }
}

/** `metadata.label` was in Kubeless' own documentation, and never had an effect. */
const warnOfLabel = (reader: SpecReader): void => {
  if (reader.get(['metadata', 'label']) === undefined) return
  reader.key('warning', ['metadata', 'label'], 'Cannot use "metadata.label": there is no such field', 'Write "labels"')
}

import { showPath, type SpecReader } from './reader.ts'
import { DNS_LABEL_RULE, HANDLER_RULE, isDnsLabel, isRuntimeId, parseHandler } from './names.ts'
import { nearest } from './nearest.ts'
import type { Path } from './document.ts'
import { checkShape } from './shape.ts'
import type { DeploymentPart, EnvVar, FunctionLocations, Handler, WorkloadLocations } from './source.ts'
import { isObject, type ValueObject } from './value.ts'

/** The part of a function that a cluster is told of, and that every form writes alike. */
export interface WorkloadFields {
  readonly name: string
  readonly namespace: string
  readonly runtime: string | undefined
  readonly handler: Handler | undefined
  readonly deployment: DeploymentPart
}

/** The part of a function that Kubeless' form and ours write alike. */
export interface CommonFields extends WorkloadFields {
  readonly runtime: string
  readonly handler: Handler
  readonly deps: string | undefined
  readonly env: readonly EnvVar[]
}

/** Fields of `spec` that both forms have. */
export const COMMON_KEYS = ['runtime', 'handler', 'deps', 'timeout', 'deployment', 'service', 'horizontalPodAutoscaler']

/** Where Kubeless looks for the function's own container. */
export const CONTAINER: Path = ['spec', 'deployment', 'spec', 'template', 'spec', 'containers', 0]

/** Reads the common fields; undefined when one of those that a build needs is missing or wrong. */
export const readCommon = (reader: SpecReader, defaultNamespace: string): CommonFields | undefined => {
  const { name, namespace } = readName(reader, defaultNamespace)
  const runtime = checkRuntime(reader, reader.required(RUNTIME, RUNTIME_RULE))
  const handler = checkHandler(reader, reader.required(HANDLER, HANDLER_RULE))
  const deps = reader.text(['spec', 'deps'])
  const env = readEnv(reader)
  const deployment = readDeployment(reader)
  if (name === undefined || runtime === undefined || handler === undefined) return undefined
  return { name, namespace, runtime, handler, deps, env, deployment }
}

/** Reads what a cluster is told of a function that needs no build: runtime and handler are checked where they are written. */
export const readWorkload = (reader: SpecReader, defaultNamespace: string): WorkloadFields | undefined => {
  const { name, namespace } = readName(reader, defaultNamespace)
  const runtime = checkRuntime(reader, reader.text(RUNTIME))
  const handler = checkHandler(reader, reader.text(HANDLER))
  // For what is wrong with it: the cluster gets the variables as a part of the deployment.
  readEnv(reader)
  const deployment = readDeployment(reader)
  return name === undefined ? undefined : { name, namespace, runtime, handler, deployment }
}

/** Reads `metadata.name` and `metadata.namespace`, each a DNS label. */
export const readName = (
  reader: SpecReader,
  defaultNamespace: string,
): { readonly name: string | undefined; readonly namespace: string } => {
  const name = reader.required(['metadata', 'name'], 'Give it a name')
  const namespace = reader.text(['metadata', 'namespace']) ?? defaultNamespace
  const check = (path: Path, text: string): void => {
    if (!isDnsLabel(text)) reader.error(path, `Cannot use ${JSON.stringify(text)} as ${showPath(path)}`, DNS_LABEL_RULE)
  }
  if (name !== undefined) check(['metadata', 'name'], name)
  if (namespace !== defaultNamespace) check(['metadata', 'namespace'], namespace)
  return { name, namespace }
}

/** Reports the keys of `spec` that are not in `known`, each with the one it may have been meant to be. */
export const checkKeys = (
  reader: SpecReader,
  known: readonly string[],
  hints: Readonly<Record<string, string>>,
  severity: 'error' | 'warning',
): void => {
  const unknown = Object.keys(reader.object(['spec']) ?? {}).filter((key) => !known.includes(key))
  for (const key of unknown.slice(0, MAX_UNKNOWN)) {
    const meant = nearest(key, known)
    const guess = meant === undefined ? `Known are ${known.join(', ')}` : `Did you mean "${meant}"?`
    const hint = Object.hasOwn(hints, key) ? hints[key] : guess
    reader.key(severity, ['spec', key], `Cannot use "spec.${key}": there is no such field`, hint)
  }
}

/** Returns the places that later stages name. `code` is the path of the field that holds the code. */
export const locationsOf = (reader: SpecReader, code: Path): FunctionLocations => ({
  ...workloadLocationsOf(reader),
  runtime: reader.at(RUNTIME),
  handler: reader.at(HANDLER),
  code: reader.at(code),
  deps: reader.at(['spec', 'deps']),
})

/** As {@link locationsOf}, of a function that needs no build. */
export const workloadLocationsOf = (reader: SpecReader): WorkloadLocations => ({
  name: reader.at(['metadata', 'name']),
  field: (path) => reader.at(path),
})

/** Of one object: more say nothing new, and each is looked up in the file. */
const MAX_UNKNOWN = 20

const RUNTIME: Path = ['spec', 'runtime']
const HANDLER: Path = ['spec', 'handler']

const RUNTIME_RULE = 'Write an id and a version in one word, like nodejs24 or python3.13'

const checkRuntime = (reader: SpecReader, written: string | undefined): string | undefined => {
  if (written === undefined || isRuntimeId(written)) return written
  return reader.error(RUNTIME, `Cannot use ${JSON.stringify(written)} as runtime`, RUNTIME_RULE)
}

const checkHandler = (reader: SpecReader, written: string | undefined): Handler | undefined => {
  if (written === undefined) return undefined
  const shown = JSON.stringify(written.length > 80 ? `${written.slice(0, 80)}…` : written)
  return parseHandler(written) ?? reader.error(HANDLER, `Cannot use ${shown} as handler`, HANDLER_RULE)
}

const readEnv = (reader: SpecReader): EnvVar[] => {
  const path = [...CONTAINER, 'env']
  const list = reader.get(path) ?? []
  if (!Array.isArray(list)) {
    reader.error(path, `Cannot read "${showPath(path)}": it must be a list`, 'Write it as "- name: …" lines')
    return []
  }
  return list.flatMap((_, index) => readVariable(reader, [...path, index]))
}

const readVariable = (reader: SpecReader, path: Path): EnvVar[] => {
  const variable = reader.object(path)
  const name = reader.required([...path, 'name'], 'Give the variable a name')
  if (name?.includes('=') === true)
    reader.error([...path, 'name'], `Cannot use "${name}" as a variable's name: "=" is in it`)
  // Kubernetes resolves valueFrom when the pod starts; nothing of it is known here.
  if (name === undefined || (variable?.['valueFrom'] ?? null) !== null) return []
  return [{ name, value: reader.text([...path, 'value']) ?? '' }]
}

const readDeployment = (reader: SpecReader): DeploymentPart => {
  checkShape(reader)
  // What is no mapping has been reported.
  const part = (name: string): ValueObject | undefined => {
    const found = reader.get(['spec', name])
    return isObject(found) ? found : undefined
  }
  return {
    labels: readStrings(reader, ['metadata', 'labels']),
    annotations: readStrings(reader, ['metadata', 'annotations']),
    timeout: readTimeout(reader),
    deployment: part('deployment'),
    service: part('service'),
    horizontalPodAutoscaler: part('horizontalPodAutoscaler'),
  }
}

/** Reads a mapping of text to text: labels, annotations. */
export const readStrings = (reader: SpecReader, path: Path): Record<string, string> => {
  const strings: Record<string, string> = Object.create(null)
  for (const key of Object.keys(reader.object(path) ?? {})) strings[key] = reader.text([...path, key]) ?? ''
  return strings
}

/** Kubeless wants text; a whole number means the same, so it is taken too. */
const readTimeout = (reader: SpecReader): string | undefined => {
  const path = ['spec', 'timeout']
  const written = reader.get(path)
  const timeout = typeof written === 'number' ? String(written) : reader.text(path)
  if (timeout === undefined || /^[1-9]\d{0,8}$/.test(timeout)) return timeout
  return reader.error(path, `Cannot use ${JSON.stringify(timeout)} as timeout`, 'Write whole seconds, like "180"')
}

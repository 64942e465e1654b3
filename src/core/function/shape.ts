import type { Path } from './document.ts'
import { showPath, type SpecReader } from './reader.ts'

/**
 * Reports the parts of a spec that are passed on to the cluster and are neither a mapping nor a list where they must be
 * one. Only what we add to ourselves is looked at; the API server checks the rest, and all names.
 */
export const checkShape = (reader: SpecReader): void => {
  check(reader, ['spec', 'deployment'], DEPLOYMENT)
  check(reader, ['spec', 'service'], { ports: list({}) })
  check(reader, ['spec', 'horizontalPodAutoscaler'], AUTOSCALER)
}

/** A mapping, by the fields of it that have a shape themselves; or a list of mappings. */
type Shape = { readonly [field: string]: Shape } | readonly [Shape]

const list = (items: Shape): readonly [Shape] => [items]

const METADATA: Shape = { labels: {}, annotations: {} }

const CONTAINERS = list({
  resources: { limits: {} },
  securityContext: { capabilities: {} },
  lifecycle: {},
  livenessProbe: {},
  readinessProbe: {},
  ports: list({}),
  volumeMounts: list({}),
})

const POD: Shape = {
  containers: CONTAINERS,
  initContainers: CONTAINERS,
  imagePullSecrets: list({}),
  volumes: list({}),
  securityContext: {},
  affinity: {},
}

const DEPLOYMENT: Shape = { metadata: METADATA, spec: { strategy: {}, template: { metadata: METADATA, spec: POD } } }

const AUTOSCALER: Shape = {
  metadata: METADATA,
  spec: {
    scaleTargetRef: {},
    metrics: list({ resource: {}, containerResource: {}, object: { target: {} }, pods: {}, external: {} }),
  },
}

const check = (reader: SpecReader, path: Path, shape: Shape): void => {
  if (!isList(shape)) {
    const found = reader.object(path) ?? {}
    for (const [field, inner] of Object.entries(shape)) if (field in found) check(reader, [...path, field], inner)
    return
  }
  const found = reader.get(path) ?? []
  if (!Array.isArray(found)) {
    reader.error(path, `Cannot read "${showPath(path)}": it must be a list`, 'Write it as "- …" lines')
    return
  }
  for (const index of found.keys()) checkItem(reader, [...path, index], shape[0])
}

const isList = (shape: Shape): shape is readonly [Shape] => Array.isArray(shape)

/** An empty item is as little a mapping as text is. */
const checkItem = (reader: SpecReader, path: Path, shape: Shape): void => {
  if (reader.get(path) === null)
    reader.error(path, `Cannot read "${showPath(path)}": it is empty`, 'Fill or remove the item')
  else check(reader, path, shape)
}

import type { KubeObject } from '../cluster/object.ts'
import { APPLIED_ANNOTATION, COMMIT_ANNOTATION, RUN_ANNOTATION, RUN_URL_ANNOTATION } from '../workload/labels.ts'
import { isEmpty, isMap, listKey, nameIn, showFields } from './fields.ts'

/**
 * Returns what a write changes, a line a field: `- spec.replicas: 1` and `+ spec.replicas: 2`. What the server keeps for
 * itself and what changes with every run is left out, and values of variables are not shown: somebody may have put a
 * secret there.
 */
export const diffLines = (before: KubeObject | undefined, after: KubeObject): readonly string[] => {
  const [was, is] = [leaves(before ?? {}), leaves(after)]
  const paths = [...new Set([...was.keys(), ...is.keys()])].filter((path) => was.get(path) !== is.get(path))
  const lines = paths.flatMap((path) => [
    ...(was.has(path) ? [`- ${path}: ${was.get(path)}`] : []),
    ...(is.has(path) ? [`+ ${path}: ${is.get(path)}`] : []),
  ])
  const shown = lines.map(hideVariable)
  return shown.length <= MAX_LINES ? shown : [...shown.slice(0, MAX_LINES), `… ${shown.length - MAX_LINES} more lines`]
}

/** Of one object. */
const MAX_LINES = 60

/** Fields that are the server's, and annotations that follow from the rest. */
const HIDDEN = new Set([
  'status',
  'metadata.managedFields',
  'metadata.resourceVersion',
  'metadata.generation',
  'metadata.uid',
  'metadata.creationTimestamp',
  'metadata.selfLink',
  ...[
    APPLIED_ANNOTATION,
    COMMIT_ANNOTATION,
    RUN_ANNOTATION,
    RUN_URL_ANNOTATION,
    'kubectl.kubernetes.io/last-applied-configuration',
    'deployment.kubernetes.io/revision',
  ].map((name) => `metadata.annotations.${name}`),
])

const leaves = (object: KubeObject): ReadonlyMap<string, string> => {
  const found = new Map<string, string>()
  const visit = (value: unknown, path: readonly string[]): void => {
    const shown = showFields(path)
    if (HIDDEN.has(shown) || isEmpty(value)) return
    if (isMap(value)) for (const [key, inner] of Object.entries(value)) visit(inner, [...path, key])
    else if (Array.isArray(value)) visitList(value, path)
    else found.set(shown, String(value))
  }
  const visitList = (list: readonly unknown[], path: readonly string[]): void => {
    const key = listKey(list)
    for (const [index, item] of list.entries())
      visit(item, [...path, `[${key === undefined ? index : nameIn(item, key)}]`])
  }
  visit(object, [])
  return found
}

const hideVariable = (line: string): string =>
  line.replace(/^([-+] .*\.env\[[^\]]*\]\.value): [^]*$/, '$1: (not shown)')

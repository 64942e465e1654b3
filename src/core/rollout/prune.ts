import type { KubeObject } from '../cluster/object.ts'
import { FUNCTION_LABEL, MANAGED_BY, MANAGED_BY_LABEL } from '../workload/labels.ts'
import { annotation, ORIGIN_ANNOTATION, SPEC_ANNOTATION } from './marks.ts'

/** What of a repository's functions is known when objects are pruned. */
export interface Repository {
  readonly origin: string
  /** Names of all functions in the namespace, failed ones too. */
  readonly functions: ReadonlySet<string>
  /** Of functions that were deployed in this run: the objects that they have, as `Kind/name`. */
  readonly objects: ReadonlyMap<string, ReadonlySet<string>>
}

/** An object that nothing in the repository wants any more. */
export interface Leftover {
  readonly object: KubeObject
  readonly function: string
  /** The spec file that it came from; the function left only if that is gone, or names it no more. */
  readonly file: string
  /** Its function is still there, and has no such object. */
  readonly functionStays: boolean
}

/** Returns the objects among `live` that deploy itself made from this repository and that nothing of it wants. */
export const leftovers = (live: readonly KubeObject[], repository: Repository): readonly Leftover[] =>
  live.flatMap((object) => {
    const fn = object.metadata?.labels?.[FUNCTION_LABEL]
    const file = annotation(object, SPEC_ANNOTATION)
    if (fn === undefined || file === undefined || !isOurs(object, repository)) return []
    const functionStays = repository.functions.has(fn)
    const objects = repository.objects.get(fn)
    const wanted = functionStays && (objects === undefined || objects.has(`${object.kind}/${object.metadata?.name}`))
    return wanted || object.metadata?.deletionTimestamp !== undefined
      ? []
      : [{ object, function: fn, file, functionStays }]
  })

const isOurs = (object: KubeObject, { origin }: Repository): boolean =>
  object.metadata?.labels?.[MANAGED_BY_LABEL] === MANAGED_BY && annotation(object, ORIGIN_ANNOTATION) === origin

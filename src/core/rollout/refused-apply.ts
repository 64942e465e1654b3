import { showObject, type KubeObject } from '../cluster/object.ts'
import { type Refusal, type RefusalCause, refusalOf } from '../cluster/refusal.ts'
import { type Problem, problemOf, specProblem, type SourceLocation } from '../errors.ts'

/** Tells whether an apply was refused because the object is not the one that was read. */
export const isStale = (error: unknown): boolean => {
  const refusal = refusalOf(error)
  return refusal?.status === 409 && refusal.reason === 'Conflict' && conflicts(refusal).length === 0
}

/**
 * Tells whether a JSON patch was refused because one of its tests failed. An object that cannot be is refused with 422 as
 * well, and names fields. https://www.rfc-editor.org/rfc/rfc5789#section-2.2
 */
export const isTestFailure = (error: unknown): boolean => {
  const refusal = refusalOf(error)
  return refusal?.status === 422 && refusal.causes.every(({ field }) => (field ?? '') === '')
}

/** Tells whether a namespace is not there, or on its way out: nothing more can be written to it. */
export const isNamespaceGone = (error: unknown): boolean => {
  const refusal = refusalOf(error)
  if (refusal === undefined) return false
  const { status, message, causes } = refusal
  return (
    (status === 404 && /^namespaces? ".*" not found$/.test(message)) ||
    (status === 403 &&
      (causes.some(({ reason }) => reason === 'NamespaceTerminating') || /is being terminated/.test(message)))
  )
}

/**
 * Says why the apply of `object` was refused, at the place in the spec that it comes from; `placeOf` gives that of a field,
 * by its path in the object.
 */
export const applyProblem = (
  error: unknown,
  { object, at }: { readonly object: KubeObject; readonly at: SourceLocation },
  placeOf: (field: string) => SourceLocation | undefined,
): Problem => {
  const refusal = refusalOf(error)
  if (refusal === undefined) return problemOf(error, at)
  const held = conflicts(refusal)
  if (held.length > 0) return conflictProblem(object, held, at)
  const field = unknownField(refusal.message)
  if (field !== undefined)
    return specProblem(
      placeOf(field) ?? at,
      `Cannot apply ${showObject(object)}: there is no field "${shown(field)}" in a ${object.kind ?? 'object'}`,
      'Look for a misspelt or misplaced field in the spec',
    )
  if (refusal.status === 422 || /duplicate entries|expected .*, got/.test(refusal.message))
    return specProblem(
      placeOf(refusal.causes[0]?.field ?? '') ?? at,
      `Cannot apply ${showObject(object)}: ${refusal.message}`,
      'Correct the field in the spec',
    )
  return problemOf(error, at)
}

/** https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts */
const conflicts = ({ status, causes }: Refusal): readonly RefusalCause[] =>
  status === 409 ? causes.filter(({ reason }) => reason === 'FieldManagerConflict') : []

const conflictProblem = (object: KubeObject, held: readonly RefusalCause[], at: SourceLocation): Problem => {
  const byManager = Map.groupBy(held, ({ message }) => /"([^"]+)"/.exec(message)?.[1] ?? 'another manager')
  const list = [...byManager].map(
    ([manager, causes]) => `"${manager}" holds ${causes.map(({ field }) => field).join(', ')}`,
  )
  return {
    severity: 'error',
    code: 'CLUSTER_FAILED',
    message: `Cannot apply ${showObject(object)}: ${list.join('; ')}`,
    at,
    hint: 'Take the change into the spec, or undo it on the cluster; option "force-conflicts" takes the fields over',
  }
}

/** The typed patch of an apply fails with the first, and only the first, field that it does not know. */
const unknownField = (message: string): string | undefined =>
  /(?:^|[\s:])\.([^\s:]+): field not declared in schema/.exec(message)?.[1] ??
  /unknown field "([^"]+)"/.exec(message)?.[1]

/** `containers[name="hello"]` is `containers[hello]` for people. */
const shown = (field: string): string => field.replaceAll(/\[\w+="([^"]*)"\]/g, '[$1]')

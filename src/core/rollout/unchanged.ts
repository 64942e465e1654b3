import type { KubeObject } from '../cluster/object.ts'
import { differences } from './fields.ts'
import { annotation, hashOf } from './marks.ts'
import { APPLIED_ANNOTATION } from '../workload/labels.ts'

/**
 * Tells whether `live` is what an apply of `wanted` would leave: the same object was applied before, by its hash, and
 * nobody has changed a field of it since.
 */
export const isUnchanged = (wanted: KubeObject, live: KubeObject | undefined): live is KubeObject =>
  live !== undefined &&
  annotation(live, APPLIED_ANNOTATION) === hashOf(wanted) &&
  differences(wanted, live).length === 0

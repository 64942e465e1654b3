import type { Workload } from '../cluster/object.ts'

/** Tells whether two workloads run the same pods: their templates are equal, whatever the order of members. */
export const sameTemplate = (a: Workload, b: Workload): boolean => sameJson(a.spec?.template, b.spec?.template)

/** Tells whether two JSON values are equal; a member that is undefined is as one that is not there. */
export const sameJson = (a: unknown, b: unknown): boolean => {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) || Array.isArray(b))
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, i) => sameJson(item, b[i]))
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>]
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].every((name) => sameJson(left[name], right[name]))
}

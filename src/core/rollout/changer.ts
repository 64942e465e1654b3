import type { ManagedFieldsEntry, Workload } from '../cluster/object.ts'
import { FIELD_MANAGER } from './applied.ts'
import { sameJson, sameTemplate } from './same.ts'

/**
 * Names who gave the workload other pods than we did, by field manager; undefined while they are ours. A changed number of
 * replicas is an autoscaler's business and none of ours.
 */
export const changerOf = (written: Workload, live: Workload): string | undefined => {
  if ((live.metadata?.generation ?? 0) <= (written.metadata?.generation ?? 0) || sameTemplate(written, live))
    return undefined
  const before = written.metadata?.managedFields ?? []
  const changed = (live.metadata?.managedFields ?? [])
    .filter(({ subresource }) => (subresource ?? '') === '')
    .filter((entry) => !before.some((was) => sameJson(was, entry)))
    .toSorted((a, b) => Date.parse(b.time ?? '') - Date.parse(a.time ?? '') || rank(a) - rank(b))
  return changed[0]?.manager ?? 'somebody'
}

/** Whoever takes over a field of ours changes our entry as well. */
const rank = ({ manager }: ManagedFieldsEntry): number => (manager === FIELD_MANAGER ? 1 : 0)

import type { ManagedFieldsEntry, ObjectMeta, Pod, StatefulSet, Workload } from '../cluster/object.ts'
import type { PatchOperation } from '../../ports.ts'
import { appliedObject, FIELD_MANAGER } from './applied.ts'
import { isReady, ownedBy } from './pods.ts'
import { sameJson } from './same.ts'

/** How a workload gets back to what it was before we wrote it. */
export type Restoration =
  /** What we had applied before is applied again: one request, and the fields stay ours. */
  | { readonly kind: 'apply'; readonly object: Workload }
  /** The whole spec, then who owned its fields: without that our next apply would be in conflict with ourselves. */
  | { readonly kind: 'patch' }

/**
 * Chooses the way back. Applying again is exact only where we had applied before, and took over no field from anyone
 * since: what others had would not come back.
 */
export const restorationOf = (before: Workload, written: Workload): Restoration => {
  const object = appliedObject(before)
  const others = otherManagers(before).every((entry) => otherManagers(written).some((now) => sameOwner(entry, now)))
  return object !== undefined && others ? { kind: 'apply', object } : { kind: 'patch' }
}

/** Without status, and without ours; the controllers' own entries change by themselves. */
const otherManagers = ({ metadata }: Workload): readonly ManagedFieldsEntry[] =>
  (metadata?.managedFields ?? []).filter(
    ({ manager, subresource }) =>
      manager !== FIELD_MANAGER && manager !== 'kube-controller-manager' && (subresource ?? '') === '',
  )

const sameOwner = (a: ManagedFieldsEntry, b: ManagedFieldsEntry): boolean =>
  a.manager === b.manager && a.operation === b.operation && sameJson(a.fieldsV1, b.fieldsV1)

/**
 * Returns the patch that puts spec, labels and annotations of `before` on `live`, refused when that is changed meanwhile.
 * Live replicas stay, they may be an autoscaler's; owner references stay, since an owner that is gone takes all with it.
 */
export const contentPatch = (before: Workload, live: Workload): readonly PatchOperation[] => {
  const { generation } = live.metadata ?? {}
  const replicas = 'replicas' in (live.spec ?? {}) ? { replicas: (live as StatefulSet).spec?.replicas } : {}
  return [
    { op: 'test', path: '/metadata/generation', value: generation },
    { op: 'replace', path: '/spec', value: { ...before.spec, ...replicas } },
    ...mapPatch('labels', before.metadata, live.metadata),
    ...mapPatch('annotations', before.metadata, live.metadata),
  ]
}

/** Member by member: an annotation that a controller keeps there stays. */
const mapPatch = (
  field: 'labels' | 'annotations',
  before: ObjectMeta | undefined,
  live: ObjectMeta | undefined,
): readonly PatchOperation[] => {
  const [was, is] = [before?.[field], live?.[field]]
  if (is === undefined) return was === undefined ? [] : [{ op: 'add', path: `/metadata/${field}`, value: was }]
  const names = [...new Set([...Object.keys(was ?? {}), ...Object.keys(is)])].filter(
    (name) => was?.[name] !== is[name] && !CONTROLLERS.has(name),
  )
  return names.map((name) => {
    const path = `/metadata/${field}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
    const value = was?.[name]
    return value === undefined ? { op: 'remove', path } : { op: 'add', path, value }
  })
}

const CONTROLLERS = new Set(['deployment.kubernetes.io/revision', 'deprecated.daemonset.template.generation'])

/** Returns the patch that gives the fields of `live` back to those who owned them before. */
export const ownersPatch = (before: Workload, live: Workload): readonly PatchOperation[] => [
  { op: 'test', path: '/metadata/generation', value: live.metadata?.generation },
  { op: 'replace', path: '/metadata/managedFields', value: before.metadata?.managedFields ?? [{}] },
]

/**
 * Returns the pods that a StatefulSet will not replace by itself after its template is put back: those of the revision
 * that failed which do not run. https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#forced-rollback
 */
export const brokenPods = (failed: StatefulSet, pods: readonly Pod[]): readonly Pod[] =>
  ownedBy(failed, pods).filter(
    (pod) => pod.metadata?.labels?.['controller-revision-hash'] === failed.status?.updateRevision && !isReady(pod),
  )

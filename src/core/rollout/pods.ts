import type { KubeObject, Pod } from '../cluster/object.ts'

/** Returns those of `objects` that `owner` controls. */
export const ownedBy = <T extends KubeObject>(owner: KubeObject, objects: readonly T[]): readonly T[] =>
  objects.filter(({ metadata }) =>
    metadata?.ownerReferences?.some(({ controller, uid }) => controller === true && uid === owner.metadata?.uid),
  )

/** Tells whether a pod takes requests. */
export const isReady = ({ status }: Pod): boolean =>
  status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false

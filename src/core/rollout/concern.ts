import type { KubeEvent, KubeObject, Pod, ReplicaSet } from '../cluster/object.ts'

/** What is known of a namespace, by name. */
export interface Known {
  readonly pod: (name: string) => Pod | undefined
  readonly replicaSet: (name: string) => ReplicaSet | undefined
}

/** Names the workload that an object of `kind` is, belongs to, or is about; undefined where that is not known (yet). */
export const concernOf = (kind: string, object: KubeObject, known: Known): string | undefined => {
  switch (kind) {
    case 'Event': {
      const { kind: about = '', name = '' } = (object as KubeEvent).involvedObject
      return about === 'Pod' ? ownerOf(known.pod(name), known) : named(about, name, known)
    }
    case 'Pod':
    case 'ReplicaSet':
      return ownerOf(object, known)
    default:
      return object.metadata?.name
  }
}

const ownerOf = (object: KubeObject | undefined, known: Known): string | undefined => {
  const owner = object?.metadata?.ownerReferences?.find(({ controller }) => controller === true)
  return owner === undefined ? undefined : named(owner.kind, owner.name, known)
}

/** A Deployment has its pods by a ReplicaSet. */
const named = (kind: string, name: string, known: Known): string | undefined =>
  kind === 'ReplicaSet' ? ownerOf(known.replicaSet(name), known) : name

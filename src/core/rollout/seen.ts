import type { KubeEvent, KubeObject, Pod, ReplicaSet, Workload } from '../cluster/object.ts'
import { FIELD_MANAGER } from './applied.ts'
import { ownedBy } from './pods.ts'
import { sameJson } from './same.ts'

/** All that is known of one workload. */
export interface Seen {
  readonly kind: string
  readonly workload: Workload
  /** Of the namespace, or at least all of the workload's. */
  readonly replicaSets: readonly ReplicaSet[]
  readonly pods: readonly Pod[]
  readonly events: readonly KubeEvent[]
}

/** What runs the template that the workload has now, once its controller has observed it. Old pods are never among it. */
export interface NewPods {
  /** Of a Deployment. */
  readonly replicaSet: ReplicaSet | undefined
  readonly pods: readonly Pod[]
}

const REVISION = 'deployment.kubernetes.io/revision'

/** Returns a Deployment's revision. */
export const revisionOf = ({ metadata }: KubeObject): number | undefined => {
  const text = metadata?.annotations?.[REVISION]
  return text === undefined || !/^\d+$/.test(text) ? undefined : Number(text)
}

/**
 * Returns the ReplicaSet that runs a Deployment's present template, told as its controller does: by the template, since the
 * revision is written later when replicas change as well.
 */
export const newReplicaSet = ({
  workload,
  replicaSets,
}: Pick<Seen, 'workload' | 'replicaSets'>): ReplicaSet | undefined =>
  ownedBy(workload, replicaSets).find(({ spec }) => {
    const { 'pod-template-hash': _, ...labels } = spec?.template?.metadata?.labels ?? {}
    const metadata = { ...spec?.template?.metadata, labels }
    return sameJson({ ...spec?.template, metadata }, workload.spec?.template)
  })

export const newPods = (seen: Seen): NewPods => {
  const { kind, workload } = seen
  const alive = seen.pods.filter(({ metadata }) => metadata?.deletionTimestamp === undefined)
  if (kind === 'Deployment') {
    const replicaSet = newReplicaSet(seen)
    return { replicaSet, pods: replicaSet === undefined ? [] : ownedBy(replicaSet, alive) }
  }
  const [label, value] = kind === 'StatefulSet' ? statefulSetMark(workload) : daemonSetMark(workload)
  const pods = ownedBy(workload, alive).filter(({ metadata }) => metadata?.labels?.[label] === value)
  return { replicaSet: undefined, pods: value === undefined ? [] : pods }
}

type Mark = readonly [label: string, value: string | undefined]

const statefulSetMark = ({ status }: Workload): Mark => [
  'controller-revision-hash',
  status !== undefined && 'updateRevision' in status ? status.updateRevision : undefined,
]

/** Named deprecated for ten years, and the only mark of a DaemonSet's template that stands on the object itself. */
const daemonSetMark = ({ metadata }: Workload): Mark => [
  'pod-template-generation',
  metadata?.annotations?.['deprecated.daemonset.template.generation'],
]

/** Returns the events about `object`, oldest first. */
export const eventsOf = (object: KubeObject, events: readonly KubeEvent[]): readonly KubeEvent[] =>
  events
    .filter(({ involvedObject }) => involvedObject.uid === object.metadata?.uid)
    .sort((a, b) => timeOf(a) - timeOf(b))

/** When an event happened last, in milliseconds since 1970. */
export const timeOf = ({ lastTimestamp, series, eventTime, metadata }: KubeEvent): number =>
  Date.parse(lastTimestamp ?? series?.lastObservedTime ?? eventTime ?? metadata.creationTimestamp ?? '') || 0

/** When we wrote the workload last, by the server's clock in milliseconds since 1970, to the second; 0 when unknown. */
export const writtenAt = ({ metadata }: Workload): number =>
  Math.max(
    0,
    ...(metadata?.managedFields ?? [])
      .filter(({ manager }) => manager === FIELD_MANAGER)
      .map(({ time }) => Date.parse(time ?? '') || 0),
  )

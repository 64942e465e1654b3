import type { DaemonSet, Deployment, StatefulSet, Workload } from '../cluster/object.ts'

/** How far a rollout is. */
export type RolloutStatus =
  | { readonly status: 'complete' }
  | { readonly status: 'progressing'; readonly waitingFor: readonly string[] }
  /** It is not for the cluster to go on by itself. */
  | { readonly status: 'held'; readonly why: Hold; readonly waitingFor: readonly string[] }
  /** The controller has given up waiting. */
  | { readonly status: 'failed'; readonly reason: string; readonly waitingFor: readonly string[] }

/** `paused`: until somebody resumes it. `on-delete`: until its pods are deleted. */
export type Hold = 'paused' | 'on-delete'

/** The write whose rollout is looked at. */
export interface Write {
  readonly kind: string
  /** The object's generation after it. */
  readonly generation: number
  /** The object before it: a deadline that was exceeded then says nothing now. */
  readonly before: Workload | undefined
}

/**
 * Returns the verdict that `kubectl rollout status` gives, on the rollout of our write and no earlier one.
 * https://github.com/kubernetes/kubectl/blob/master/pkg/polymorphichelpers/rollout_status.go
 */
export const statusOf = (workload: Workload, write: Write): RolloutStatus => {
  const generation = Math.max(write.generation, workload.metadata?.generation ?? 0)
  if ((workload.status?.observedGeneration ?? 0) < generation) return progressing('the controller to see the change')
  switch (write.kind) {
    case 'StatefulSet':
      return statefulSet(workload as StatefulSet)
    case 'DaemonSet':
      return daemonSet(workload as DaemonSet)
    default:
      return deployment(workload, write.before)
  }
}

const deployment = (now: Deployment, before: Deployment | undefined): RolloutStatus => {
  const { replicas: wanted = 1, paused } = now.spec ?? {}
  const { replicas = 0, updatedReplicas: updated = 0, availableReplicas: available = 0 } = now.status ?? {}
  const waitingFor = [
    ...(updated < wanted ? [`${updated} of ${wanted} pods updated`] : []),
    ...(replicas > updated ? [`${replicas - updated} old pods to end`] : []),
    ...(available < updated ? [`${available} of ${updated} updated pods available`] : []),
  ]
  if (exceeded(now, before)) {
    const { progressDeadlineSeconds: limit } = now.spec ?? {}
    return { status: 'failed', reason: `no progress within ${limit ?? 600} s`, waitingFor }
  }
  if (waitingFor.length === 0) return COMPLETE
  return paused === true ? { status: 'held', why: 'paused', waitingFor } : { status: 'progressing', waitingFor }
}

/**
 * The condition stays from a former rollout until the controller has seen progress of this one, which may be long after
 * it has seen the change: https://github.com/kubernetes/kubernetes/blob/master/pkg/controller/deployment/progress.go
 */
const exceeded = (now: Deployment, before: Deployment | undefined): boolean => {
  const [condition, former] = [now, before].map((deployment) =>
    deployment?.status?.conditions?.find(({ type }) => type === 'Progressing'),
  )
  if (condition?.reason !== 'ProgressDeadlineExceeded') return false
  return former?.reason !== condition.reason || former.lastUpdateTime !== condition.lastUpdateTime
}

const statefulSet = ({ spec, status }: StatefulSet): RolloutStatus => {
  const { replicas: wanted = 1, updateStrategy } = spec ?? {}
  const { readyReplicas: ready = 0, updatedReplicas: updated = 0, currentRevision, updateRevision } = status ?? {}
  if (updateStrategy?.type === 'OnDelete')
    return updated < wanted
      ? onDelete(`${updated} of ${wanted} pods updated`)
      : ready < wanted
        ? few(ready, wanted)
        : COMPLETE
  if (ready < wanted) return few(ready, wanted)
  const partition = updateStrategy?.rollingUpdate?.partition ?? 0
  if (partition > 0) {
    const due = Math.max(0, wanted - partition)
    return updated < due ? progressing(`${updated} of ${due} pods updated`) : COMPLETE
  }
  if (updated < wanted || (updateRevision ?? '') !== (currentRevision ?? ''))
    return progressing(`${updated} of ${wanted} pods updated`)
  return COMPLETE
}

const few = (ready: number, wanted: number): RolloutStatus => progressing(`${ready} of ${wanted} pods ready`)

const daemonSet = ({ spec, status }: DaemonSet): RolloutStatus => {
  const { desiredNumberScheduled: wanted = 0, updatedNumberScheduled: updated = 0, numberAvailable = 0 } = status ?? {}
  if (updated < wanted) {
    const missing = `${updated} of ${wanted} pods updated`
    return spec?.updateStrategy?.type === 'OnDelete' ? onDelete(missing) : progressing(missing)
  }
  if (numberAvailable < wanted) return progressing(`${numberAvailable} of ${wanted} updated pods available`)
  return COMPLETE
}

const COMPLETE: RolloutStatus = { status: 'complete' }

const progressing = (...waitingFor: readonly string[]): RolloutStatus => ({ status: 'progressing', waitingFor })

const onDelete = (...waitingFor: readonly string[]): RolloutStatus => ({ status: 'held', why: 'on-delete', waitingFor })

import { BUILD_SELECTOR } from '../../../core/build/job/identity.ts'
import type { JobView } from '../../../core/build/job/verdict.ts'
import type { Job, KubeEvent, KubeObject, Pod } from '../../../core/cluster/object.ts'
import { isRefused } from '../../../core/cluster/refusal.ts'
import { EVENTS, JOBS, PODS, type Resource } from '../../../core/cluster/resource.ts'
import type { Cluster, ObjectChange, ObjectQuery } from '../../../ports.ts'

/**
 * Follows one Job, its pods and what events say of them; all builds of a namespace share three watches. Calls `changed`
 * with all that is known after each change, until the signal aborts. Rejects when a watch ends for good.
 */
export const observeJob = async (
  cluster: Cluster,
  job: Job,
  changed: (view: JobView) => void,
  signal: AbortSignal,
): Promise<void> => {
  const namespace = job.metadata?.namespace ?? ''
  const uid = job.metadata?.uid ?? ''
  const pods = new Map<string, Pod>()
  const events = new Map<string, KubeEvent>()
  let current: Job | undefined = job
  const tell = (): void => changed({ job: current, pods: inOrder([...pods.values()]), events: [...events.values()] })
  const follow = async <T extends KubeObject>(
    resource: Resource<T>,
    query: Omit<ObjectQuery, 'namespace'>,
    take: (change: ObjectChange<T>) => boolean | Promise<boolean>,
  ): Promise<void> => {
    for await (const change of cluster.follow(resource, { namespace, ...query }, signal)) if (await take(change)) tell()
  }
  const isSame = (object: KubeObject): boolean => object.metadata?.uid === uid
  let listed = false
  await Promise.all([
    follow(JOBS, { labelSelector: BUILD_SELECTOR }, async (change) => {
      if (change.kind !== 'synced') {
        if (!isSame(change.object)) return false
        listed = true
        current = change.kind === 'present' ? change.object : undefined
        return true
      }
      // A watch that others began may not have heard of the Job yet.
      if (listed) return false
      const found = await cluster.get(JOBS, { namespace, name: job.metadata?.name ?? '' }, signal)
      if (!listed && (found === undefined || !isSame(found))) current = undefined
      return true
    }),
    follow(PODS, { labelSelector: BUILD_SELECTOR }, (change) => {
      if (change.kind === 'synced' || !isOf(uid, change.object)) return false
      const { uid: id = '' } = change.object.metadata ?? {}
      // What a pod said at its end counts, also when it is gone.
      pods.set(id, change.object)
      return true
    }),
    follow(EVENTS, { fieldSelector: 'type=Warning' }, (change) => {
      if (change.kind !== 'present') return false
      events.set(change.object.metadata?.uid ?? '', change.object)
      const { uid: about = '' } = change.object.involvedObject
      return about === uid || pods.has(about)
    }).catch((error: unknown) => {
      // Without the right to read events, causes are found later.
      if (!isRefused(error, 403)) throw error
    }),
  ])
}

const isOf = (uid: string, { metadata }: Pod): boolean =>
  metadata?.ownerReferences?.some((owner) => owner.uid === uid) === true

const inOrder = (pods: Pod[]): readonly Pod[] =>
  pods.sort((a, b) => timeOf(a).localeCompare(timeOf(b)) || nameOf(a).localeCompare(nameOf(b)))

const timeOf = ({ metadata }: Pod): string => metadata?.creationTimestamp ?? ''
const nameOf = ({ metadata }: Pod): string => metadata?.name ?? ''

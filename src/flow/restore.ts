import { keyOfObject, type Workload } from '../core/cluster/object.ts'
import { isRefused } from '../core/cluster/refusal.ts'
import type { Resource } from '../core/cluster/resource.ts'
import { ActionError } from '../core/errors.ts'
import { contentPatch, ownersPatch, restorationOf } from '../core/rollout/restore.ts'
import { sameTemplate } from '../core/rollout/same.ts'
import type { Cluster } from '../ports.ts'

/** A workload before our first write, and after our last one. */
export interface Change {
  readonly resource: Resource<Workload>
  readonly before: Workload | undefined
  readonly written: Workload
}

/** How often a patch is made anew when someone, an autoscaler say, writes the object in between. */
const MAX_TRIES = 5

/**
 * Puts a workload back as it was before our first write, and returns it as it is then; undefined when it is new. Throws
 * ROLLOUT_FAILED when somebody else has changed its pods since, or deleted it: that is not ours to take back.
 */
export const restore = async (
  cluster: Cluster,
  { resource, before, written }: Change,
  signal: AbortSignal,
): Promise<Workload | undefined> => {
  if (before === undefined) return undefined
  const change = { resource, before, written }
  const way = restorationOf(before, written)
  if (way.kind === 'patch') return patchBack(cluster, change, signal)
  await liveOf(cluster, change, signal)
  const { apiVersion, kind } = resource
  return (await cluster.apply(resource, { ...way.object, apiVersion, kind }, {}, signal)).object
}

interface Undoing extends Change {
  readonly before: Workload
}

const patchBack = async (cluster: Cluster, change: Undoing, signal: AbortSignal): Promise<Workload> => {
  const { resource, before } = change
  const key = keyOfObject(before)
  const content = await persist(async () => {
    const live = await liveOf(cluster, change, signal)
    return (await cluster.patch(resource, key, contentPatch(before, live), signal)).object
  })
  let live: Workload = content
  return persist(async () => {
    try {
      return (await cluster.patch(resource, key, ownersPatch(before, live), signal)).object
    } catch (error) {
      live = (await cluster.get(resource, key, signal)) ?? live
      throw error
    }
  })
}

/** A `test` that fails is refused with 422, https://www.rfc-editor.org/rfc/rfc5789#section-2.2. */
const persist = async (patch: () => Promise<Workload>): Promise<Workload> => {
  for (let left = MAX_TRIES - 1; ; left -= 1)
    try {
      return await patch()
    } catch (error) {
      if (left === 0 || !(isRefused(error, 422) || isRefused(error, 409))) throw error
    }
}

/** Reads the workload, and makes sure that it still has the pods that we gave it. */
const liveOf = async (cluster: Cluster, change: Undoing, signal: AbortSignal): Promise<Workload> => {
  const { resource, before, written } = change
  const key = keyOfObject(before)
  const live = await cluster.get(resource, key, signal)
  if (live !== undefined && live.metadata?.uid === written.metadata?.uid && sameTemplate(live, written)) return live
  const why = live === undefined ? 'it was deleted' : 'somebody else has changed it meanwhile'
  throw new ActionError('ROLLOUT_FAILED', `Cannot take back ${resource.kind} "${key.name}": ${why}`)
}

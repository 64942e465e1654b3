import { configMapsOf, type ObjectContents, secretOf } from '../../../core/build/job/objects.ts'
import { objectsOf } from '../../../core/build/job/volumes.ts'
import type { Job, KubeObject } from '../../../core/cluster/object.ts'
import { isRefused } from '../../../core/cluster/refusal.ts'
import { CONFIG_MAPS, type Resource, SECRETS } from '../../../core/cluster/resource.ts'
import type { Cluster } from '../../../ports.ts'

/**
 * Makes the ConfigMaps and the Secret that `job` waits for, where another run has not: a run that ended after it made
 * its Job leaves one that any other can finish. Throws CLUSTER_FAILED.
 */
export const furnishJob = async (
  cluster: Cluster,
  job: Job,
  contents: ObjectContents,
  signal: AbortSignal,
): Promise<void> => {
  const objects = objectsOf(job)
  if (objects === undefined) return
  const secret = secretOf(job, objects, contents)
  await Promise.all([
    ...configMapsOf(job, objects, contents).map((object) => ensure(cluster, CONFIG_MAPS, object, signal)),
    ...(secret === undefined ? [] : [ensure(cluster, SECRETS, secret, signal)]),
  ])
}

const ensure = async <T extends KubeObject>(
  cluster: Cluster,
  resource: Resource<T>,
  object: T,
  signal: AbortSignal,
): Promise<void> => {
  try {
    await cluster.create(resource, object, signal)
  } catch (error) {
    if (!isRefused(error, 409)) throw error
  }
}

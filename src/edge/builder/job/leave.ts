import { attachment, isAnyBuild, isAwaited } from '../../../core/build/job/identity.ts'
import type { Job } from '../../../core/cluster/object.ts'
import { isRefused } from '../../../core/cluster/refusal.ts'
import { JOBS } from '../../../core/cluster/resource.ts'
import type { Cluster, LedgerEntry } from '../../../ports.ts'

type JobEntry = Extract<LedgerEntry, { kind: 'job' }>

/**
 * Ends a run's interest in a Job, and deletes the Job when no other run waits for it. Returns whether there was anything
 * to leave. Throws CLUSTER_FAILED; may be done again.
 */
export const leave = async (entry: JobEntry, cluster: Cluster, signal: AbortSignal): Promise<'left' | 'absent'> => {
  let answer: 'left' | 'absent' = 'absent'
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const job = await detach(entry, cluster, signal)
    if (job === undefined) return answer
    answer = 'left'
    if (isAwaited(job) || job.metadata?.deletionTimestamp !== undefined) return answer
    const { uid = '', resourceVersion = '' } = job.metadata ?? {}
    // A run that has come since has changed the version.
    const deleted = await cluster.delete(JOBS, entry, { uid, resourceVersion }, signal)
    if (deleted !== 'changed') return answer
  }
  return answer
}

/** The status of a Job that runs changes its version too. */
const MAX_TRIES = 20

/** Takes the run's annotation away, and returns the Job as it then is; undefined when there is none, or it is no longer ours to leave. */
const detach = async (entry: JobEntry, cluster: Cluster, signal: AbortSignal): Promise<Job | undefined> => {
  const path = `/metadata/annotations/${attachment(entry.run).replaceAll('/', '~1')}`
  try {
    const { object } = await cluster.patch(JOBS, entry, [{ op: 'remove', path }], signal)
    return object
  } catch (error) {
    if (isRefused(error, 404)) return undefined
    if (!isRefused(error, 422)) throw error
    const job = await cluster.get(JOBS, entry, signal)
    return job === undefined || !isAnyBuild(job) ? undefined : job
  }
}

import { attachment, type BuildIdentity, isBuild } from '../../../core/build/job/identity.ts'
import { isCondition } from '../../../core/build/job/verdict.ts'
import type { Job } from '../../../core/cluster/object.ts'
import { isRefused } from '../../../core/cluster/refusal.ts'
import { JOBS } from '../../../core/cluster/resource.ts'
import { ActionError } from '../../../core/errors.ts'
import type { Cluster } from '../../../ports.ts'

export interface Claim {
  readonly cluster: Cluster
  readonly identity: BuildIdentity
  /** The Job to make where there is none. */
  readonly job: Job
  readonly run: string
  /** Whether the registry has what the Job makes. */
  readonly isPushed: (signal: AbortSignal) => Promise<boolean>
}

export type Claimed =
  /** Ours, or another run's that we wait for as well. */
  | { readonly kind: 'running'; readonly job: Job; readonly warnings: readonly string[] }
  /** Another run's is done. */
  | { readonly kind: 'pushed' }

/**
 * Makes the Job, or joins the one that is there: one that runs is waited for, one that is done is believed when the
 * registry has its layer, one that failed is made anew, one that is being deleted is waited out. Throws CLUSTER_FAILED.
 */
export const claimJob = async (claim: Claim, signal: AbortSignal): Promise<Claimed> => {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const made = await make(claim, signal)
    if (made !== undefined) return made
    const found = await claim.cluster.get(JOBS, keyOf(claim), signal)
    const joined = found === undefined ? undefined : await join(claim, found, signal)
    if (joined !== undefined) return joined
  }
  throw new ActionError('CLUSTER_FAILED', `Cannot create ${showJob(claim)}: others delete it again and again`)
}

/** Each try ends with a change that another run made. */
const MAX_TRIES = 20

const make = async ({ cluster, job }: Claim, signal: AbortSignal): Promise<Claimed | undefined> => {
  try {
    const { object, warnings } = await cluster.create(JOBS, job, signal)
    return { kind: 'running', job: object, warnings }
  } catch (error) {
    if (isRefused(error, 409)) return undefined
    throw error
  }
}

const join = async (claim: Claim, found: Job, signal: AbortSignal): Promise<Claimed | undefined> => {
  if (!isBuild(found, claim.identity)) throw isAnother(claim)
  if (found.metadata?.deletionTimestamp !== undefined) await untilGone(claim, found, signal)
  else if (isCondition(found, 'Failed')) await replace(claim, found, signal)
  else if (!isCondition(found, 'Complete')) return attach(claim, found, signal)
  else if (await claim.isPushed(signal)) return { kind: 'pushed' }
  else await replace(claim, found, signal)
  return undefined
}

const attach = async ({ cluster, run }: Claim, found: Job, signal: AbortSignal): Promise<Claimed | undefined> => {
  const path = `/metadata/annotations/${attachment(run).replaceAll('/', '~1')}`
  const patch = [
    { op: 'test', path: '/metadata/uid', value: found.metadata?.uid },
    { op: 'add', path, value: '' },
  ] as const
  try {
    const { object, warnings } = await cluster.patch(JOBS, keyOf({ job: found }), patch, signal)
    return object.metadata?.deletionTimestamp === undefined ? { kind: 'running', job: object, warnings } : undefined
  } catch (error) {
    // It has gone meanwhile, and perhaps another has come.
    if ([404, 409, 422].some((status) => isRefused(error, status))) return undefined
    throw error
  }
}

const replace = async (claim: Claim, found: Job, signal: AbortSignal): Promise<void> => {
  await claim.cluster.delete(JOBS, keyOf(claim), { uid: found.metadata?.uid ?? '' }, signal)
  await untilGone(claim, found, signal)
}

/** Waits until a Job that is being deleted has given its name free. */
const untilGone = async (claim: Claim, { metadata }: Job, signal: AbortSignal): Promise<void> => {
  const { namespace, name } = keyOf(claim)
  const query = { namespace, fieldSelector: `metadata.name=${name}` }
  const late = AbortSignal.timeout(GONE_LIMIT)
  let seen = false
  try {
    for await (const change of claim.cluster.follow(JOBS, query, AbortSignal.any([signal, late]))) {
      const same = change.kind !== 'synced' && change.object.metadata?.uid === metadata?.uid
      if (same && change.kind === 'present') seen = true
      if ((same && change.kind === 'deleted') || (change.kind === 'synced' && !seen)) return
    }
  } catch (error) {
    signal.throwIfAborted()
    if (!late.aborted) throw error
  }
  throw new ActionError(
    'CLUSTER_FAILED',
    `Cannot create ${showJob(claim)}: the one before it is being deleted, and does not go`,
    { hint: 'See what its "metadata.finalizers" wait for' },
  )
}

/** Milliseconds. */
const GONE_LIMIT = 60_000

const keyOf = ({ job: { metadata } }: Pick<Claim, 'job'>) => ({
  namespace: metadata?.namespace ?? '',
  name: metadata?.name ?? '',
})

const showJob = (claim: Claim): string => `Job "${keyOf(claim).name}" in namespace "${keyOf(claim).namespace}"`

const isAnother = (claim: Claim): ActionError =>
  new ActionError('CLUSTER_FAILED', `Cannot create ${showJob(claim)}: there is one of that name for something else`, {
    hint: 'Find out who made it, and delete it or take another "build-namespace"',
  })

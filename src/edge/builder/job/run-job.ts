import { jobFailed } from '../../../core/build/job/failure.ts'
import type { BuildIdentity } from '../../../core/build/job/identity.ts'
import type { ObjectContents } from '../../../core/build/job/objects.ts'
import type { JobFailure } from '../../../core/build/job/verdict.ts'
import { openBuildLog } from '../../../core/build/log.ts'
import type { DependencyUnit } from '../../../core/build/unit.ts'
import type { Job } from '../../../core/cluster/object.ts'
import { ActionError } from '../../../core/errors.ts'
import { dependencyTag, type InstalledLayer, installedLayer } from '../../../core/image/dependency-image.ts'
import { formatReference, parseReference, type Repository } from '../../../core/oci/reference.ts'
import type { Cluster, Ledger, LedgerEntry, Registry } from '../../../ports.ts'
import { awaitEnd, type JobEnd } from './await-end.ts'
import { claimJob } from './claim.ts'
import { furnishJob } from './furnish.ts'
import { leave } from './leave.ts'

/** One build, ready to be sent. */
export interface JobBuild {
  readonly cluster: Cluster
  readonly registry: Registry
  readonly ledger: Ledger
  readonly shared: Repository
  readonly namespace: string
  readonly unit: DependencyUnit
  /** The attachment of this run to the Job. */
  readonly run: string
  readonly identity: BuildIdentity
  readonly job: Job
  readonly contents: ObjectContents
  readonly memory: string
  /** In seconds. */
  readonly timeout: number
}

/**
 * Sends a Job, or joins one that does the same, waits for its end and for the registry to confirm the layer, and leaves
 * nothing in the cluster that no other run waits for. Throws BUILD_FAILED, CLUSTER_FAILED, REGISTRY_FAILED; within two
 * seconds of an abort, its reason.
 */
export const runJob = async (
  build: JobBuild,
  log: (line: string) => void,
  signal: AbortSignal,
): Promise<InstalledLayer> => {
  const { cluster, namespace, ledger, identity, run } = build
  const entry: Extract<LedgerEntry, { kind: 'job' }> = { kind: 'job', namespace, name: identity.name, run }
  ledger.add(entry)
  try {
    return await awaitLayer(build, log, signal)
  } catch (error) {
    signal.throwIfAborted()
    throw error
  } finally {
    // Finished ones as well: they count against quotas, and sidecars keep their pods alive.
    const left = await leave(entry, cluster, AbortSignal.timeout(LEAVE_LIMIT)).catch(() => undefined)
    // A request that was cut off may still make the Job: then a later step looks again.
    if (left === 'left' || (left === 'absent' && !signal.aborted)) ledger.remove(entry)
  }
}

/** Milliseconds; runners end a cancelled process after 7.5 s. */
const LEAVE_LIMIT = 2_000

const awaitLayer = async (
  build: JobBuild,
  log: (line: string) => void,
  signal: AbortSignal,
): Promise<InstalledLayer> => {
  const { cluster, identity, run, job } = build
  const { line, lines } = openBuildLog(log)
  const isPushed = async (asking: AbortSignal): Promise<boolean> => (await pushed(build, asking)) !== undefined
  const claimed = await claimJob({ cluster, identity, job, run, isPushed }, signal)
  if (claimed.kind === 'running') {
    for (const warning of claimed.warnings) line(`Warning: ${warning}`)
    const end = await endOf(build, claimed.job, line, signal)
    if (end.status === 'failed') return layerDespite(end.failure, build, lines, signal)
  }
  const layer = await pushed(build, signal)
  if (layer === undefined) throw unconfirmed(build)
  return layer
}

const endOf = async (
  { cluster, contents, timeout }: JobBuild,
  job: Job,
  line: (text: string) => void,
  signal: AbortSignal,
): Promise<JobEnd> => {
  const stop = new AbortController()
  try {
    // First what the pod waits for, on the connection that is open: a mount that finds nothing is not tried again at once.
    const [, end] = await Promise.all([
      furnishJob(cluster, job, contents, signal),
      awaitEnd(cluster, job, { timeout, line, signal: AbortSignal.any([signal, stop.signal]) }),
    ])
    return end
  } finally {
    stop.abort()
  }
}

/** Whoever deleted the Job may have done so after its end: the registry knows. */
const layerDespite = async (
  failure: JobFailure,
  build: JobBuild,
  log: readonly string[],
  signal: AbortSignal,
): Promise<InstalledLayer> => {
  const layer = failure.kind === 'deleted' ? await pushed(build, signal) : undefined
  if (layer !== undefined) return layer
  const { identity, ...facts } = build
  const imageHint = failure.kind === 'image' ? await hintOnImage(failure.image, build, signal) : undefined
  throw jobFailed(failure, { ...facts, name: identity.name, log, imageHint })
}

/** Asks the registry for the layer; what it holds counts, whoever pushed it. */
const pushed = async (
  { unit, registry, shared }: JobBuild,
  signal: AbortSignal,
): Promise<InstalledLayer | undefined> => {
  const answer = await registry.manifest({ ...shared, tag: dependencyTag(unit.key) }, signal)
  if (answer.status === 'unknown') throw answer.error
  return answer.status === 'absent' ? undefined : installedLayer(answer.manifest, unit.key)
}

/** A node says little about why it cannot pull; this computer can ask too. */
const hintOnImage = async (image: string, { registry }: JobBuild, signal: AbortSignal): Promise<string | undefined> => {
  const answer = await registry.digest(parseReference(image), signal)
  switch (answer.status) {
    case 'present':
      return 'This computer can read it: give the node access, or see that both use the same name for the registry'
    case 'absent':
      return 'The registry has no such image: correct its name, or option "image-mirrors"'
    case 'unknown':
      return undefined
  }
}

const unconfirmed = ({ unit, shared }: JobBuild): ActionError => {
  const reference = formatReference({ ...shared, tag: dependencyTag(unit.key) })
  return new ActionError('BUILD_FAILED', `Cannot find "${reference}", which the Job says it has pushed`, {
    hint: 'See that the cluster and this computer reach the same registry by that name',
  })
}

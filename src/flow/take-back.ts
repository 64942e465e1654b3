import type { StatefulSet, Workload } from '../core/cluster/object.ts'
import { keyOfObject } from '../core/cluster/object.ts'
import { PODS } from '../core/cluster/resource.ts'
import { ActionError } from '../core/errors.ts'
import { brokenPods } from '../core/rollout/restore.ts'
import { sameTemplate } from '../core/rollout/same.ts'
import { revisionOf, type Seen } from '../core/rollout/seen.ts'
import type { NamespaceWatch } from './namespace-watch.ts'
import type { Rollout, RolloutPorts, RolloutSettings } from './rollouts.ts'
import { awaitVerdict, type Verdict } from './verdict.ts'

/** What became of a workload whose rollout failed. `how` ends a sentence: `it is left as it is`. */
export interface Afterwards {
  readonly state: 'rolled-back' | 'failed'
  readonly how: string
}

export interface TakingBack {
  readonly rollout: Rollout
  readonly settings: RolloutSettings
  readonly watch: NamespaceWatch
  readonly ports: RolloutPorts
  /** As it was when it was found to have failed. */
  readonly failed: Seen | undefined
}

/** Takes a failed rollout back, unless it is to be kept, and makes sure that what was there before serves again. */
export const takeBack = async (taking: TakingBack, signal: AbortSignal): Promise<Afterwards> => {
  const { rollout, settings, failed, ports } = taking
  const { before } = rollout
  if (settings.onFailure === 'keep') return { state: 'failed', how: 'it is left for a look' }
  if (before === undefined) return NEW
  try {
    const undone = await rollout.undo(signal)
    if (undone === undefined) return NEW
    if (rollout.resource.kind === 'StatefulSet' && failed !== undefined) await removeBroken(failed, ports, signal)
    return await verify(taking, { undone, before }, signal)
  } catch (error) {
    if (signal.aborted) return { state: 'failed', how: 'taking it back was cancelled: look at what it runs now' }
    if (!(error instanceof ActionError)) throw error
    return { state: 'failed', how: `it could not be taken back: ${error.message}` }
  }
}

const NEW: Afterwards = { state: 'failed', how: 'it is left as it is, since there was none before' }

/** A StatefulSet waits for ever for a broken pod, even after its template is put back. */
const removeBroken = async (failed: Seen, { cluster }: RolloutPorts, signal: AbortSignal): Promise<void> => {
  for (const pod of brokenPods(failed.workload as StatefulSet, failed.pods)) {
    const uid = pod.metadata?.uid
    await cluster.delete(PODS, keyOfObject(pod), uid === undefined ? {} : { uid }, signal)
  }
}

interface Undone {
  readonly undone: Workload
  readonly before: Workload
}

const verify = async (
  { rollout, settings, watch, ports, failed }: TakingBack,
  { undone, before }: Undone,
  signal: AbortSignal,
): Promise<Afterwards> => {
  const { resource, key } = rollout
  const awaited = { resource, key, written: undone, before: failed?.workload, timeoutSeconds: settings.rolloutTimeout }
  const verdict = await awaitVerdict(awaited, { watch, ...ports }, signal)
  const revision = revisionOf(before)
  const former = revision === undefined ? 'what was there before' : `revision ${revision}`
  if (verdict.kind !== 'complete') return { state: 'failed', how: `${former} was put back, but ${unverified(verdict)}` }
  return sameTemplate(verdict.seen.workload, before)
    ? { state: 'rolled-back', how: `back on ${former}, verified` }
    : { state: 'failed', how: `it was taken back, but its pods are not those of ${former}` }
}

const unverified = (verdict: Exclude<Verdict, { kind: 'complete' }>): string => {
  switch (verdict.kind) {
    case 'failed':
      return `does not come up either: ${verdict.why}`
    case 'held':
      return `waits for ${verdict.waitingFor.join(', ')}`
    case 'taken':
      return verdict.why
    case 'cancelled':
      return 'the run was cancelled before that was verified'
  }
}

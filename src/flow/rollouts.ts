import type { ObjectKey, Workload } from '../core/cluster/object.ts'
import type { Resource } from '../core/cluster/resource.ts'
import type { Config } from '../core/config.ts'
import { ActionError, type Problem, type SourceLocation } from '../core/errors.ts'
import type { RolloutResult } from '../core/report/report.ts'
import type { Cluster, Ports } from '../ports.ts'
import { revisionOf } from '../core/rollout/seen.ts'
import { watchNamespace, type NamespaceWatch } from './namespace-watch.ts'
import { keepProof } from './proof.ts'
import { takeBack } from './take-back.ts'
import { awaitVerdict, type FailedVerdict, type Verdict } from './verdict.ts'

/** One workload that was written, and what is needed to tell how that went and to take it back. */
export interface Rollout {
  readonly resource: Resource<Workload>
  readonly key: ObjectKey
  /** As our write returned it: its uid, generation and pod template are what is waited for. */
  readonly written: Workload
  /** As it was before the first write; undefined: newly made. */
  readonly before: Workload | undefined
  /** Puts it back as it was and returns it as that write left it; undefined when there is nothing to go back to. */
  readonly undo: (signal: AbortSignal) => Promise<Workload | undefined>
  /** The place in the spec where a failure is shown; without it the result alone tells. */
  readonly at?: SourceLocation
  readonly function?: string
  readonly image?: string
  /** Said in the result whatever comes of it: moved for the first time, say. */
  readonly note?: string
}

/** What came of a rollout. */
export interface RolloutOutcome {
  readonly result: RolloutResult
  readonly problems: readonly Problem[]
}

/** The rollouts of one namespace: they share a list and watch of each kind. */
export interface Rollouts {
  /**
   * Waits until the rollout is complete or has failed; of a failed one keeps the evidence, takes it back and verifies that.
   * Never throws for what the cluster does. When `signal` aborts it says what was still missing, in state `applied`.
   */
  follow(rollout: Rollout, signal: AbortSignal): Promise<RolloutOutcome>
  /** Ends the watches. */
  close(): void
}

export type RolloutSettings = Pick<Config, 'rolloutTimeout' | 'onFailure'>

export type RolloutPorts = Pick<Ports, 'evidence' | 'reporter' | 'clock'> & { readonly cluster: Cluster }

/** Opens the rollouts of `namespace`; nothing is asked of the cluster before the first is followed. */
export const openRollouts = (namespace: string, ports: RolloutPorts, settings: RolloutSettings): Rollouts => {
  const watch = watchNamespace(namespace, ports)
  return {
    follow: async (rollout, signal) => {
      const started = ports.clock.now()
      const following: Following = { rollout, settings, ports, watch }
      const ended = await follow(following, signal)
      return outcomeOf(rollout, ended, ports.clock.now() - started)
    },
    close: () => watch.close(),
  }
}

interface Following {
  readonly rollout: Rollout
  readonly settings: RolloutSettings
  readonly ports: RolloutPorts
  readonly watch: NamespaceWatch
}

/** What there is to say of one rollout's end. */
interface Ended {
  readonly state: RolloutResult['state']
  readonly live?: Workload | undefined
  readonly waitingFor?: readonly string[]
  readonly cause?: string
  /** What became of it after that: ends the sentence that `cause` begins. */
  readonly how?: string
  readonly hint?: string | undefined
  readonly evidence?: string | undefined
  readonly log?: readonly string[]
}

const follow = async (following: Following, signal: AbortSignal): Promise<Ended> => {
  const { rollout, settings, watch, ports } = following
  const awaited = { ...rollout, timeoutSeconds: settings.rolloutTimeout }
  try {
    const verdict = await awaitVerdict(awaited, { watch, ...ports }, signal)
    return verdict.kind === 'failed' ? await failed(following, verdict, signal) : unfailed(verdict)
  } catch (error) {
    if (!(error instanceof ActionError)) throw error
    return {
      state: 'failed',
      cause: `it cannot be watched: ${error.message}`,
      how: 'it is left as it is',
      hint: error.hint,
    }
  }
}

/** Nothing here is taken back: it came up, or it is somebody else's to say what becomes of it. */
const unfailed = (verdict: Exclude<Verdict, FailedVerdict>): Ended => {
  const live = verdict.seen?.workload
  switch (verdict.kind) {
    case 'complete':
      return { state: 'complete', live }
    case 'cancelled':
      return { state: 'applied', live, waitingFor: verdict.waitingFor, how: 'cancelled before it was complete' }
    case 'taken':
      return { state: 'failed', live, cause: verdict.why, how: 'it is left as it is' }
    case 'held':
      return verdict.why === 'on-delete'
        ? { state: 'applied', live, waitingFor: verdict.waitingFor, how: 'takes effect as its pods are deleted' }
        : { state: 'failed', live, ...PAUSED, waitingFor: verdict.waitingFor }
  }
}

const PAUSED = {
  cause: 'it is paused',
  how: 'the change waits in it',
  hint: 'Resume it with "kubectl rollout resume", or take "paused" from its spec, then run again',
}

const failed = async (following: Following, verdict: FailedVerdict, signal: AbortSignal): Promise<Ended> => {
  const { rollout, ports } = following
  const { waitingFor, seen, causes } = verdict
  const end = { live: seen?.workload, waitingFor, hint: causes[0]?.hint }
  try {
    const { why, path, lines } = await keepProof(verdict, { ...rollout, kind: rollout.resource.kind }, ports, signal)
    const { state, how } = await takeBack({ ...following, failed: seen }, signal)
    return { ...end, state, cause: why, how, evidence: path, log: lines }
  } catch (error) {
    if (!signal.aborted) throw error
    return { ...end, state: 'failed', cause: verdict.why, how: 'cancelled before it was taken back' }
  }
}

const outcomeOf = (rollout: Rollout, ended: Ended, durationMs: number): RolloutOutcome => {
  const { resource, key, at } = rollout
  const { state, cause, how, hint, log, evidence, waitingFor = [] } = ended
  const notes = [rollout.note, how].filter((note) => note !== undefined)
  const revision = revisionIn(rollout, ended.live)
  const result: RolloutResult = {
    kind: resource.kind,
    namespace: key.namespace,
    name: key.name,
    state,
    ...defined({ function: rollout.function, image: rollout.image, revision, cause, evidence }),
    waitingFor,
    ...(notes.length === 0 ? {} : { note: notes.join('; ') }),
    durationMs,
  }
  if (cause === undefined || at === undefined) return { result, problems: [] }
  const message = `Cannot roll out ${resource.kind} "${key.name}": ${[cause, how].filter((text) => text !== undefined).join('; ')}`
  const shown = log === undefined || log.length === 0 ? {} : { log }
  const problem = { severity: 'error', code: 'ROLLOUT_FAILED', message, at, ...defined({ hint }), ...shown } as const
  return { result, problems: [problem] }
}

const revisionIn = ({ written, before }: Rollout, live: Workload | undefined): RolloutResult['revision'] => {
  const to = revisionOf(live ?? written)
  const from = before === undefined ? undefined : revisionOf(before)
  return to === undefined ? undefined : { ...defined({ from }), to }
}

/** Without the members that are undefined. */
const defined = <T extends object>(object: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as never

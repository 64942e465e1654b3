import type { ObjectKey, Workload } from '../core/cluster/object.ts'
import type { Resource } from '../core/cluster/resource.ts'
import type { Config } from '../core/config.ts'
import type { Problem, SourceLocation } from '../core/errors.ts'
import type { RolloutResult } from '../core/report/report.ts'
import type { Cluster, Ports } from '../ports.ts'

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

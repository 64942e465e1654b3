/** Why a rollout does not come to its end, as far as can be told from outside. */
export interface Cause {
  readonly kind: CauseKind
  /** For a result's line: `crash loop: Cannot find module './x'`. */
  readonly text: string
  /** Seconds for which it may last before it counts as a failure; infinite where only the deadline decides. */
  readonly patience: number
  /** What it was seen on: `Pod/hello-7d4-x2`. */
  readonly object: string
  /** What to do about it, one sentence. */
  readonly hint: string
}

export type CauseKind =
  | 'image'
  | 'handler'
  | 'crash'
  | 'memory'
  | 'start'
  | 'configuration'
  | 'volume'
  | 'unschedulable'
  | 'refused'
  | 'quota'
  | 'probe'
  | 'not-ready'

/** It will not change by itself. */
export const AT_ONCE = 0

/** The kubelet may not know yet of a Secret or ConfigMap that was made just before. */
export const CACHED = 10

/** A registry, an autoscaler or pods on their way out may put it right. */
export const PASSING = 60

/** As long as the rollout may take. */
export const TO_THE_DEADLINE = Number.POSITIVE_INFINITY

/** Orders the more telling first: what fails at once, then what was looked for first. */
export const byPatience = (causes: readonly Cause[]): readonly Cause[] =>
  causes.toSorted((a, b) => (a.patience === b.patience ? 0 : a.patience - b.patience))

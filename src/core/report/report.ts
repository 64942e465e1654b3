import type { Problem } from '../errors.ts'

export const REPORT_SCHEMA = 'function-images/report/1'

/** What one run did: printed by `--format json`, written to output `report`; schema.ts holds its JSON Schema. */
export interface Report {
  readonly schema: typeof REPORT_SCHEMA
  readonly command: string
  readonly functions: readonly FunctionResult[]
  readonly rollouts: readonly RolloutResult[]
  readonly problems: readonly Problem[]
}

/** What became of one object of the cluster. */
export interface RolloutResult {
  readonly kind: string
  readonly namespace: string
  readonly name: string
  readonly state: RolloutState
  /** Of `namespace/name`, where the object is a function's own; a dependent has none. */
  readonly function?: string
  /** By digest. */
  readonly image?: string
  /** Of a Deployment, before and after; equal when nothing was rolled out. */
  readonly revision?: { readonly from?: number; readonly to: number }
  /** What was still missing when it ended: `2 of 3 updated`. */
  readonly waitingFor: readonly string[]
  /** Why it failed, one sentence: `crash loop: Cannot find module './x'`. */
  readonly cause?: string
  /** What is worth a word besides: moved for the first time, left to Argo CD, taken over from Kubeless. */
  readonly note?: string
  /** Lines that a dry run shows: `- image: …@sha256:1` and `+ image: …@sha256:2`. */
  readonly diff?: readonly string[]
  /** File in the folder of evidence. */
  readonly evidence?: string
  readonly durationMs?: number
}

/**
 * `applied`: written, and nobody waited. `planned`: a dry run would change it. `left`: not ours to change, see the note.
 * `rolled-back`: failed, and what it was before serves again, verified; `failed`: that is not so.
 */
export type RolloutState =
  | 'complete'
  | 'unchanged'
  | 'applied'
  | 'planned'
  | 'pruned'
  | 'left'
  | 'rolled-back'
  | 'failed'

export type FunctionState = 'built' | 'skipped' | 'planned' | 'failed'

export interface FunctionResult {
  readonly name: string
  readonly namespace: string
  readonly file: string
  readonly line: number
  readonly state: FunctionState
  readonly reasons: readonly Reason[]
  /** `repository:tag@digest`, or without the digest when there is none yet. */
  readonly image?: string
  readonly repository?: string
  readonly tag?: string
  readonly digest?: string
  /** Who ran the phases; `append` when there were none to run. */
  readonly builder?: 'append' | 'job' | 'docker' | 'runner'
  readonly durationMs?: number
  /** Blob and manifest bytes that went out for this function. */
  readonly bytesSent?: number
  readonly problems: readonly Problem[]
}

/** One difference between the image that is wanted and the one there was. */
export interface Reason {
  readonly part: ReasonPart
  /** For people: `code changed: hello.js`. */
  readonly detail: string
  readonly was?: string
  readonly is?: string
}

export type ReasonPart =
  | 'first'
  | 'recipe'
  | 'runtime'
  | 'base'
  | 'shim'
  | 'phases'
  | 'handler'
  | 'code'
  | 'dependencies'
  | 'platforms'
  | 'unknown'

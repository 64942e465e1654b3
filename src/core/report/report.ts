import type { Problem } from '../errors.ts'

export const REPORT_SCHEMA = 'function-images/report/1'

/** What one run did: printed by `--format json`, written to output `report`; schema.ts holds its JSON Schema. */
export interface Report {
  readonly schema: typeof REPORT_SCHEMA
  readonly command: string
  readonly functions: readonly FunctionResult[]
  readonly rollouts: readonly never[]
  readonly problems: readonly Problem[]
}

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

/** A place in a file of the repository. `file` is relative to the repository's top level; line and column are 1-based. */
export interface SourceLocation {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** Something wrong (or doubtful) with a place the user can edit. Stages collect these and go on. */
export interface Problem {
  readonly severity: 'error' | 'warning'
  readonly code: ErrorCode
  readonly message: string
  readonly at: SourceLocation
  /** What to do about it, one sentence. */
  readonly hint?: string
  /** Last lines of the log of what failed, oldest first. */
  readonly log?: readonly string[]
}

export type ErrorCode =
  | 'INPUT_INVALID'
  | 'SPEC_INVALID'
  | 'REGISTRY_FAILED'
  | 'BUILD_FAILED'
  | 'CLUSTER_FAILED'
  | 'ROLLOUT_FAILED'

export interface ActionErrorOptions {
  readonly problems?: readonly Problem[]
  readonly hint?: string | undefined
  readonly cause?: unknown
}

/**
 * The one error that ends a run, or the work on one function, with a message for its user. Anything else that reaches
 * an entry point is a bug of ours.
 */
export class ActionError extends Error {
  override readonly name = 'ActionError'
  readonly code: ErrorCode
  readonly problems: readonly Problem[]
  readonly hint: string | undefined

  constructor(code: ErrorCode, message: string, options: ActionErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.problems = options.problems ?? []
    this.hint = options.hint
  }
}

/** Returns `error` placed at `at`; an error that is not ours is thrown on, since hiding it would hide a bug. */
export const problemOf = (error: unknown, at: SourceLocation): Problem => {
  if (!(error instanceof ActionError)) throw error
  const { code, message, hint } = error
  return hint === undefined ? { severity: 'error', code, message, at } : { severity: 'error', code, message, at, hint }
}

/** Makes an error at a place in a spec. */
export const specProblem = (at: SourceLocation, message: string, hint: string): Problem => ({
  severity: 'error',
  code: 'SPEC_INVALID',
  message,
  at,
  hint,
})

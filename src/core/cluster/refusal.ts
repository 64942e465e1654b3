import { ActionError } from '../errors.ts'

/**
 * What an API server answered instead of doing what it was asked: a Status object, as far as a caller may act on it.
 * It is the `cause` of the CLUSTER_FAILED error. https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/
 */
export interface Refusal {
  /** HTTP status; 0 when no answer came. */
  readonly status: number
  /** `AlreadyExists`, `Conflict`, `Forbidden`, `NotFound`, `Invalid`, `Expired` …; empty when the server named none. */
  readonly reason: string
  /** The server's own words. */
  readonly message: string
  readonly causes: readonly RefusalCause[]
}

export interface RefusalCause {
  readonly reason: string
  readonly message: string
  /** Path in the object: `.spec.replicas`. */
  readonly field: string
}

/** Returns what the API server answered, undefined for an error about something else. */
export const refusalOf = (error: unknown): Refusal | undefined => {
  if (!(error instanceof ActionError) || error.code !== 'CLUSTER_FAILED') return undefined
  const { cause } = error
  return typeof cause === 'object' && cause !== null && 'status' in cause && 'reason' in cause
    ? (cause as Refusal)
    : undefined
}

/** Tells whether `error` is a refusal of `status`. */
export const isRefused = (error: unknown, status: number): boolean => refusalOf(error)?.status === status

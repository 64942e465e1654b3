import { isPassing } from '../connection.ts'

/** What an API server, or a proxy before it, answers while it is not up to the request. */
const TRANSIENT_STATUSES = new Set([429, 502, 503, 504])

/** Waits between attempts grow from the first to the longest, in milliseconds. */
const FIRST_WAIT = 100
const LONGEST_WAIT = 5000

/** How an attempt ended that was no success. */
export type Setback =
  | { readonly kind: 'answer'; readonly status: number; readonly retryAfter: number | undefined }
  | { readonly kind: 'failure'; readonly code: string }

/**
 * Tells whether the same request may fare better later. Of other statuses only those count with which the server says
 * so: a 500 is also what it answers to a field that does not exist.
 */
export const isTransient = (setback: Setback): boolean =>
  setback.kind === 'failure'
    ? isPassing(setback.code)
    : TRANSIENT_STATUSES.has(setback.status) || (setback.status >= 500 && setback.retryAfter !== undefined)

/**
 * Returns the milliseconds to wait after `failures` in a row. What the server asks for is never shortened, and a little
 * is added, so that clients which were sent away together do not come back together. `jitter` is from 0 up to 1.
 */
export const backOff = (failures: number, retryAfter: number | undefined, jitter: number): number =>
  retryAfter === undefined
    ? Math.round(Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(failures - 1, 10)) * (0.5 + jitter / 2))
    : Math.round(retryAfter + Math.min(1000, retryAfter / 5) * jitter)

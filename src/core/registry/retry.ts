import { isPassing } from '../connection.ts'

/** Statuses that may be different the next time; 499 and 522 are what proxies answer for an upstream that hung up. */
const RETRIED_STATUSES = new Set([408, 429, 499, 500, 502, 503, 504, 522])

/** How often one request is sent at most, the first time included. */
export const MAX_ATTEMPTS = 5

/** The first wait between two attempts, in milliseconds; each further one is twice as long. */
const FIRST_WAIT = 400

export const isRetriedStatus = (status: number): boolean => RETRIED_STATUSES.has(status)

export const isRetriedCode = isPassing

/**
 * Reads Retry-After, seconds or an HTTP date, as milliseconds from `now`.
 * https://www.rfc-editor.org/rfc/rfc9110#name-retry-after
 */
export const parseRetryAfter = (header: string | undefined, now: number): number | undefined => {
  const text = header?.trim() ?? ''
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000
  // Date.parse takes nearly anything for a date; those of HTTP begin with a weekday.
  const date = /^[A-Z][a-z]{2,8},? /.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}

export interface Tried {
  /** Attempts made so far, at least 1. */
  readonly attempts: number
  readonly maxAttempts: number
  /** Milliseconds since the first attempt began. */
  readonly elapsed: number
  /** Milliseconds that may pass until the last attempt begins. */
  readonly budget: number
  /** Milliseconds the server asked for. */
  readonly retryAfter: number | undefined
  /** From 0 up to 1: spreads clients that failed together. */
  readonly jitter: number
}

export type NextTry =
  | { readonly again: true; readonly wait: number }
  | { readonly again: false; readonly why: string | undefined }

/** Decides about another attempt. What the server asks for is waited for whole or not at all, never shortened. */
export const nextTry = ({ attempts, maxAttempts, elapsed, budget, retryAfter, jitter }: Tried): NextTry => {
  const wait = retryAfter ?? Math.round(FIRST_WAIT * 2 ** (attempts - 1) * (0.5 + jitter / 2))
  if (elapsed + wait > budget) {
    const asked = `The server asks to wait ${seconds(wait)}, with the limit at ${seconds(budget)} for one request`
    return { again: false, why: retryAfter === undefined ? gaveUp(attempts) : asked }
  }
  return attempts < maxAttempts ? { again: true, wait } : { again: false, why: gaveUp(attempts) }
}

const gaveUp = (attempts: number): string | undefined =>
  attempts > 1 ? `Gave up after ${attempts} attempts` : undefined

const seconds = (milliseconds: number): string => `${Math.ceil(milliseconds / 1000)} s`

/** Node's codes for failures of a connection that may be different the next time. */
const PASSING = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
])

/** Tells whether a connection that failed with `code` may fare better later. */
export const isPassing = (code: string): boolean => PASSING.has(code)

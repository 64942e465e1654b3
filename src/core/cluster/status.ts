import type { Refusal, RefusalCause } from './refusal.ts'

/** Longest text of a server that is shown, in characters: an Invalid lists every field. */
const MAX_SHOWN = 2000

/**
 * Reads the body of an answer that is no success: a Status, or whatever a proxy on the way had to say.
 * https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/
 */
export const refusalFromBody = (status: number, body: string): Refusal => {
  const json = parsed(body)
  return json === undefined
    ? { status, reason: '', message: firstLine(body), causes: [] }
    : refusalFromStatus(json, status)
}

/** Reads a Status object, as bodies and ERROR events of watches carry it; `status` counts where it names no code. */
export const refusalFromStatus = (object: object, status = 0): Refusal => {
  const { code, reason, message, details } = object as Record<string, unknown>
  const causes = isObject(details) && Array.isArray(details['causes']) ? (details['causes'] as readonly unknown[]) : []
  return {
    status: typeof code === 'number' ? code : status,
    reason: text(reason),
    message: shown(text(message)),
    causes: causes.slice(0, 100).filter(isObject).map(causeOf),
  }
}

/** Returns what `refusal` says with each text passed through `clean`. */
export const cleaned = (refusal: Refusal, clean: (text: string) => string): Refusal => ({
  ...refusal,
  message: clean(refusal.message),
  causes: refusal.causes.map((cause) => ({ ...cause, message: clean(cause.message) })),
})

const causeOf = ({ reason, message, field }: Record<string, unknown>): RefusalCause => ({
  reason: text(reason),
  message: shown(text(message)),
  field: text(field),
})

const parsed = (body: string): object | undefined => {
  try {
    const json: unknown = JSON.parse(body)
    return isObject(json) ? json : undefined
  } catch {
    return undefined
  }
}

/** Pages of HTML say nothing. */
const firstLine = (body: string): string =>
  body.trimStart().startsWith('<') ? '' : shown((body.trim().split('\n')[0] ?? '').slice(0, 300))

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

// Control characters could move a terminal's cursor or, in a log, pass for commands to the runner.
const shown = (text: string): string => {
  const clean = text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').trim()
  return clean.length > MAX_SHOWN ? `${clean.slice(0, MAX_SHOWN)}…` : clean
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

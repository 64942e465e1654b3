import type { Digest } from '../oci/digest.ts'

/** One entry of a registry's error body. https://github.com/opencontainers/distribution-spec/blob/main/spec.md#error-codes */
export interface Fault {
  readonly code: string
  readonly message: string
  /** Digests that the message or its detail names. */
  readonly digests: readonly Digest[]
}

export interface RefusalFacts {
  readonly method: string
  /** Host and path. */
  readonly what: string
  /** As the user names it: `docker.io`. */
  readonly registry: string
  readonly status: number
  readonly faults: readonly Fault[]
  /** Milliseconds. */
  readonly retryAfter?: number | undefined
  /** Which credential was used: its source, never its value; undefined without one. */
  readonly credential?: string | undefined
  /** The credential itself was refused, not what was done with it. */
  readonly rejected?: boolean
}

/** A registry's answer that was not one of those asked for: the cause of the REGISTRY_FAILED that a user sees. */
export class RegistryRefusal extends Error {
  override readonly name = 'RegistryRefusal'
  readonly facts: RefusalFacts

  constructor(facts: RefusalFacts) {
    super(`${facts.method} ${facts.what}: ${facts.status}${faultText(facts.faults)}`)
    this.facts = facts
  }

  get status(): number {
    return this.facts.status
  }

  /** Tells whether the registry gave one of `codes`. */
  has(...codes: readonly string[]): boolean {
    return this.facts.faults.some(({ code }) => codes.includes(code))
  }
}

/** Blobs that the registry says it lacks, when that is why a manifest was refused; else none. */
export const missingBlobs = (error: unknown): readonly Digest[] => {
  const refusal = refusalIn(error)
  const faults = refusal?.facts.faults.filter(({ code }) => code === 'MANIFEST_BLOB_UNKNOWN' || code === 'BLOB_UNKNOWN')
  return [...new Set((faults ?? []).flatMap(({ digests }) => digests))]
}

/** Tells whether somebody who is logged in was denied, or whether what was asked for is hidden from all. */
export const isDenial = ({ status, facts }: RegistryRefusal): boolean =>
  (status === 401 || status === 403) && facts.rejected !== true

/** Finds the registry's answer behind `error`. */
export const refusalIn = (error: unknown): RegistryRefusal | undefined => {
  if (error instanceof RegistryRefusal) return error
  return error instanceof Error && error.cause !== undefined ? refusalIn(error.cause) : undefined
}

/** Longest text of a server that is shown, in characters. */
const MAX_SHOWN = 300

/** Reads an error body: the spec's form, those of token servers, or a line of plain text. Pages of HTML say nothing. */
export const parseFaults = (body: Uint8Array, contentType: string | undefined): readonly Fault[] => {
  const text = Buffer.from(body).toString('utf8').trim()
  const json = parseJson(text)
  if (json !== undefined) return faultsOf(json)
  return text === '' || text.startsWith('<') || contentType?.includes('html') === true
    ? []
    : [{ code: '', message: shown(text.split('\n')[0] ?? ''), digests: [] }]
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const faultsOf = (json: unknown): readonly Fault[] => {
  if (!isObject(json)) return []
  const { errors } = json
  if (Array.isArray(errors)) return errors.slice(0, 100).filter(isObject).map(faultOf)
  const code = typeof json['error'] === 'string' ? json['error'] : json['code']
  const message = json['error_description'] ?? json['message'] ?? json['details'] ?? ''
  const fault = faultOf({ code, message })
  return fault.code === '' && fault.message === '' ? [] : [fault]
}

const faultOf = ({ code, message, detail }: Record<string, unknown>): Fault => {
  const said = typeof message === 'string' ? message : ''
  // Disk full, read-only storage and the like are told in the detail alone.
  const more = typeof detail === 'string' ? detail : detailMessage(detail)
  return {
    code: typeof code === 'string' ? shown(code) : '',
    message: shown(more === '' || said.includes(more) ? said : `${said} (${more})`),
    digests: (`${said} ${JSON.stringify(detail) ?? ''}`.match(/sha256:[0-9a-f]{64}/g) ?? []) as Digest[],
  }
}

const detailMessage = (detail: unknown): string => {
  if (!isObject(detail) || Array.isArray(detail)) return ''
  const found = detail['Err'] ?? detail['message'] ?? detail['error']
  return typeof found === 'string' ? found : JSON.stringify(detail)
}

const faultText = (faults: readonly Fault[]): string => {
  const [fault] = faults
  if (fault === undefined) return ''
  const { code, message } = fault
  return ` ${code === '' || message === '' ? `${code}${message}` : `${code}: ${message}`}`
}

// Control characters could move a terminal's cursor or, in a log, pass for commands to the runner.
const shown = (text: string): string => {
  const clean = text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').trim()
  return clean.length > MAX_SHOWN ? `${clean.slice(0, MAX_SHOWN)}…` : clean
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

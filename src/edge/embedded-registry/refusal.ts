/** https://github.com/opencontainers/distribution-spec/blob/main/spec.md#error-codes, and one for what nobody foresaw. */
const STATUS = {
  BLOB_UNKNOWN: 404,
  BLOB_UPLOAD_INVALID: 400,
  BLOB_UPLOAD_UNKNOWN: 404,
  DENIED: 403,
  DIGEST_INVALID: 400,
  MANIFEST_BLOB_UNKNOWN: 400,
  MANIFEST_INVALID: 400,
  MANIFEST_UNKNOWN: 404,
  NAME_INVALID: 400,
  NAME_UNKNOWN: 404,
  SIZE_INVALID: 400,
  UNKNOWN: 500,
  UNSUPPORTED: 405,
} as const

export type SpecCode = keyof typeof STATUS

export interface RefusalOptions {
  /** When it is not the usual one of the code. */
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly detail?: unknown
}

/** A request that is answered with one of the spec's errors. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: SpecCode
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly detail: unknown

  constructor(code: SpecCode, message: string, options: RefusalOptions = {}) {
    super(message)
    this.code = code
    this.status = options.status ?? STATUS[code]
    this.headers = options.headers ?? {}
    this.detail = options.detail
  }
}

/** Returns the body that the spec wants for `refusal`. */
export const errorBody = ({ code, message, detail }: Refusal): string =>
  JSON.stringify({ errors: [{ code, message, detail }] })

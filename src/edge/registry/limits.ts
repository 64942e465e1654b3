/** How long things may take, in milliseconds. */
export interface Limits {
  /** Until a connection stands, its TLS included. */
  readonly connect: number
  /** Without a byte in either direction. */
  readonly idle: number
  /** For one request of metadata, from its first byte to the last of the answer. */
  readonly request: number
  /** For one request that moves a blob. */
  readonly blob: number
  /** For a request and its repetitions, until the last of them begins. */
  readonly budget: number
  /** For a credential helper to answer. */
  readonly helper: number
}

export const LIMITS: Limits = {
  connect: 10_000,
  idle: 30_000,
  request: 120_000,
  blob: 1_800_000,
  budget: 60_000,
  helper: 10_000,
}

/** In bytes. Registries must take manifests of 4 MiB; nobody's is twice that. */
export const MAX_MANIFEST = 8 * 1024 * 1024
/** Of an answer that is only looked at: errors, token responses. In bytes. */
export const MAX_TEXT = 64 * 1024
/** Of a blob that is read whole: a config, or a layer that is to be unpacked. In bytes. */
export const MAX_WHOLE_BLOB = 512 * 1024 * 1024
/** Blobs up to this many bytes are sent without asking whether they are there. */
export const UNASKED = 64 * 1024
export const MAX_REDIRECTS = 10
/** How often an upload begins again after its session was lost. */
export const MAX_RESTARTS = 3
/** How often a download is taken up again without a byte of progress. */
export const MAX_RESUMES = 3
/** Blobs on their way between two registries at once: fewer than connections, so that none waits for its own other half. */
export const MAX_STREAMS = 8

import { createHash } from 'node:crypto'
import { formatRepository, type Repository } from '../../core/oci/reference.ts'
import type { Descriptor } from '../../core/oci/types.ts'
import type { Call, Exchange } from './exchange.ts'
import { MAX_RESUMES } from './limits.ts'
import { ContentMismatch } from './mismatch.ts'
import { mayPass, persist } from './persist.ts'

export interface BlobSource {
  readonly exchange: Exchange
  readonly repository: Repository
  readonly descriptor: Descriptor
}

/** The wait before a download that made no progress is taken up again, in milliseconds; longer each time. */
const RESUME_WAIT = 500

/**
 * Reads a blob piece by piece. The last piece comes only after size and digest have proved right, so that who passes the
 * pieces on never completes a wrong blob. Throws ContentMismatch.
 */
export const readBlob = async function* (source: BlobSource, signal: AbortSignal): AsyncGenerator<Uint8Array, void> {
  const hash = createHash('sha256')
  let held: Uint8Array | undefined
  for await (const chunk of readResumed(source, signal)) {
    hash.update(chunk)
    if (held !== undefined) yield held
    held = chunk
  }
  const digest = `sha256:${hash.digest('hex')}`
  if (digest !== source.descriptor.digest) throw mismatch(source, digest)
  if (held !== undefined) yield held
}

/** Reads no more bytes than the blob has, taking a download that broke off up again where it did. */
const readResumed = async function* (source: BlobSource, signal: AbortSignal): AsyncGenerator<Uint8Array, void> {
  const { clock, limits } = source.exchange
  const { size } = source.descriptor
  const started = clock.now()
  let offset = 0
  for (let stuck = 0; offset < size; await clock.sleep(stuck * RESUME_WAIT, signal)) {
    const before = offset
    let failure: unknown
    let complete = false
    try {
      const part = await openAt(source, offset, signal)
      for await (const chunk of part.chunks) {
        offset += chunk.length
        if (offset > size) throw mismatch(source, `more than ${size} bytes`)
        yield chunk
      }
      complete = part.whole
    } catch (error) {
      if (signal.aborted || !mayPass(error)) throw error
      failure = error
    }
    if (offset === size || complete) return
    stuck = offset > before ? 0 : stuck + 1
    // Without a failure: where the end of the connection is the end of the body, it may come early.
    if (stuck > MAX_RESUMES || clock.now() - started > limits.blob)
      throw failure ?? mismatch(source, `${offset} of ${size} bytes`)
  }
}

interface Part {
  readonly chunks: AsyncIterable<Uint8Array>
  /** Its end is the blob's end, by the server's own count. */
  readonly whole: boolean
}

const openAt = async (source: BlobSource, offset: number, signal: AbortSignal): Promise<Part> => {
  const { exchange, repository, descriptor } = source
  const { clock, limits } = exchange
  const call: Call = {
    method: 'GET',
    repository,
    to: `blobs/${descriptor.digest}`,
    push: false,
    headers: offset === 0 ? {} : { range: `bytes=${offset}-` },
    wants: [200, 206],
    slow: true,
  }
  const response = await persist(() => exchange.open(call, signal), { clock, budget: limits.budget, signal })
  const counted = 'content-length' in response.headers || 'transfer-encoding' in response.headers
  if (response.status === 200) return { chunks: skip(response.body, offset), whole: counted }
  const [, start] = /^bytes (\d+)-/.exec(response.headers['content-range'] ?? '') ?? []
  if (Number(start) === offset) return { chunks: response.body, whole: false }
  response.destroy()
  throw mismatch(source, `a range that begins at ${start ?? 'no'} instead of ${offset}`)
}

/** Passes over bytes that have been read before, where a server does not know ranges. */
const skip = async function* (body: AsyncIterable<Uint8Array>, count: number): AsyncGenerator<Uint8Array, void> {
  let left = count
  for await (const chunk of body) {
    if (left < chunk.length) yield chunk.subarray(left)
    left = Math.max(0, left - chunk.length)
  }
}

const mismatch = ({ repository, descriptor }: BlobSource, got: string): ContentMismatch =>
  new ContentMismatch(
    `Cannot use blob "${formatRepository(repository)}@${descriptor.digest}" (${descriptor.size} bytes): got ${got}`,
  )

import type { IncomingHttpHeaders } from 'node:http'
import type { Repository } from '../../core/oci/reference.ts'
import { parseChallenges } from '../../core/registry/challenge.ts'
import { type Fault, parseFaults, RegistryRefusal } from '../../core/registry/refusal.ts'
import { parseRetryAfter } from '../../core/registry/retry.ts'
import { describeTarget, type Target } from '../../core/registry/target.ts'
import type { HttpResponse } from './http.ts'
import { MAX_TEXT } from './limits.ts'

/** A response that has been read whole, up to a limit. */
export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly challenges: readonly string[]
  readonly target: Target
  readonly bytes: Uint8Array
  /** There was more than the limit; the rest was never read. */
  readonly cut: boolean
}

/** Reads at most `limit` bytes of `response`, and frees its connection. */
export const readAnswer = async (response: HttpResponse, limit = MAX_TEXT): Promise<Answer> => {
  const { status, headers, challenges, target } = response
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body) {
    chunks.push(chunk)
    size += chunk.length
    if (size > limit) break
  }
  const bytes = Buffer.concat(chunks).subarray(0, limit)
  return { status, headers, challenges, target, bytes, cut: size > limit }
}

/** Makes the refusal that an unwanted answer is. */
export const refusalOf = (
  method: string,
  answer: Answer,
  about: { readonly repository: Repository; readonly credential?: string | undefined; readonly now: number },
): RegistryRefusal =>
  new RegistryRefusal({
    method,
    what: describeTarget(answer.target),
    registry: about.repository.registry,
    status: answer.status,
    faults: faultsIn(answer),
    retryAfter: parseRetryAfter(answer.headers['retry-after'], about.now),
    credential: about.credential,
    rejected: about.credential !== undefined && isRejection(answer),
  })

// A Bearer challenge also answers a good token for the wrong repository; then it says so, or says nothing.
const isRejection = ({ status, challenges }: Answer): boolean => {
  const parsed = parseChallenges(challenges)
  const bearer = parsed.find(({ scheme }) => scheme === 'bearer')
  return status === 401 && (bearer === undefined || bearer.params['error'] === 'invalid_token')
}

/** Reads the error body of `answer`. */
export const faultsIn = ({ bytes, headers }: Answer): readonly Fault[] =>
  parseFaults(bytes.subarray(0, MAX_TEXT), headers['content-type'])

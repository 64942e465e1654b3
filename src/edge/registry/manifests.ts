import { type Digest, digestOf, isDigest } from '../../core/oci/digest.ts'
import { MANIFEST_ACCEPT } from '../../core/oci/media-types.ts'
import { formatReference, type Reference } from '../../core/oci/reference.ts'
import type { FetchedManifest } from '../../core/oci/types.ts'
import { readManifest, UnusableManifest } from '../../core/registry/manifest.ts'
import { RegistryRefusal } from '../../core/registry/refusal.ts'
import type { OutgoingManifest } from '../../ports.ts'
import { type Answer, faultsIn } from './answer.ts'
import type { Call, Exchange } from './exchange.ts'
import { HttpFailure } from './http.ts'
import { MAX_MANIFEST } from './limits.ts'
import { ContentMismatch } from './mismatch.ts'
import { persist } from './persist.ts'

/** Reading and writing of manifests. https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests */
export interface Manifests {
  /** Returns undefined when the registry says that there is none; throws whatever else kept it from us. */
  get(reference: Reference, signal: AbortSignal): Promise<FetchedManifest | undefined>
  /** As get, for the digest alone; asks by HEAD where the registry can be asked so. */
  digest(reference: Reference, signal: AbortSignal): Promise<Digest | undefined>
  put(reference: Reference, manifest: OutgoingManifest, signal: AbortSignal): Promise<void>
}

export const openManifests = (exchange: Exchange): Manifests => {
  const { clock, limits } = exchange
  const get: Manifests['get'] = (reference, signal) => {
    let again = true
    return persist(() => getOnce(exchange, reference, signal), {
      clock,
      budget: limits.budget,
      signal,
      // One damaged answer may be an accident of the way; two are not.
      alsoAgain: (error) => error instanceof ContentMismatch && again && !(again = false),
    })
  }
  const digest: Manifests['digest'] = async (reference, signal) => {
    const call = { ...callFor('HEAD', reference), wants: HEAD_ANSWERS }
    const { status, headers } = await exchange.ask(call, signal)
    const told = headers['docker-content-digest']
    if (status === 200 && typeof told === 'string' && isDigest(told) && headers['content-length'] !== undefined)
      return told
    // A page in HTML comes from no registry.
    if (status === 404 && headers['content-type']?.includes('html') !== true) return undefined
    return (await get(reference, signal))?.digest
  }
  return { get, digest, put: (reference, manifest, signal) => put(exchange, digest, { reference, manifest, signal }) }
}

/** Answers to a HEAD that GET may improve on: some registries know no HEAD, and none says why it refuses one. */
const HEAD_ANSWERS = [200, 400, 401, 403, 404, 405, 406, 501]
/** How registries say that a manifest, or its whole repository, is not there; the last one is Harbor's. */
const ABSENT = new Set(['MANIFEST_UNKNOWN', 'NAME_UNKNOWN', 'NOT_FOUND'])

const callFor = (method: 'GET' | 'HEAD', reference: Reference): Omit<Call, 'wants'> => ({
  method,
  repository: reference,
  to: `manifests/${reference.digest ?? reference.tag ?? 'latest'}`,
  push: false,
  headers: { accept: MANIFEST_ACCEPT },
  limit: MAX_MANIFEST,
})

const getOnce = async (
  exchange: Exchange,
  reference: Reference,
  signal: AbortSignal,
): Promise<FetchedManifest | undefined> => {
  const answer = await exchange.tell({ ...callFor('GET', reference), wants: [200, 404] }, signal)
  if (answer.status === 200) return check(reference, answer)
  if (isAbsent(answer)) return undefined
  throw await exchange.refusal(callFor('GET', reference), answer, signal)
}

// A 404 that is not a registry's own proves nothing: it may come from a proxy, or from another kind of server.
const isAbsent = (answer: Answer): boolean =>
  answer.bytes.length === 0 || faultsIn(answer).some(({ code }) => ABSENT.has(code))

const check = (reference: Reference, { bytes, cut, headers }: Answer): FetchedManifest => {
  const name = formatReference(reference)
  if (cut) throw new UnusableManifest(`Cannot use manifest "${name}": it is larger than ${MAX_MANIFEST} bytes`)
  const told = headers['docker-content-digest']
  const wanted = reference.digest ?? (typeof told === 'string' && isDigest(told) ? told : undefined)
  const digest = digestOf(bytes)
  if (wanted !== undefined && wanted !== digest)
    throw new ContentMismatch(`Cannot use manifest "${name}": it should be ${wanted}, and is ${digest}`)
  try {
    return readManifest(bytes, headers['content-type'])
  } catch (error) {
    if (!(error instanceof UnusableManifest)) throw error
    throw new UnusableManifest(`Cannot use manifest "${name}": ${error.message}`)
  }
}

interface Put {
  readonly reference: Reference
  readonly manifest: OutgoingManifest
  readonly signal: AbortSignal
}

const put = (exchange: Exchange, digest: Manifests['digest'], { reference, manifest, signal }: Put): Promise<void> => {
  const { clock, limits } = exchange
  const wanted = digestOf(manifest.bytes)
  const holds = async (): Promise<boolean> => (await digest(reference, signal)) === wanted
  return persist(
    async (before) => {
      // A reply that was lost may have been a yes.
      if (before instanceof HttpFailure && (await holds())) return
      try {
        await putOnce(exchange, { reference, manifest, signal }, wanted)
      } catch (error) {
        // An immutable tag that is what we would make it.
        if (!isTaken(error) || !(await holds())) throw error
      }
    },
    { clock, budget: limits.budget, signal, alsoAgain: isHalfWritten },
  )
}

/**
 * While another push writes the link to a blob of the manifest, distribution reads it empty, and says that of the digest.
 * https://github.com/distribution/distribution/blob/v2.8.2/registry/handlers/manifests.go
 */
const isHalfWritten = (error: unknown): boolean => error instanceof RegistryRefusal && error.has('DIGEST_INVALID')

const putOnce = async (exchange: Exchange, { reference, manifest, signal }: Put, wanted: string): Promise<void> => {
  const answer = await exchange.tell(
    {
      method: 'PUT',
      repository: reference,
      to: `manifests/${reference.tag ?? wanted}`,
      push: true,
      headers: { 'content-type': manifest.mediaType },
      body: manifest.bytes,
      wants: [200, 201, 202],
    },
    signal,
  )
  const stored = answer.headers['docker-content-digest']
  if (typeof stored === 'string' && isDigest(stored) && stored !== wanted)
    throw new ContentMismatch(`Cannot push "${formatReference(reference)}": ${wanted} was stored as ${stored}`)
}

/** ECR says TAG_INVALID, Harbor 412. */
const isTaken = (error: unknown): boolean =>
  error instanceof RegistryRefusal &&
  ([409, 412].includes(error.status) || /TAG_INVALID|immutable/i.test(error.message))

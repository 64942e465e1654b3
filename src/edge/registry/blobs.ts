import type { Digest } from '../../core/oci/digest.ts'
import type { Repository } from '../../core/oci/reference.ts'
import type { Descriptor } from '../../core/oci/types.ts'
import { RegistryRefusal } from '../../core/registry/refusal.ts'
import { type Target, withParam } from '../../core/registry/target.ts'
import type { Exchange } from './exchange.ts'
import { type Body, HttpFailure } from './http.ts'
import { MAX_RESTARTS } from './limits.ts'
import { ContentMismatch } from './mismatch.ts'
import { mayPass, persist } from './persist.ts'
import { nextTarget, UnsafeTarget } from './redirects.ts'

/** A blob to send. `open` gives its bytes anew for each try. */
export interface Outgoing {
  readonly descriptor: Descriptor
  readonly streamed: boolean
  open(): Body
}

/** What came of asking for a mount: done, or an upload session to go on with, or nothing. */
export type Mount = { readonly mounted: true } | { readonly mounted: false; readonly session: Target | undefined }

/** Writing of blobs. https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-blobs */
export interface Blobs {
  /** Tells whether a repository says that it has a blob. */
  has(repository: Repository, digest: Digest, signal: AbortSignal): Promise<boolean>
  /** Tells whether an upload may begin, by beginning one; registries forget those that nothing comes into. */
  maySend(repository: Repository, signal: AbortSignal): Promise<boolean>
  /** Asks `to` to take a blob over from `from`. Never fails for what the registry answers: there is always the upload. */
  mount(from: Repository, to: Repository, digest: Digest, signal: AbortSignal): Promise<Mount>
  /** Sends a blob, into `session` where there is one. */
  send(to: Repository, blob: Outgoing, session: Target | undefined, signal: AbortSignal): Promise<void>
}

export const openBlobs = (exchange: Exchange): Blobs => {
  const has: Blobs['has'] = async (repository, digest, signal) => {
    const call = { method: 'HEAD', repository, to: `blobs/${digest}`, push: true, wants: [200, 404] } as const
    return (await exchange.ask(call, signal)).status === 200
  }
  return {
    has,
    maySend: async (repository, signal) => {
      try {
        await begin(exchange, repository, signal)
        return true
      } catch (error) {
        if (signal.aborted || !isOfNet(error)) throw error
        return false
      }
    },
    mount: async (from, to, digest, signal) => {
      const query = `mount=${encodeURIComponent(digest)}&from=${encodeURIComponent(from.path)}`
      const call = { method: 'POST', repository: to, push: true, mountFrom: from, wants: [201, 202] } as const
      try {
        const answer = await exchange.tell({ ...call, to: `blobs/uploads/?${query}` }, signal)
        if (answer.status === 201) return { mounted: true }
        return { mounted: false, session: nextTarget(answer.target, answer.headers.location, exchange.insecure) }
      } catch (error) {
        if (signal.aborted || error instanceof UnsafeTarget || !isOfNet(error)) throw error
        return { mounted: false, session: undefined }
      }
    },
    send: (to, blob, given, signal) => {
      const { clock, limits } = exchange
      let session = given
      const once = oneMore(blob)
      return persist(
        async (before) => {
          // A reply that was lost may have been a yes.
          if (before !== undefined && mayPass(before) && (await has(to, blob.descriptor.digest, signal))) return
          const target = session ?? (await begin(exchange, to, signal))
          session = undefined
          await finish(exchange, { to, blob, target }, signal)
        },
        { clock, budget: limits.budget, signal, maxAttempts: MAX_RESTARTS + 1, alsoAgain: once },
      )
    },
  }
}

const begin = async (exchange: Exchange, to: Repository, signal: AbortSignal): Promise<Target> => {
  const call = { method: 'POST', repository: to, to: 'blobs/uploads/', push: true, wants: [202] } as const
  const answer = await exchange.ask(call, signal)
  return nextTarget(answer.target, answer.headers.location, exchange.insecure)
}

interface Upload {
  readonly to: Repository
  readonly blob: Outgoing
  readonly target: Target
}

const finish = async (exchange: Exchange, { to, blob, target }: Upload, signal: AbortSignal): Promise<void> => {
  const { digest } = blob.descriptor
  const answer = await exchange.tell(
    {
      method: 'PUT',
      repository: to,
      to: withParam(target, 'digest', digest),
      push: true,
      // Any other type and distribution 2.8 reads the body as a form.
      headers: { 'content-type': 'application/octet-stream' },
      body: blob.open(),
      wants: [201],
      slow: true,
    },
    signal,
  )
  const stored = answer.headers['docker-content-digest']
  if (typeof stored === 'string' && stored.startsWith('sha256:') && stored !== digest)
    throw new ContentMismatch(
      `Cannot upload blob "${digest}" to "${to.registry}/${to.path}": it was stored as ${stored}`,
    )
}

/**
 * Tells which failures are worth a new session: one that the registry lost; and once each, a stream that was refused for
 * a token that has been renewed meanwhile, and a download that was not what its digest says.
 */
const oneMore = (blob: Outgoing): ((error: unknown) => boolean) => {
  const spent = new Set<string>()
  const first = (what: string): boolean => spent.size < spent.add(what).size
  return (error) => {
    if (error instanceof ContentMismatch) return first('mismatch')
    if (!(error instanceof RegistryRefusal) || error.facts.method !== 'PUT') return false
    if (error.status === 401) return blob.streamed && first('login')
    return error.status === 404 || error.has('DIGEST_INVALID', 'BLOB_UPLOAD_INVALID', 'BLOB_UPLOAD_UNKNOWN')
  }
}

const isOfNet = (error: unknown): boolean => error instanceof RegistryRefusal || error instanceof HttpFailure

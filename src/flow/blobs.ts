import type { Digest } from '../core/oci/digest.ts'
import { formatRepository, type Repository } from '../core/oci/reference.ts'
import { type Descriptor, type FetchedManifest, isIndex } from '../core/oci/types.ts'
import type { Registry, Transfer, UploadBlob } from '../ports.ts'

/**
 * What this run knows of where blobs are, so that none is sent or asked for twice. Known is what a manifest fetched in
 * this run lists and what this run put there.
 */
export interface Blobs {
  /** Notes what a manifest of `repository` proves to be there. */
  note(repository: Repository, manifest: FetchedManifest): void
  /** Makes bytes at hand present in `repository`. */
  ensure(repository: Repository, blob: UploadBlob, signal: AbortSignal): Promise<Transfer>
  /** Makes a blob of another repository present in `repository`. */
  ensureFrom(from: Repository, repository: Repository, descriptor: Descriptor, signal: AbortSignal): Promise<Transfer>
  /** Tells whether `repository` is known to hold the blob. */
  has(repository: Repository, digest: Digest): boolean
  /** Unlearns what turned out to be wrong. */
  forget(repository: Repository, digests: readonly Digest[]): void
}

export const openBlobs = (registry: Registry): Blobs => {
  const known = new Map<string, Promise<Transfer>>()
  const holders = new Map<string, Repository>()
  const transfer = (repository: Repository, digest: Digest, send: () => Promise<Transfer>): Promise<Transfer> => {
    const key = keyOf(repository, digest)
    const before = known.get(key)
    if (before !== undefined) return before.then(() => KNOWN)
    const sending = send()
    known.set(key, sending)
    sending.then(
      () => holders.set(`${repository.registry} ${digest}`, repository),
      () => known.delete(key),
    )
    return sending
  }
  return {
    note: (repository, { content }) => {
      if (isIndex(content)) return
      for (const { digest } of [content.config, ...content.layers]) {
        known.set(keyOf(repository, digest), Promise.resolve(KNOWN))
        holders.set(`${repository.registry} ${digest}`, repository)
      }
    },
    ensure: (repository, blob, signal) =>
      transfer(repository, blob.descriptor.digest, () => {
        const holder = holders.get(`${repository.registry} ${blob.descriptor.digest}`)
        return holder === undefined || isSame(holder, repository)
          ? registry.upload(repository, blob, signal)
          : registry.copy(holder, repository, blob.descriptor, signal)
      }),
    ensureFrom: (from, repository, descriptor, signal) =>
      transfer(repository, descriptor.digest, () =>
        isSame(from, repository) ? Promise.resolve(KNOWN) : registry.copy(from, repository, descriptor, signal),
      ),
    has: (repository, digest) => known.has(keyOf(repository, digest)),
    forget: (repository, digests) => {
      for (const digest of digests) {
        known.delete(keyOf(repository, digest))
        holders.delete(`${repository.registry} ${digest}`)
      }
    },
  }
}

const KNOWN: Transfer = { how: 'known', bytes: 0 }

const keyOf = (repository: Repository, digest: Digest): string => `${formatRepository(repository)} ${digest}`

const isSame = (a: Repository, b: Repository): boolean => a.registry === b.registry && a.path === b.path

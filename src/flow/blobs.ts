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
  /** The first repository of a registry to get a blob; the others mount it from there, and wait for that. */
  const holders = new Map<string, Promise<Repository>>()
  const transfer = (repository: Repository, digest: Digest, send: () => Promise<Transfer>): Promise<Transfer> => {
    const key = keyOf(repository, digest)
    const before = known.get(key)
    if (before !== undefined) return before.then(() => KNOWN)
    const sending = send()
    const holder = holderKey(repository, digest)
    const landing = sending.then(() => repository)
    known.set(key, sending)
    if (!holders.has(holder)) holders.set(holder, landing)
    landing.catch(() => {
      known.delete(key)
      if (holders.get(holder) === landing) holders.delete(holder)
    })
    return sending
  }
  return {
    note: (repository, { content }) => {
      if (isIndex(content)) return
      for (const { digest } of [content.config, ...content.layers]) {
        known.set(keyOf(repository, digest), Promise.resolve(KNOWN))
        holders.set(holderKey(repository, digest), Promise.resolve(repository))
      }
    },
    ensure: (repository, blob, signal) => {
      const { descriptor } = blob
      const first = holders.get(holderKey(repository, descriptor.digest))
      return transfer(repository, descriptor.digest, async () => {
        const holder = await first?.catch(() => undefined)
        return holder === undefined || isSame(holder, repository)
          ? registry.upload(repository, blob, signal)
          : registry.copy(holder, repository, descriptor, signal)
      })
    },
    ensureFrom: (from, repository, descriptor, signal) =>
      transfer(repository, descriptor.digest, () =>
        isSame(from, repository) ? Promise.resolve(KNOWN) : registry.copy(from, repository, descriptor, signal),
      ),
    has: (repository, digest) => known.has(keyOf(repository, digest)),
    forget: (repository, digests) => {
      for (const digest of digests) {
        known.delete(keyOf(repository, digest))
        holders.delete(holderKey(repository, digest))
      }
    },
  }
}

const KNOWN: Transfer = { how: 'known', bytes: 0 }

const holderKey = ({ registry }: Repository, digest: Digest): string => `${registry} ${digest}`

const keyOf = (repository: Repository, digest: Digest): string => `${formatRepository(repository)} ${digest}`

const isSame = (a: Repository, b: Repository): boolean => a.registry === b.registry && a.path === b.path

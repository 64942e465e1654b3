import { formatRepository, type Repository } from '../../core/oci/reference.ts'
import type { Descriptor } from '../../core/oci/types.ts'
import type { Target } from '../../core/registry/target.ts'
import type { Transfer } from '../../ports.ts'
import { readBlob } from './blob-stream.ts'
import type { Blobs, Outgoing } from './blobs.ts'
import type { Exchange } from './exchange.ts'
import { openGate } from '../../core/gate.ts'
import { MAX_STREAMS } from './limits.ts'

export interface Copy {
  readonly from: Repository
  readonly to: Repository
  readonly descriptor: Descriptor
}

export interface Copies {
  copy(copy: Copy, signal: AbortSignal): Promise<Transfer>
  /** Unlearns that `repository` holds a blob, after it turned out not to. */
  forget(repository: Repository, digest: string): void
}

const MOUNTED: Transfer = { how: 'mounted', bytes: 0 }
const KNOWN: Transfer = { how: 'known', bytes: 0 }

/** Copies blobs between repositories: by mount, or by a stream that is read from one and written to the other. */
export const openCopies = (exchange: Exchange, blobs: Blobs): Copies => {
  const gate = openGate(MAX_STREAMS)
  /** Where on a registry a blob went first; from there it is mounted. */
  const landed = new Map<string, Promise<Repository>>()
  const stream = (
    { from, to, descriptor }: Copy,
    session: Target | undefined,
    signal: AbortSignal,
  ): Promise<Transfer> =>
    gate(async () => {
      const source = { exchange, repository: from, descriptor }
      const open = (): ReturnType<Outgoing['open']> => ({ size: descriptor.size, chunks: readBlob(source, signal) })
      await blobs.send(to, { descriptor, streamed: true, open }, session, signal)
      return { how: 'streamed', bytes: descriptor.size }
    })
  const mountOrStream = async (holder: Repository, copy: Copy, signal: AbortSignal): Promise<Transfer> => {
    const mount = await blobs.mount(holder, copy.to, copy.descriptor.digest, signal)
    return mount.mounted ? MOUNTED : stream(copy, mount.session, signal)
  }
  const copyAcross = async (copy: Copy, signal: AbortSignal): Promise<Transfer> => {
    const key = landingKey(copy.to, copy.descriptor.digest)
    for (;;) {
      const first = landed.get(key)
      if (first === undefined) break
      // Whoever was first may have failed; then somebody else is.
      const holder = await first.catch(() => undefined)
      if (holder !== undefined) return isSame(holder, copy.to) ? KNOWN : mountOrStream(holder, copy, signal)
    }
    const streaming = stream(copy, undefined, signal)
    const landing = streaming.then(() => copy.to)
    landed.set(key, landing)
    landing.catch(() => landed.delete(key))
    return streaming
  }
  return {
    copy: (copy, signal) => {
      if (isSame(copy.from, copy.to)) return Promise.resolve(KNOWN)
      return copy.from.registry === copy.to.registry ? mountOrStream(copy.from, copy, signal) : copyAcross(copy, signal)
    },
    forget: (repository, digest) => landed.delete(landingKey(repository, digest)),
  }
}

const landingKey = ({ registry }: Repository, digest: string): string => `${registry} ${digest}`

const isSame = (a: Repository, b: Repository): boolean => formatRepository(a) === formatRepository(b)

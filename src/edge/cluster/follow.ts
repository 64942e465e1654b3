import { once } from 'node:events'
import type { KubeObject } from '../../core/cluster/object.ts'
import type { Cluster, ObjectChange } from '../../ports.ts'
import type { Connection } from './request.ts'
import { watch, type WatchAbilities, type Watched, type WatchSink } from './watch.ts'

export interface Following {
  readonly follow: Cluster['follow']
  close(): void
}

/** Has followers of the same resource, namespace and selectors share one watch, which ends with the last of them. */
export const openFollowing = (connection: Connection): Following => {
  const shared = new Map<string, SharedWatch>()
  const abilities: WatchAbilities = { initialEvents: true }
  const closed = new AbortController()
  const share = (watched: Watched): SharedWatch => {
    const key = JSON.stringify([watched.resource.apiVersion, watched.resource.plural, watched.query])
    const running = shared.get(key)
    if (running !== undefined) return running
    const started = startWatch(connection, watched, abilities, () => shared.delete(key))
    shared.set(key, started)
    return started
  }
  return {
    follow: <T extends KubeObject>(resource: Watched['resource'], query: Watched['query'], signal: AbortSignal) =>
      // The server decides what the objects are; the resource ties them to their type.
      followShared(() => share({ resource, query }), AbortSignal.any([signal, closed.signal])) as AsyncIterable<
        ObjectChange<T>
      >,
    close: () => closed.abort(new Error('The cluster was closed')),
  }
}

interface SharedWatch {
  /** Gives all there is, once that is known, and then every change; returns how to leave. */
  join(follower: Follower): () => void
}

interface Follower {
  tell(change: ObjectChange<KubeObject>): void
  /** The watch is over. */
  fail(error: unknown): void
}

const startWatch = (
  connection: Connection,
  watched: Watched,
  abilities: WatchAbilities,
  over: () => void,
): SharedWatch => {
  const followers = new Set<Follower>()
  const left = new AbortController()
  const store = openObjects((change) => {
    for (const follower of followers) follower.tell(change)
  })
  watch(connection, { ...watched, sink: store.sink, abilities, signal: left.signal }).catch((error: unknown) => {
    over()
    for (const follower of followers) follower.fail(error)
  })
  return {
    join: (follower) => {
      followers.add(follower)
      store.replay(follower)
      return () => {
        if (!followers.delete(follower) || followers.size > 0) return
        over()
        left.abort(new Error('Nobody follows any more'))
      }
    },
  }
}

interface Objects {
  readonly sink: WatchSink
  replay(follower: Follower): void
}

/** Keeps what there is, so that each change is told once, whatever was seen again or missed meanwhile. */
const openObjects = (tell: Follower['tell']): Objects => {
  const objects = new Map<string, KubeObject>()
  const state = { synced: false }
  const nameOf = (object: KubeObject): string => object.metadata?.name ?? ''
  const present = (object: KubeObject): void => {
    const before = objects.get(nameOf(object))
    if (before?.metadata?.resourceVersion === object.metadata?.resourceVersion) return
    if (before !== undefined && before.metadata?.uid !== object.metadata?.uid) tell({ kind: 'deleted', object: before })
    objects.set(nameOf(object), object)
    tell({ kind: 'present', object })
  }
  const deleted = (object: KubeObject): void => {
    if (objects.delete(nameOf(object))) tell({ kind: 'deleted', object })
  }
  return {
    sink: {
      present,
      deleted,
      replace: (all) => {
        const names = new Set(all.map(nameOf))
        for (const object of objects.values()) if (!names.has(nameOf(object))) deleted(object)
        for (const object of all) present(object)
        if (!state.synced) tell({ kind: 'synced' })
        state.synced = true
      },
    },
    replay: (follower) => {
      for (const object of objects.values()) follower.tell({ kind: 'present', object })
      if (state.synced) follower.tell({ kind: 'synced' })
    },
  }
}

async function* followShared(share: () => SharedWatch, signal: AbortSignal): AsyncGenerator<ObjectChange<KubeObject>> {
  signal.throwIfAborted()
  const queue: ObjectChange<KubeObject>[] = []
  const ended: { error?: unknown } = {}
  const woken = new EventTarget()
  const wake = (): void => void woken.dispatchEvent(new Event('wake'))
  const leave = share().join({
    tell: (change) => {
      queue.push(change)
      wake()
    },
    fail: (error) => {
      ended.error = error
      wake()
    },
  })
  // Who was told something and does not come back for more would never leave by itself.
  signal.addEventListener('abort', leave, { once: true })
  try {
    for (;;) {
      signal.throwIfAborted()
      const change = queue.shift()
      if (change !== undefined) yield change
      else if ('error' in ended) throw ended.error
      else await once(woken, 'wake', { signal }).catch(() => undefined)
    }
  } finally {
    signal.removeEventListener('abort', leave)
    leave()
  }
}

import { once } from 'node:events'
import type { KubeObject } from '../../../src/core/cluster/object.ts'
import type { Resource } from '../../../src/core/cluster/resource.ts'
import type { ObjectChange, ObjectQuery } from '../../../src/ports.ts'
import type { Json } from './fields.ts'
import { selects } from './selector.ts'
import { nameOf, type Store } from './store.ts'

/** Gives what there is, then every change, until the signal aborts. An object that leaves the selection is deleted. */
export async function* followStore<T extends KubeObject>(
  store: Store,
  resource: Resource<T>,
  query: ObjectQuery,
  signal: AbortSignal,
): AsyncGenerator<ObjectChange<T>> {
  const queue: ObjectChange<T>[] = []
  const woken = new EventTarget()
  const as = (object: Json): T => object as unknown as T
  const stop = store.listen(({ resource: changed, before, after }) => {
    if (changed !== nameOf(resource)) return
    if (after !== undefined && selects(query, after)) queue.push({ kind: 'present', object: as(after) })
    else if (before !== undefined && selects(query, before))
      queue.push({ kind: 'deleted', object: as(after ?? before) })
    woken.dispatchEvent(new Event('change'))
  })
  try {
    for (const object of store.all(resource))
      if (selects(query, object)) queue.push({ kind: 'present', object: as(object) })
    queue.push({ kind: 'synced' })
    for (;;) {
      signal.throwIfAborted()
      const change = queue.shift()
      if (change !== undefined) yield change
      else await once(woken, 'change', { signal }).catch(() => undefined)
    }
  } finally {
    stop()
  }
}

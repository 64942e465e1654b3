import { isDeepStrictEqual } from 'node:util'
import type { ObjectKey } from '../../../src/core/cluster/object.ts'
import type { Resource } from '../../../src/core/cluster/resource.ts'
import { isMap, type Json } from './fields.ts'

/** One change of an object, to those who listen. */
export interface StoreChange {
  readonly resource: string
  readonly before: Json | undefined
  /** Undefined: it was deleted. */
  readonly after: Json | undefined
  /** The store's own, after this change. */
  readonly version: number
}

/** Objects in memory, with what a server does to each that it stores. */
export interface Store {
  read(resource: Resource, key: ObjectKey): Json | undefined
  all(resource: Resource): readonly Json[]
  /** Stores `object` with the server's fields, unless nothing of it is new, and returns it. */
  write(resource: Resource, object: Json): Json
  remove(resource: Resource, key: ObjectKey): void
  /** What `write` would return. */
  preview(resource: Resource, object: Json): Json
  /** Calls back on each change, in order; returns how to end that. */
  listen(listener: (change: StoreChange) => void): () => void
}

export const openStore = (): Store => {
  const objects = new Map<string, { readonly resource: Resource; readonly object: Json }>()
  const listeners = new Set<(change: StoreChange) => void>()
  const counters = { version: 1000, uid: 0 }
  const tell = (change: StoreChange): void => {
    for (const listener of listeners) listener(change)
  }
  const read: Store['read'] = (resource, key) => objects.get(idOf(resource, key))?.object
  const preview: Store['preview'] = (resource, object) => {
    const before = read(resource, keyOf(object))
    const next = { apiVersion: resource.apiVersion, kind: resource.kind, ...object }
    return withServerFields(before, next, { version: `${counters.version + 1}`, uid: `uid-${counters.uid + 1}` })
  }
  const remove: Store['remove'] = (resource, key) => {
    const object = read(resource, key)
    if (object === undefined) return
    objects.delete(idOf(resource, key))
    counters.version += 1
    tell({ resource: nameOf(resource), before: object, after: undefined, version: counters.version })
    setImmediate(() => collect(String(metaOf(object)['uid'])))
  }
  /** The garbage collector: whoever has no owner left goes. */
  const collect = (uid: string): void => {
    for (const { resource, object } of objects.values()) {
      const owners = ownersOf(object)
      const alive = (owner: Json): boolean =>
        owner['uid'] !== uid && [...objects.values()].some((other) => metaOf(other.object)['uid'] === owner['uid'])
      if (owners.some((owner) => owner['uid'] === uid) && !owners.some(alive)) remove(resource, keyOf(object))
    }
  }
  return {
    read,
    all: (resource) =>
      [...objects].flatMap(([id, { object }]) => (id.startsWith(`${nameOf(resource)} `) ? [object] : [])),
    write: (resource, object) => {
      const before = read(resource, keyOf(object))
      const after = preview(resource, object)
      if (before !== undefined && isDeepStrictEqual(before, after)) return before
      counters.version += 1
      counters.uid += before === undefined ? 1 : 0
      objects.set(idOf(resource, keyOf(object)), { resource, object: after })
      tell({ resource: nameOf(resource), before, after, version: counters.version })
      return after
    },
    remove,
    preview,
    listen: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Names a resource among others: `batch/v1/jobs`. */
export const nameOf = ({ apiVersion, plural }: Pick<Resource, 'apiVersion' | 'plural'>): string =>
  `${apiVersion}/${plural}`

export const metaOf = (object: Json): Json => (isMap(object['metadata']) ? object['metadata'] : {})

export const keyOf = (object: Json): ObjectKey => ({
  namespace: String(metaOf(object)['namespace']),
  name: String(metaOf(object)['name']),
})

const idOf = (resource: Resource, { namespace, name }: ObjectKey): string => `${nameOf(resource)} ${namespace}/${name}`

const ownersOf = (object: Json): readonly Json[] => {
  const owners = metaOf(object)['ownerReferences']
  return Array.isArray(owners) ? owners.filter(isMap) : []
}

interface Fresh {
  readonly version: string
  readonly uid: string
}

const withServerFields = (before: Json | undefined, object: Json, { version, uid }: Fresh): Json => {
  if (before === undefined)
    return withMeta(object, {
      uid,
      resourceVersion: version,
      creationTimestamp: `${new Date().toISOString().slice(0, 19)}Z`,
      ...('spec' in object ? { generation: 1 } : {}),
    })
  const { uid: same, creationTimestamp, generation, resourceVersion } = metaOf(before)
  const kept = { uid: same, creationTimestamp, ...(generation === undefined ? {} : { generation }) }
  const unchanged = withMeta(object, { ...kept, resourceVersion })
  if (isDeepStrictEqual(unchanged, before)) return before
  // https://github.com/kubernetes/kubernetes/blob/v1.35.4/pkg/registry/apps/deployment/strategy.go, PrepareForUpdate
  const noted = object['kind'] === 'Deployment' && !isDeepStrictEqual(annotationsOf(before), annotationsOf(object))
  const bumped = typeof generation === 'number' && (noted || !isDeepStrictEqual(before['spec'], object['spec']))
  return withMeta(object, { ...kept, ...(bumped ? { generation: generation + 1 } : {}), resourceVersion: version })
}

const annotationsOf = (object: Json): unknown => metaOf(object)['annotations'] ?? {}

const withMeta = (object: Json, fields: Json): Json => ({ ...object, metadata: { ...metaOf(object), ...fields } })

import { isDeepStrictEqual } from 'node:util'
import type { RefusalCause } from '../../../src/core/cluster/refusal.ts'
import {
  type FieldSet,
  fromFieldsV1,
  isGranular,
  isKeyedList,
  isMap,
  itemKey,
  type Json,
  leavesOf,
  omit,
  toFieldsV1,
} from './fields.ts'

/** Who writes, and how. */
export interface Writer {
  readonly manager: string
  readonly operation: 'Apply' | 'Update'
}

export type Applied =
  | { readonly kind: 'merged'; readonly object: Json }
  | { readonly kind: 'conflict'; readonly causes: readonly RefusalCause[] }

/** Merges `applied` into `live` as server-side apply does, unless another manager owns one of its fields with another value. */
export const applyTo = (live: Json, applied: Json, manager: string, force: boolean): Applied => {
  const writer: Writer = { manager, operation: 'Apply' }
  const wanted = leavesOf(applied)
  const now = leavesOf(live)
  const owners = ownersOf(live)
  const differs = (path: string): boolean => !isDeepStrictEqual(wanted.get(path), now.get(path))
  const conflicts = owners.flatMap(({ name, writer: other, fields }) =>
    sameWriter(other, writer)
      ? []
      : [...fields].filter((path) => wanted.has(path) && differs(path)).map((path) => ({ name, path })),
  )
  if (conflicts.length > 0 && !force)
    return { kind: 'conflict', causes: conflicts.map(({ name, path }) => causeOf(name, path)) }
  const mine = owners.find((owner) => sameWriter(owner.writer, writer))?.fields ?? new Set<string>()
  const kept = owners.filter((owner) => !sameWriter(owner.writer, writer)).flatMap(({ fields }) => [...fields])
  const holds = (path: string): boolean =>
    kept.some((other) => other === path || other.startsWith(`${path.slice(0, -1)},`))
  const dropped = [...mine].filter((path) => !wanted.has(path) && !holds(path))
  // Items before what is in them: without its key an item is not found any more.
  const merged = dropped.sort((a, b) => a.length - b.length).reduce(without, mergeMaps(live, sentPart(applied)))
  const lost = new Set(conflicts.map(({ path }) => path))
  return { kind: 'merged', object: withOwner(merged, writer, new Set(wanted.keys()), lost) }
}

/** Returns `after` with `writer` as the owner of what it changed; nobody else owns that any more. */
export const noteUpdate = (before: Json | undefined, after: Json, writer: Writer): Json => {
  const [was, is] = [leavesOf(before ?? {}), leavesOf(after)]
  const changed = new Set(
    [...is.keys()].filter((path) => !was.has(path) || !isDeepStrictEqual(was.get(path), is.get(path))),
  )
  const mine = ownersOf(after).find((owner) => sameWriter(owner.writer, writer))?.fields ?? new Set()
  if (changed.size === 0) return withOwner(after, writer, new Set([...mine].filter((path) => is.has(path))), new Set())
  const fields = new Set([...[...mine].filter((path) => is.has(path)), ...changed])
  return withOwner(after, writer, fields, changed)
}

interface Owner {
  readonly name: string
  readonly writer: Writer
  readonly fields: FieldSet
}

const ownersOf = (object: Json): readonly Owner[] => {
  const entries = isMap(object['metadata']) ? object['metadata']['managedFields'] : undefined
  return (Array.isArray(entries) ? entries : []).filter(isMap).map((entry) => {
    const manager = String(entry['manager'])
    const operation = entry['operation'] === 'Apply' ? 'Apply' : 'Update'
    return { name: manager, writer: { manager, operation }, fields: fromFieldsV1(entry['fieldsV1']) }
  })
}

const sameWriter = (a: Writer, b: Writer): boolean => a.manager === b.manager && a.operation === b.operation

const withOwner = (object: Json, writer: Writer, fields: FieldSet, lost: FieldSet): Json => {
  const others = ownersOf(object)
    .filter((owner) => !sameWriter(owner.writer, writer))
    .map(({ writer, fields }) => ({ writer, fields: new Set([...fields].filter((path) => !lost.has(path))) }))
  const managedFields = [...others, { writer, fields }]
    .filter(({ fields }) => fields.size > 0)
    .map(({ writer, fields }) => ({
      manager: writer.manager,
      operation: writer.operation,
      apiVersion: object['apiVersion'],
      fieldsType: 'FieldsV1',
      fieldsV1: toFieldsV1(fields),
    }))
  return { ...object, metadata: { ...(object['metadata'] as Json), managedFields } }
}

const sentPart = (applied: Json): Json => {
  const metadata = omit(isMap(applied['metadata']) ? applied['metadata'] : {}, SERVER_METADATA)
  return { ...omit(applied, ['status']), metadata }
}

const SERVER_METADATA = ['managedFields', 'uid', 'resourceVersion', 'creationTimestamp', 'generation']

const mergeMaps = (live: Json, applied: Json): Json => {
  const merged: Record<string, unknown> = { ...live }
  for (const [name, value] of Object.entries(applied)) merged[name] = mergeValue(name, live[name], value)
  return merged
}

const mergeValue = (field: string, live: unknown, applied: unknown): unknown => {
  if (isGranular(field, live) && isGranular(field, applied)) return mergeMaps(live, applied)
  if (!isKeyedList(field, live) || !isKeyedList(field, applied)) return applied
  const keys = applied.map((item) => itemKey(field, item))
  const liveOf = (key: string | undefined): Json | undefined => live.find((item) => itemKey(field, item) === key)
  const merged = applied.map((item, index) => mergeMaps(liveOf(keys[index]) ?? {}, item))
  return [...merged, ...live.filter((item) => !keys.includes(itemKey(field, item)))]
}

/** Takes one field away, and what is empty without it. */
const without = (object: Json, path: string): Json => {
  const taken = take(object, JSON.parse(path) as string[])
  return isMap(taken) ? taken : {}
}

const take = (value: unknown, [segment, ...rest]: readonly string[], field = ''): unknown => {
  if (segment === undefined) return undefined
  if (segment.startsWith('k:')) {
    if (!Array.isArray(value)) return value
    const list = (value as readonly unknown[]).flatMap((item) => {
      const left = itemKey(field, item) === segment ? take(item, rest) : item
      return left === undefined ? [] : [left]
    })
    return list.length === 0 ? undefined : list
  }
  const name = segment.slice(2)
  if (!isMap(value) || !(name in value)) return value
  const { [name]: inner, ...others } = value
  const left = take(inner, rest, name)
  if (left !== undefined) return { ...value, [name]: left }
  return Object.keys(others).length === 0 ? undefined : others
}

const causeOf = (manager: string, path: string): RefusalCause => ({
  reason: 'FieldManagerConflict',
  message: `conflict with "${manager}"`,
  field: (JSON.parse(path) as string[])
    .map((segment) => (segment.startsWith('k:') ? `[${keyText(segment.slice(2))}]` : `.${segment.slice(2)}`))
    .join(''),
})

const keyText = (json: string): string =>
  Object.entries(JSON.parse(json) as Json)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(',')

import type { KubeObject, ManagedFieldsEntry } from '../cluster/object.ts'

/** The name under which all our writes are recorded. */
export const FIELD_MANAGER = 'function-images'

/**
 * Returns what we applied last to `live`, with the values it has now: the fields that server-side apply recorded as ours.
 * Undefined when we never did. https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management
 */
export const appliedObject = <T extends KubeObject>(live: T): T | undefined => {
  const entry = ourEntry(live.metadata?.managedFields ?? [])
  if (entry === undefined) return undefined
  const { apiVersion, kind, metadata } = live
  const fields = record(pick(live, record(entry.fieldsV1) ?? {})) ?? {}
  const { name, namespace } = metadata ?? {}
  return { apiVersion, kind, ...fields, metadata: { ...record(fields['metadata']), name, namespace } } as unknown as T
}

const ourEntry = (entries: readonly ManagedFieldsEntry[]): ManagedFieldsEntry | undefined =>
  entries.find(
    ({ manager, operation, subresource }) =>
      manager === FIELD_MANAGER && operation === 'Apply' && (subresource ?? '') === '',
  )

type FieldSet = Readonly<Record<string, unknown>>

/** A set without members below it owns the whole value. */
const pick = (value: unknown, fields: FieldSet): unknown => {
  const members = Object.entries(fields).filter(([name]) => name !== '.')
  if (members.length === 0) return value
  if (Array.isArray(value)) return pickItems(value, fields)
  const object = record(value)
  if (object === undefined) return undefined
  const picked = members.flatMap(([member, below]) => {
    const name = member.slice('f:'.length)
    const item = pick(object[name], record(below) ?? {})
    return item === undefined ? [] : [[name, item] as const]
  })
  return Object.fromEntries(picked)
}

/** Items in the order of the live list, since that is the order they were applied in, as far as it matters. */
const pickItems = (items: readonly unknown[], fields: FieldSet): readonly unknown[] =>
  items.flatMap((item, index) => {
    const member = Object.keys(fields).find((name) => selects(name, item, index))
    return member === undefined ? [] : [pick(item, record(fields[member]) ?? {})]
  })

/** `k:{"name":"a"}` by key fields, `v:"a"` by value, `i:0` by place. */
const selects = (member: string, item: unknown, index: number): boolean => {
  const text = member.slice(2)
  if (member.startsWith('i:')) return Number(text) === index
  if (member.startsWith('v:')) return JSON.stringify(item) === JSON.stringify(JSON.parse(text))
  if (!member.startsWith('k:')) return false
  const object = record(item)
  return object !== undefined && Object.entries(record(JSON.parse(text)) ?? {}).every(([k, v]) => object[k] === v)
}

const record = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined

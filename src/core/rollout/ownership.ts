import type { PatchOperation } from '../../ports.ts'
import type { KubeObject, ManagedFieldsEntry } from '../cluster/object.ts'
import { FIELD_MANAGER } from './applied.ts'
import { isMap } from './fields.ts'
import { sameJson } from './same.ts'

/** Whose fields become ours, and what else is put right in the same write. */
export interface Takeover {
  /** Managers whose entries are taken over whole. */
  readonly managers: (entry: ManagedFieldsEntry) => boolean
  /** Owners that would take the object with them when they go. */
  readonly owners: (apiVersion: string) => boolean
  /** Lets go of what RELEASED names even where all fields are ours: an apply without it would set it back. */
  readonly release?: boolean
}

/**
 * Returns the patch after which an ordinary apply is one by the owner: it removes what it does not name, and meets no
 * conflict. Forced apply does neither, since it leaves what it does not name to whoever had put it there. Undefined when
 * all is as it should be. The patch fails when the object has changed since it was read.
 */
export const takeoverPatch = (live: KubeObject, takeover: Takeover): readonly PatchOperation[] | undefined => {
  const entries = live.metadata?.managedFields ?? []
  const owners = live.metadata?.ownerReferences ?? []
  const after = takenOver(entries, takeover)
  const kept = owners.filter(({ apiVersion }) => !takeover.owners(apiVersion))
  const fields: readonly PatchOperation[] = sameJson(after, entries)
    ? []
    : [{ op: 'replace', path: '/metadata/managedFields', value: after }]
  const references: readonly PatchOperation[] =
    kept.length === owners.length ? [] : [{ op: 'replace', path: '/metadata/ownerReferences', value: kept }]
  return fields.length + references.length === 0 ? undefined : [unchangedSince(live), ...fields, ...references]
}

/** Returns the test that `live` is still what it was: status comes and goes, so its version is no measure where there is a generation. */
export const unchangedSince = ({ metadata }: KubeObject): PatchOperation =>
  metadata?.generation === undefined
    ? { op: 'test', path: '/metadata/resourceVersion', value: metadata?.resourceVersion }
    : { op: 'test', path: '/metadata/generation', value: metadata.generation }

const takenOver = (
  entries: readonly ManagedFieldsEntry[],
  { managers, release = false }: Takeover,
): readonly ManagedFieldsEntry[] => {
  const ofContent = (entry: ManagedFieldsEntry): boolean => (entry.subresource ?? '') === ''
  const taken = entries.filter((entry) => ofContent(entry) && (isOurs(entry) || managers(entry)))
  const [first] = taken
  const onlyOurs = taken.length === 1 && first !== undefined && isOurs(first) && first.operation === 'Apply'
  if (first === undefined || (onlyOurs && !release)) return entries
  const merged = taken.reduce<FieldSet>((set, { fieldsV1 }) => union(set, isMap(fieldsV1) ? fieldsV1 : {}), {})
  const ours: ManagedFieldsEntry = {
    manager: FIELD_MANAGER,
    operation: 'Apply',
    apiVersion: first.apiVersion ?? '',
    fieldsType: 'FieldsV1',
    fieldsV1: released(merged),
    ...(first.time === undefined ? {} : { time: first.time }),
  }
  return [ours, ...entries.filter((entry) => !taken.includes(entry))]
}

const isOurs = ({ manager }: ManagedFieldsEntry): boolean => manager === FIELD_MANAGER

type FieldSet = Readonly<Record<string, unknown>>

const union = (a: FieldSet, b: FieldSet): FieldSet =>
  Object.fromEntries(
    [...new Set([...Object.keys(a), ...Object.keys(b)])].map((name) => {
      const [left, right] = [a[name], b[name]]
      return [name, union(isMap(left) ? left : {}, isMap(right) ? right : {})]
    }),
  )

/**
 * Fields that stay with nobody, so that an apply without them leaves them as they are: what an autoscaler counts, and what
 * a server gave out once.
 */
const RELEASED = new Set(['f:replicas', 'f:type', 'f:clusterIP', 'f:clusterIPs', 'f:healthCheckNodePort'])

/** Of the object's own spec, and of the ports of a Service. */
const released = (set: FieldSet): FieldSet => {
  const spec = set['f:spec']
  if (!isMap(spec)) return set
  const { 'f:ports': ports, ...rest } = without(spec, RELEASED)
  const freed = isMap(ports)
    ? Object.entries(ports).map(([key, port]) => [key, isMap(port) ? without(port, NODE_PORT) : port] as const)
    : []
  return { ...set, 'f:spec': { ...rest, ...(isMap(ports) ? { 'f:ports': Object.fromEntries(freed) } : {}) } }
}

const NODE_PORT = new Set(['f:nodePort'])

const without = (set: FieldSet, names: ReadonlySet<string>): FieldSet =>
  Object.fromEntries(Object.entries(set).filter(([name]) => !names.has(name)))

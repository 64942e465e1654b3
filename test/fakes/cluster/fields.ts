/** JSON as the API server has it. */
export type Json = Readonly<Record<string, unknown>>

/** Where a field is: `f:name`, or `k:{"name":"x"}` for an item of a list that is merged by key. */
export type FieldPath = readonly string[]

/** The fields a manager owns; each path is written as JSON. */
export type FieldSet = ReadonlySet<string>

/** Lists that are merged by key, and their keys. https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy */
const LIST_KEYS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  containers: [['name']],
  initContainers: [['name']],
  env: [['name']],
  volumes: [['name']],
  imagePullSecrets: [['name']],
  volumeMounts: [['mountPath']],
  ports: [
    ['containerPort', 'protocol'],
    ['port', 'protocol'],
  ],
  conditions: [['type']],
  ownerReferences: [['uid']],
}

/** Maps that are one value. */
const ATOMIC = new Set(['selector', 'nodeSelector', 'matchLabels', 'secretKeyRef', 'configMapKeyRef', 'fieldRef'])

/** Returns the key of an item of list `field`, undefined where the list is one value. */
export const itemKey = (field: string, item: unknown): string | undefined => {
  if (!isMap(item)) return undefined
  const names = LIST_KEYS[field]?.find(([first = '']) => first in item)
  if (names === undefined) return undefined
  return `k:${JSON.stringify(Object.fromEntries(names.map((name) => [name, item[name] ?? 'TCP'])))}`
}

/** Tells whether `value` of `field` is merged item by item. */
export const isKeyedList = (field: string, value: unknown): value is readonly Json[] =>
  Array.isArray(value) && value.length > 0 && value.every((item) => itemKey(field, item) !== undefined)

/** Tells whether `value` of `field` is merged field by field. */
export const isGranular = (field: string, value: unknown): value is Json => isMap(value) && !ATOMIC.has(field)

/** Returns every leaf of an object, but for what names it; items of keyed lists count as leaves beside their own. */
export const leavesOf = (object: Json): ReadonlyMap<string, unknown> => {
  const leaves = new Map<string, unknown>()
  const visit = (path: FieldPath, field: string, value: unknown): void => {
    if (isKeyedList(field, value))
      for (const item of value) {
        const itemPath = [...path, itemKey(field, item) ?? '']
        leaves.set(JSON.stringify(itemPath), ITEM)
        for (const [name, inner] of Object.entries(item)) visit([...itemPath, `f:${name}`], name, inner)
      }
    else if (isGranular(field, value) && Object.keys(value).length > 0)
      for (const [name, inner] of Object.entries(value)) visit([...path, `f:${name}`], name, inner)
    else leaves.set(JSON.stringify(path), value)
  }
  for (const [name, value] of Object.entries(withoutIdentity(object))) visit([`f:${name}`], name, value)
  return leaves
}

const ITEM = '(item)'

/** Of metadata, the server's own fields have no owner. */
const withoutIdentity = (object: Json): Json => {
  const metadata = isMap(object['metadata']) ? object['metadata'] : {}
  const owned = Object.entries(metadata).filter(([name]) => OWNED_METADATA.includes(name))
  const rest = omit(object, ['apiVersion', 'kind', 'status', 'metadata'])
  return owned.length === 0 ? rest : { metadata: Object.fromEntries(owned), ...rest }
}

const OWNED_METADATA = ['labels', 'annotations', 'ownerReferences', 'finalizers']

/** Returns `object` without some fields. */
export const omit = (object: Json, names: readonly string[]): Json =>
  Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)))

/** Writes a set of fields as managedFields has it. */
export const toFieldsV1 = (fields: FieldSet): Json => {
  const root: Record<string, unknown> = {}
  for (const path of [...fields].map((text) => JSON.parse(text) as string[]).sort((a, b) => a.length - b.length)) {
    let node = root
    for (const segment of path) {
      node[segment] ??= {}
      node = node[segment] as Record<string, unknown>
    }
    if (path.at(-1)?.startsWith('k:') === true) node['.'] = {}
  }
  return root
}

/** Reads managedFields' form. */
export const fromFieldsV1 = (fieldsV1: unknown): FieldSet => {
  const fields = new Set<string>()
  const visit = (path: FieldPath, node: unknown): void => {
    const entries = isMap(node) ? Object.entries(node) : []
    if (entries.length === 0 && path.length > 0) fields.add(JSON.stringify(path))
    for (const [segment, inner] of entries)
      if (segment === '.') fields.add(JSON.stringify(path))
      else visit([...path, segment], inner)
  }
  visit([], fieldsV1)
  return fields
}

export const isMap = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

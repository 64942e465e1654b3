import type { KubeObject } from '../cluster/object.ts'
import { canonicalQuantity } from '../cluster/quantity.ts'

/** A field of an object that is not as it should be; `path` as people write it: `spec.template.spec.containers[hello].image`. */
export interface FieldDifference {
  readonly path: string
  readonly wanted: unknown
  readonly found: unknown
}

/**
 * Returns the fields of `wanted` that `found` has otherwise. What only `found` has does not count: defaults, and what
 * others put there. Quantities count by their amount, and empty values as absent, since a server drops them.
 */
export const differences = (wanted: KubeObject, found: KubeObject): readonly FieldDifference[] =>
  compare(wanted, found, [])

/** Items of these lists are told apart by the first of the fields that all of them have; of others by their place. */
const KEYS = ['name', 'mountPath', 'devicePath', 'containerPort', 'port', 'topologyKey', 'ip']

/** Fields that hold quantities, or maps of them. */
const QUANTITIES = new Set(['limits', 'requests', 'sizeLimit', 'averageValue', 'divisor', 'storage'])

type Path = readonly string[]

const compare = (wanted: unknown, found: unknown, path: Path): readonly FieldDifference[] => {
  if (isEmpty(wanted) && isEmpty(found)) return []
  if (isMap(wanted) && isMap(found)) return compareMaps(wanted, found, path)
  if (Array.isArray(wanted) && Array.isArray(found)) return compareLists(wanted, found, path)
  if (wanted === found || (isQuantity(path) && sameQuantity(wanted, found))) return []
  return [{ path: showFields(path), wanted, found }]
}

const compareMaps = (wanted: Map, found: Map, path: Path): readonly FieldDifference[] =>
  Object.keys(wanted).flatMap((key) => compare(wanted[key], own(found, key), [...path, key]))

const compareLists = (wanted: List, found: List, path: Path): readonly FieldDifference[] => {
  const key = listKey(wanted, found)
  if (key === undefined)
    return wanted.length === found.length
      ? wanted.flatMap((item, index) => compare(item, found[index], [...path, `[${index}]`]))
      : [{ path: showFields(path), wanted, found }]
  const known = new globalThis.Map(found.map((item) => [nameIn(item, key), item]))
  return wanted.flatMap((item) => {
    const name = nameIn(item, key)
    return compare(item, known.get(name), [...path, `[${name}]`])
  })
}

/** Returns the field that names the items of a list, undefined where they have only their place. */
export const listKey = (...lists: readonly List[]): string | undefined => {
  const items = lists.flat()
  if (!items.every(isMap)) return undefined
  const key = KEYS.find((candidate) => items.every((item) => own(item, candidate) !== undefined))
  const unique =
    key !== undefined && lists.every((list) => new Set(list.map((item) => nameIn(item, key))).size === list.length)
  return unique ? key : undefined
}

/** Returns what names an item; two ports of one number are two by their protocol. */
export const nameIn = (item: unknown, key: string): string => {
  if (!isMap(item)) return ''
  const protocol = own(item, 'protocol')
  const numbered = key === 'containerPort' || key === 'port'
  return `${String(own(item, key))}${numbered && typeof protocol === 'string' && protocol !== 'TCP' ? `/${protocol}` : ''}`
}

/** Writes a path as people read it. */
export const showFields = (path: Path): string =>
  path
    .map((step) => (step.startsWith('[') ? step : `.${step}`))
    .join('')
    .replace(/^\./, '')

/** Tells whether an API server would drop `value`. */
export const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  value === false ||
  value === 0 ||
  (Array.isArray(value) && value.length === 0) ||
  (isMap(value) && Object.values(value).every(isEmpty))

type Map = Readonly<Record<string, unknown>>
type List = readonly unknown[]

/** Tells whether `value` is a mapping. */
export const isMap = (value: unknown): value is Map =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const own = (map: Map, key: string): unknown => (Object.hasOwn(map, key) ? map[key] : undefined)

const isQuantity = (path: Path): boolean => path.slice(-2).some((step) => QUANTITIES.has(step))

const sameQuantity = (wanted: unknown, found: unknown): boolean => {
  const [left, right] = [wanted, found].map((value) =>
    typeof value === 'string' || typeof value === 'number' ? canonicalQuantity(value) : undefined,
  )
  return left !== undefined && left === right
}

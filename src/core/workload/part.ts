import { isObject, type Value, type ValueObject } from '../function/value.ts'

// Shapes were checked where the spec was read; what has another one here comes from elsewhere and counts as missing.

/** Returns the mapping at `keys`, empty when there is none. */
export const mappingAt = (value: Value | undefined, ...keys: readonly string[]): ValueObject => {
  const found = valueAt(value, ...keys)
  return isObject(found) ? found : {}
}

/** Returns the mappings in the list at `keys`, empty when there is none. */
export const listAt = (value: Value | undefined, ...keys: readonly string[]): readonly ValueObject[] => {
  const found = valueAt(value, ...keys)
  return Array.isArray(found) ? (found as readonly Value[]).filter(isObject) : []
}

/** Returns text that is not empty. */
export const textAt = (value: Value | undefined, ...keys: readonly string[]): string | undefined => {
  const found = valueAt(value, ...keys)
  return typeof found === 'string' && found !== '' ? found : undefined
}

/** Returns what stands at `keys`; null is the same as nothing. */
export const valueAt = (value: Value | undefined, ...keys: readonly string[]): Exclude<Value, null> | undefined =>
  keys.reduce<Value | undefined>((at, key) => (isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined), value) ??
  undefined

/** Leaves out keys without a value, at any depth: the API server takes them for fields that we want to own. */
export const withoutNulls = <T extends Value>(value: T): T => strip(value) as T

const strip = (value: Value): Value => {
  if (Array.isArray(value)) return (value as readonly Value[]).map(strip)
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).flatMap(([key, item]) => (item === null ? [] : [[key, strip(item)]])))
}

/** Returns `given` unless it is empty or missing. */
export const orElse = (given: ValueObject, fallback: ValueObject): ValueObject =>
  Object.keys(given).length === 0 ? fallback : given

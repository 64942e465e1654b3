import { isObject, type Value, type ValueObject } from '../function/value.ts'

/**
 * Lays a function's own `spec.deployment` over what `kubeless-config` says of all of them. What both set is the
 * function's; lists whose items have names, mount paths or a place in the pod (containers) are merged item by item, other
 * lists are the function's alone.
 */
export const overDefaults = (defaults: ValueObject | undefined, own: ValueObject | undefined): ValueObject =>
  mergeMappings(defaults ?? {}, own ?? {})

const mergeMappings = (defaults: ValueObject, own: ValueObject): ValueObject => {
  const merged: Record<string, Value> = { ...defaults }
  for (const [key, value] of Object.entries(own)) {
    const given = Object.hasOwn(defaults, key) ? defaults[key] : undefined
    merged[key] = given === undefined ? value : mergeValues(key, given, value)
  }
  return merged
}

const mergeValues = (key: string, given: Value, own: Value): Value => {
  // Written without a value, or as the zero value of a typed client: not set.
  if (own === null || own === '') return given
  if (isObject(given) && isObject(own)) return mergeMappings(given, own)
  if (!Array.isArray(given) || !Array.isArray(own)) return own
  return mergeLists(key, given as readonly Value[], own as readonly Value[])
}

const mergeLists = (key: string, given: readonly Value[], own: readonly Value[]): Value => {
  if (key === 'containers') return mergeContainers(given, own)
  const idKey = ID_KEYS[key]
  if (idKey === undefined) return own.length === 0 ? given : own
  const idOf = (item: Value): Value | undefined => (isObject(item) ? item[idKey] : undefined)
  const kept = given.filter((item) => !own.some((other) => idOf(other) === idOf(item)))
  return [...kept, ...own]
}

/** The first container is the function's, whatever its name; the others are what they are named. */
const mergeContainers = (given: readonly Value[], own: readonly Value[]): Value => {
  const [givenFirst = {}, ...givenOthers] = given
  const [ownFirst = {}, ...ownOthers] = own
  const first = isObject(givenFirst) && isObject(ownFirst) ? mergeMappings(givenFirst, ownFirst) : ownFirst
  const names = new Set(ownOthers.map((item) => (isObject(item) ? item['name'] : undefined)))
  return [first, ...givenOthers.filter((item) => !isObject(item) || !names.has(item['name'] ?? '')), ...ownOthers]
}

const ID_KEYS: Readonly<Record<string, string>> = {
  env: 'name',
  imagePullSecrets: 'name',
  volumes: 'name',
  volumeMounts: 'mountPath',
}

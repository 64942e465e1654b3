import { isAlias, isMap, isScalar, isSeq } from 'yaml'
import type { Node, Scalar, YAMLMap } from 'yaml'
import type { Problem } from '../errors.ts'
import { unreadable, type SpecNode } from './document.ts'
import { isInexact, kubectlReading } from './plain-scalar.ts'

/** What JSON can hold; objects have no prototype, so `__proto__` is a key like any other. */
export type Value = null | boolean | number | string | readonly Value[] | ValueObject

export interface ValueObject {
  readonly [key: string]: Value
}

/** Tells whether `value` is a mapping. */
export const isObject = (value: Value | undefined): value is ValueObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Values that aliases may add to one object. Enough for shared environments, far from an "alias bomb". */
const MAX_ALIASED = 10_000

/**
 * Returns the plain value of an object, strictly: whatever kubectl would read otherwise, and whatever JSON cannot hold,
 * becomes a problem and leaves undefined.
 */
export const readValue = (spec: SpecNode, report: (problem: Problem) => void): ValueObject | undefined => {
  const state: State = { spec, open: new Set(), aliased: 0, inAlias: false, failed: false, report }
  checkDirectives(state)
  const value = readMap(spec.node, state)
  return state.failed ? undefined : value
}

interface State {
  readonly spec: SpecNode
  /** The collections that are being read: an alias to one of them is a cycle. */
  readonly open: Set<Node>
  aliased: number
  inAlias: boolean
  failed: boolean
  readonly report: (problem: Problem) => void
}

const fail = (state: State, node: Node, why: string, hint: string): null => {
  state.failed = true
  const { file, position } = state.spec
  state.report({ ...unreadable(file, why), at: position(node.range?.[0] ?? 0), hint })
  return null
}

const checkDirectives = (state: State): void => {
  const { directives, contents } = state.spec.document
  const used = directives?.yaml.explicit === true || Object.keys(directives?.tags ?? {}).some((tag) => tag !== '!!')
  if (used) fail(state, contents ?? state.spec.node, 'it has a % directive', 'Remove the line that begins with %')
}

const readNode = (node: unknown, state: State): Value => {
  if (state.inAlias) state.aliased += 1
  if (state.aliased > MAX_ALIASED) return null
  if (isAlias(node)) return readAlias(node, state)
  if (isMap(node)) return checkTag(node, state) ?? within(node, state, () => readMap(node, state))
  if (isSeq(node)) {
    return checkTag(node, state) ?? within(node, state, () => node.items.map((item) => readNode(item, state)))
  }
  return isScalar(node) ? readScalar(node, state) : null
}

const within = (node: Node, state: State, read: () => Value): Value => {
  state.open.add(node)
  const value = read()
  state.open.delete(node)
  return value
}

const readAlias = (alias: Node & { readonly source: string }, state: State): Value => {
  const target = state.spec.resolve(alias)
  const name = `*${alias.source}`
  if (target === undefined) return fail(state, alias, `"${name}" has no anchor above it`, `Set &${alias.source} first`)
  if (state.open.has(target)) return fail(state, alias, `"${name}" contains itself`, 'Write the value out')
  const outer = state.inAlias
  state.inAlias = true
  const value = readNode(target, state)
  state.inAlias = outer
  if (state.aliased > MAX_ALIASED && !state.failed) {
    fail(state, alias, `its aliases stand for more than ${MAX_ALIASED} values`, 'Write the values out')
  }
  return value
}

const readMap = (map: YAMLMap, state: State): ValueObject => {
  const object: Record<string, Value> = Object.create(null)
  for (const { key, value } of map.items) {
    const name = readKey(key, map, state)
    if (name === undefined) continue
    if (Object.hasOwn(object, name)) fail(state, key as Node, `the key "${name}" is there twice`, 'Keep one of the two')
    object[name] = readNode(value, state)
  }
  return object
}

const readKey = (key: unknown, map: YAMLMap, state: State): string | undefined => {
  const value = isScalar(key) ? readScalar(key, state) : undefined
  if (typeof value === 'string') return value
  // Null may be the answer of a key that has been reported by itself.
  if (isScalar(key) && value === null && key.value !== null) return undefined
  fail(state, isScalar(key) || isMap(key) || isSeq(key) ? key : map, 'a key is not text', 'Put the key in quotes')
  return undefined
}

const readScalar = (scalar: Scalar, state: State): Value => {
  const refused = checkTag(scalar, state)
  if (refused !== undefined) return refused
  const { value, type, tag } = scalar
  const source = scalar.source ?? ''
  if (type === 'PLAIN' && tag === undefined) {
    const reading = kubectlReading(source)
    if (reading !== undefined) return failAmbiguous(scalar, reading, state)
    if (typeof value === 'number' && isInexact(source, value)) {
      return fail(state, scalar, `the number ${source} cannot be kept exactly`, 'Put it in quotes')
    }
  }
  return isPlain(value) ? value : fail(state, scalar, `"${source}" is no plain value`, 'Put it in quotes')
}

const isPlain = (value: unknown): value is null | boolean | number | string =>
  value === null || ['boolean', 'number', 'string'].includes(typeof value)

const failAmbiguous = (scalar: Scalar, reading: string, state: State): null => {
  const source = scalar.source ?? ''
  const other = typeof scalar.value === 'number' ? `the number ${scalar.value}` : 'text'
  const why = `"${source}" has two meanings: ${other} in YAML 1.2, ${reading} for kubectl`
  return fail(state, scalar, why, 'Put it in quotes if it is text, else write the value in full')
}

/** `!!js/function`, `!!binary` and their kind: another reader may know another meaning. */
const checkTag = (node: Node & { tag?: string }, state: State): null | undefined => {
  if (node.tag === undefined || TAGS.has(node.tag)) return undefined
  return fail(state, node, `the tag "${shortTag(node.tag)}" is not allowed`, 'Remove the tag')
}

const TAGS: ReadonlySet<string> = new Set(['str', 'map', 'seq'].map((name) => `tag:yaml.org,2002:${name}`))

const shortTag = (tag: string): string => tag.replace('tag:yaml.org,2002:', '!!')

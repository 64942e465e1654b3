import type { Problem, SourceLocation } from '../errors.ts'
import { locate, locateKey, type Path, type SpecNode } from './document.ts'
import { isObject, readValue, type Value, type ValueObject } from './value.ts'

/** Reads the fields of one object and collects what is wrong with them. Paths are from the top of the object. */
export interface SpecReader {
  readonly spec: SpecNode
  /** True once an error was found: the object must not be used. */
  readonly failed: boolean
  readonly problems: readonly Problem[]
  get(path: Path): Value | undefined
  /** Returns text, undefined when it is missing, null or empty; a value of another type is an error. */
  text(path: Path): string | undefined
  /** As {@link text}; missing is an error too. */
  required(path: Path, hint: string): string | undefined
  /** Returns a mapping, undefined when it is missing or null; a value of another type is an error. */
  object(path: Path): ValueObject | undefined
  at(path: Path): SourceLocation
  error(path: Path, message: string, hint?: string): undefined
  warn(path: Path, message: string, hint?: string): undefined
  /** As {@link warn} or {@link error}, shown at a key. */
  key(severity: Problem['severity'], path: Path, message: string, hint?: string): undefined
}

/** Opens an object; undefined when it cannot be read, with the reasons reported. */
export const openSpec = (spec: SpecNode, report: (problem: Problem) => void): SpecReader | undefined => {
  const value = readValue(spec, report)
  return value === undefined ? undefined : readerOf(spec, value)
}

/** Writes a path as people do: `spec.deployment.containers[0].env`. */
export const showPath = (path: Path): string =>
  path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '')

const readerOf = (spec: SpecNode, value: ValueObject): SpecReader => {
  const problems: Problem[] = []
  const add = (severity: Problem['severity'], at: SourceLocation, message: string, hint?: string): undefined => {
    problems.push({ severity, code: 'SPEC_INVALID', message, at, ...(hint === undefined ? {} : { hint }) })
  }
  const get = (path: Path): Value | undefined => path.reduce<Value | undefined>(step, value)
  const at = (path: Path): SourceLocation => locate(spec, path)
  const mustBe = (path: Path, what: string, hint: string): undefined =>
    add('error', at(path), `Cannot read "${showPath(path)}": it must be ${what}`, hint)

  const text = (path: Path): string | undefined => {
    const found = get(path) ?? ''
    return typeof found === 'string' ? found || undefined : mustBe(path, 'text', 'Put the value in quotes')
  }
  return {
    spec,
    problems,
    get failed() {
      return problems.some(({ severity }) => severity === 'error')
    },
    get,
    text,
    required: (path, hint) => {
      const missing = (get(path) ?? '') === ''
      return missing
        ? add('error', at(path), `Cannot read the function: "${showPath(path)}" is missing`, hint)
        : text(path)
    },
    object: (path) => {
      const found = get(path) ?? undefined
      return found === undefined || isObject(found)
        ? found
        : mustBe(path, 'a mapping', 'Write it as "key: value" lines')
    },
    at,
    error: (path, message, hint) => add('error', at(path), message, hint),
    warn: (path, message, hint) => add('warning', at(path), message, hint),
    key: (severity, path, message, hint) => add(severity, locateKey(spec, path), message, hint),
  }
}

const step = (value: Value | undefined, key: string | number): Value | undefined => {
  if (typeof key === 'number') return Array.isArray(value) ? (value as readonly Value[])[key] : undefined
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined
}

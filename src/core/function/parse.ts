import type { Problem } from '../errors.ts'
import type { SpecFile } from '../../ports.ts'
import { forbiddenCharacter } from './characters.ts'
import { readSpecNodes, unreadable, type SpecNode } from './document.ts'
import { readKubelessFunction } from './kubeless.ts'
import { readNativeFunction } from './native.ts'
import { openSpec, type SpecReader } from './reader.ts'
import { looksLikeSpec } from './recognise.ts'
import { keyOf, type FunctionSource, type PrebuiltFunction, type Trigger, type WorkloadSource } from './source.ts'
import { namedAsTemplate } from './template.ts'
import { readTrigger } from './trigger.ts'

export interface ParseOptions {
  /** Of functions and triggers that name none. */
  readonly defaultNamespace: string
}

export interface ParsedSpecs {
  /** Those without an error. */
  readonly functions: readonly FunctionSource[]
  /** Those that bring their own image. */
  readonly prebuilt: readonly PrebuiltFunction[]
  readonly triggers: readonly Trigger[]
  /** Of all files; each error has kept its object out of the lists above. */
  readonly problems: readonly Problem[]
}

/** Reads every function and trigger of `files`. Objects of other groups are left alone. */
export const parseFunctions = (files: readonly SpecFile[], options: ParseOptions): ParsedSpecs => {
  const parsed = files.filter(({ text }) => looksLikeSpec(text)).map((file) => parseFile(file, options))
  const functions = parsed.flatMap((file) => file.functions)
  const prebuilt = parsed.flatMap((file) => file.prebuilt)
  const doubles = findDoubles([...functions, ...prebuilt])
  const problems = [...parsed.flatMap((file) => file.problems), ...doubles.values()]
  return {
    functions: functions.filter((source) => !doubles.has(source)),
    prebuilt: prebuilt.filter((source) => !doubles.has(source)),
    triggers: parsed.flatMap((file) => file.triggers),
    problems,
  }
}

const parseFile = (file: SpecFile, options: ParseOptions): ParsedSpecs => {
  const { nodes, problems } = readSpecNodes(file.path, file.text)
  const objects = nodes.filter(isOurs)
  const odd = forbiddenCharacter(file.text)
  const first = objects[0]
  const parsed =
    odd === undefined || first === undefined
      ? objects.map((spec) => parseObject(spec, options))
      : [failedWith({ ...unreadable(file.path, `it holds the character ${odd.name}`), at: first.position(odd.offset) })]
  return namedAsTemplate(
    file,
    {
      functions: parsed.flatMap((object) => object.functions),
      prebuilt: parsed.flatMap((object) => object.prebuilt),
      triggers: parsed.flatMap((object) => object.triggers),
      problems: [...problems, ...parsed.flatMap((object) => object.problems)],
    },
    problems.length > 0,
  )
}

const NATIVE = 'function-images.github.io/v1alpha1'
const KUBELESS = 'kubeless.io/v1beta1'
/** What Kubeless called its group before it had a name of its own. */
const KUBELESS_OLD = 'k8s.io/v1'

const isOurs = ({ apiVersion, kind }: SpecNode): boolean =>
  /^(?:kubeless\.io|function-images\.github\.io)\//.test(apiVersion) ||
  (apiVersion === KUBELESS_OLD && kind === 'Function')

const parseObject = (spec: SpecNode, { defaultNamespace }: ParseOptions): ParsedSpecs => {
  const unreadables: Problem[] = []
  const reader = openSpec(spec, (problem) => unreadables.push(problem))
  if (reader === undefined) return failedWith(...unreadables)
  const found = readObject(reader, defaultNamespace)
  const nothing = failedWith(...reader.problems)
  if (found === undefined || reader.failed) return nothing
  if ('functionName' in found) return { ...nothing, triggers: [found] }
  return 'image' in found ? { ...nothing, prebuilt: [found] } : { ...nothing, functions: [found] }
}

const failedWith = (...problems: readonly Problem[]): ParsedSpecs => ({
  functions: [],
  prebuilt: [],
  triggers: [],
  problems,
})

const readObject = (
  reader: SpecReader,
  defaultNamespace: string,
): FunctionSource | PrebuiltFunction | Trigger | undefined => {
  const { apiVersion, kind } = reader.spec
  switch (`${apiVersion} ${kind}`) {
    case `${NATIVE} Function`:
      return readNativeFunction(reader, defaultNamespace)
    case `${KUBELESS} Function`:
    case `${KUBELESS_OLD} Function`:
      return readKubelessFunction(reader, defaultNamespace)
    case `${KUBELESS} HTTPTrigger`:
    case `${KUBELESS} CronJobTrigger`:
      return readTrigger(reader, kind === 'HTTPTrigger' ? kind : 'CronJobTrigger', defaultNamespace)
    default:
      return refuseObject(reader)
  }
}

const refuseObject = (reader: SpecReader): undefined => {
  const { apiVersion, kind } = reader.spec
  const known = [NATIVE, KUBELESS]
  if (!known.includes(apiVersion)) {
    return reader.error(['apiVersion'], `Cannot read apiVersion "${apiVersion}"`, `Known are ${known.join(' and ')}`)
  }
  if (apiVersion === KUBELESS && kind !== '') {
    return reader.warn(
      ['kind'],
      `Kind "${kind}" is not supported and left alone`,
      'Known are Function, HTTPTrigger and CronJobTrigger',
    )
  }
  return reader.error(['kind'], `Cannot read kind "${kind}" of ${apiVersion}`, 'Write Function')
}

/** Two functions of one name would push and roll out over each other; neither is taken. */
const findDoubles = (functions: readonly WorkloadSource[]): ReadonlyMap<WorkloadSource, Problem> => {
  const groups = Map.groupBy(functions, keyOf)
  return new Map(
    [...groups].flatMap(([key, group]) =>
      group.length < 2 ? [] : group.map((source) => [source, doubleOf(key, source, group)] as const),
    ),
  )
}

const doubleOf = (key: string, source: WorkloadSource, group: readonly WorkloadSource[]): Problem => {
  const other = group.find((candidate) => candidate !== source)?.at.name ?? source.at.name
  return {
    severity: 'error',
    code: 'SPEC_INVALID',
    message: `Cannot use the name "${key}" twice: also in ${other.file}:${other.line}`,
    at: source.at.name,
    hint: 'Rename or remove one, or give them different namespaces',
  }
}

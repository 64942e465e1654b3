import type { Config } from '../core/config.ts'
import { type Problem, specProblem } from '../core/errors.ts'
import { parseFunctions } from '../core/function/parse.ts'
import type { FunctionSource, PrebuiltFunction, Trigger } from '../core/function/source.ts'
import { BUILT_IN, type Runtime, type RuntimeCatalog } from '../core/runtime/catalogue.ts'
import { parseRuntimes } from '../core/runtime/custom.ts'
import { findRuntime } from '../core/runtime/find.ts'
import type { Ports } from '../ports.ts'

/** The functions of the repository whose specs can be read, and every problem of the others. */
export interface Loaded {
  readonly functions: readonly LoadedFunction[]
  /** Functions whose spec can be read, but that cannot be built. */
  readonly failed: readonly FailedFunction[]
  /** Functions that bring their own image: there is nothing to build. */
  readonly prebuilt: readonly PrebuiltFunction[]
  readonly triggers: readonly Trigger[]
  readonly problems: readonly Problem[]
  /** Spec and lock files: never content of a function. */
  readonly exclude: ReadonlySet<string>
}

export interface FailedFunction {
  readonly source: FunctionSource
  readonly problems: readonly Problem[]
}

export interface LoadedFunction {
  readonly source: FunctionSource
  readonly runtime: Runtime
}

/** Reads the specs and finds their runtimes. One bad spec does not stop the others. */
export const loadFunctions = async (
  config: Config,
  ports: Pick<Ports, 'workspace'>,
  signal: AbortSignal,
): Promise<Loaded> => {
  const [read, catalog] = await Promise.all([
    ports.workspace.read(config.functions, signal),
    loadCatalog(config, ports),
  ])
  const parsed = parseFunctions(read.files, { defaultNamespace: config.namespace })
  const answers = parsed.functions.map((source) => ({ source, answer: findRuntime(catalog, source.runtime) }))
  const functions = answers.flatMap(({ source, answer }) => (answer.found ? [{ source, runtime: answer.runtime }] : []))
  const failed = answers.flatMap(({ source, answer }) =>
    answer.found ? [] : [{ source, problems: [specProblem(source.at.runtime, answer.message, answer.hint)] }],
  )
  return {
    functions,
    failed,
    prebuilt: parsed.prebuilt,
    triggers: parsed.triggers,
    problems: [...read.problems, ...parsed.problems],
    exclude: new Set(read.files.map(({ path }) => path)),
  }
}

const loadCatalog = async (config: Config, { workspace }: Pick<Ports, 'workspace'>): Promise<RuntimeCatalog> => {
  if (config.runtimes === undefined) return BUILT_IN
  const text = await workspace.text(config.runtimes)
  return new Map([...BUILT_IN, ...parseRuntimes(config.runtimes, text)])
}

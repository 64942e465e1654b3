import type { Config } from '../core/config.ts'
import { type Problem, problemOf } from '../core/errors.ts'
import { imageName } from '../core/image/plan.ts'
import { sharedRepositoryOf, type TargetConfig } from '../core/image/target.ts'
import { inParallel } from '../core/parallel.ts'
import type { FunctionSource, Trigger } from '../core/function/source.ts'
import type { FunctionResult } from '../core/report/report.ts'
import type { Ports } from '../ports.ts'
import type { FailedFunction } from './load.ts'
import { type Aimed, type Prepared, prepareFunctions } from './plans.ts'
import { failedResult, plannedResult } from './result.ts'
import { neverBuilt, select, type Selecting, type Selection } from './select.ts'

/** All functions of a run, sorted into what is to be built and what is settled. */
export interface Selected {
  readonly build: readonly ToBuild[]
  /** Unchanged and failed ones, and with `plan` those that would be built. */
  readonly settled: readonly FunctionResult[]
  /** The unchanged ones of {@link settled}, for those who go on with their images. */
  readonly present: readonly Present[]
  /** Every function that has a name, whether or not anything came of it. */
  readonly sources: readonly FunctionSource[]
  readonly triggers: readonly Trigger[]
  /** Those that would be built, where a run only asks. */
  readonly planned: readonly ToBuild[]
  /** Of specs, whether or not a function came of them. */
  readonly problems: readonly Problem[]
}

/** Who is asked about functions before anything is done for them; those in the answer fail with that problem. */
export type Admission = (sources: readonly FunctionSource[]) => Promise<ReadonlyMap<FunctionSource, Problem>>

export interface SelectOptions {
  readonly onMiss?: Selecting['onMiss']
  readonly admit?: Admission | undefined
}

export type ToBuild = Extract<Selection, { todo: 'build' }>
export type Present = Extract<Selection, { todo: 'skip' }>

/** Reads and hashes every function and asks the registry about each, while the next ones are still being hashed. */
export const selectFunctions = async (
  config: Config & TargetConfig,
  ports: Ports,
  signal: AbortSignal,
  { onMiss, admit }: SelectOptions = {},
): Promise<Selected> => {
  const prepared = await admitted(await prepareFunctions(config, ports, signal), admit)
  expectRepositories(prepared, config, ports)
  const answers = await inParallel(MAX_QUESTIONS, prepared.functions, (aimed) =>
    selectOne(aimed, prepared, config, { config, ports, signal, ...(onMiss === undefined ? {} : { onMiss }) }),
  )
  const failed = [...prepared.refused, ...answers.filter(isFailed)]
  const selections = answers.filter((answer): answer is Selection => !isFailed(answer))
  const asksOnly = config.command === 'plan' || config.dryRun
  const settled = selections.filter(({ todo }) => todo !== 'build' || asksOnly)
  return {
    build: asksOnly ? [] : selections.filter((selection) => selection.todo === 'build'),
    settled: [...failed.map(({ source, problems }) => failedResult(source, problems)), ...settled.map(resultOf)],
    present: selections.filter((selection) => selection.todo === 'skip'),
    sources: [...prepared.functions, ...prepared.refused].map(({ source }) => source),
    triggers: prepared.triggers,
    planned: asksOnly ? selections.filter((selection) => selection.todo === 'build') : [],
    problems: prepared.problems,
  }
}

const admitted = async (prepared: Prepared, admit: Admission | undefined): Promise<Prepared> => {
  if (admit === undefined) return prepared
  const turnedAway = await admit(prepared.functions.map(({ source }) => source))
  const refused = [...turnedAway].map(([source, problem]) => ({ source, problems: [problem] }))
  return {
    ...prepared,
    functions: prepared.functions.filter(({ source }) => !turnedAway.has(source)),
    refused: [...prepared.refused, ...refused],
  }
}

/** Questions under way at once; the registry's adapter limits what goes to one host. */
const MAX_QUESTIONS = 64

/** Tells the registry beforehand what the run will touch, so that a token can serve many repositories. */
const expectRepositories = ({ functions }: Prepared, config: Config & TargetConfig, { registry }: Ports): void => {
  const push = config.command !== 'plan' && !config.dryRun && config.builder !== 'never'
  const shared = push ? [{ repository: sharedRepositoryOf(config), push }] : []
  registry.expect([...shared, ...functions.map(({ target }) => ({ repository: target.repository, push }))])
}

const selectOne = async (
  aimed: Aimed,
  prepared: Prepared,
  { builder }: Pick<Config, 'builder'>,
  selecting: Selecting,
): Promise<Selection | FailedFunction> => {
  const planned = await prepared.plan(aimed)
  if (!('plan' in planned)) return planned
  const selection = await select(planned.plan, selecting)
  return builder === 'never' ? refuseBuild(selection) : selection
}

const isFailed = (answer: Selection | FailedFunction): answer is FailedFunction => !('todo' in answer)

const refuseBuild = (selection: Selection): Selection => {
  if (selection.todo !== 'build') return selection
  const { plan } = selection
  return { plan, todo: 'fail', problem: problemOf(neverBuilt(imageName(plan)), plan.source.at.name) }
}

/** The result of a selection that nothing is done about. */
const resultOf = (selection: Selection): FunctionResult => {
  switch (selection.todo) {
    case 'skip':
      return plannedResult(selection, { state: 'skipped', reasons: [] })
    case 'build':
      return plannedResult(selection, { state: 'planned', reasons: selection.reasons })
    case 'fail':
      return plannedResult(selection, { state: 'failed', reasons: [], problems: [selection.problem] })
  }
}

import type { Config } from '../core/config.ts'
import { type Problem, problemOf } from '../core/errors.ts'
import { imageName } from '../core/image/plan.ts'
import { sharedRepositoryOf, type TargetConfig } from '../core/image/target.ts'
import { inParallel } from '../core/parallel.ts'
import type { Trigger, WorkloadSource } from '../core/function/source.ts'
import type { FunctionResult } from '../core/report/report.ts'
import type { Ports } from '../ports.ts'
import type { FailedFunction } from './load.ts'
import { type Aimed, type Prepared, prepareFunctions } from './plans.ts'
import { askedFor, findImages, type PrebuiltImage, tellNothingToBuild } from './prebuilt.ts'
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
  readonly sources: readonly WorkloadSource[]
  /** Images that functions bring themselves; looked for only where a run makes objects of functions. */
  readonly prebuilt: readonly PrebuiltImage[]
  readonly triggers: readonly Trigger[]
  /** Those that would be built, where a run only asks. */
  readonly planned: readonly ToBuild[]
  /** Of specs, whether or not a function came of them. */
  readonly problems: readonly Problem[]
}

/** Who is asked about functions before anything is done for them; those in the answer fail with that problem. */
export type Admission = (sources: readonly WorkloadSource[]) => Promise<ReadonlyMap<WorkloadSource, Problem>>

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
  const all = await prepareFunctions(config, ports, signal)
  const prepared = await admitted(all, admit)
  expectRepositories(prepared, config, ports)
  const [answers, prebuilt] = await Promise.all([
    inParallel(MAX_QUESTIONS, prepared.functions, (aimed) =>
      selectOne(aimed, prepared, config, { config, ports, signal, ...(onMiss === undefined ? {} : { onMiss }) }),
    ),
    broughtImages(prepared, config, ports, signal),
  ])
  const failed = [...prepared.refused, ...answers.filter(isFailed)]
  const selections = answers.filter((answer): answer is Selection => !isFailed(answer))
  const asksOnly = config.command === 'plan' || config.dryRun
  const settled = selections.filter(({ todo }) => todo !== 'build' || asksOnly)
  return {
    build: asksOnly ? [] : selections.filter((selection) => selection.todo === 'build'),
    settled: [...failed.map(({ source, problems }) => failedResult(source, problems)), ...settled.map(resultOf)],
    present: selections.filter((selection) => selection.todo === 'skip'),
    sources: [...[...all.functions, ...all.refused].map(({ source }) => source), ...all.prebuilt],
    prebuilt: [...prebuilt, ...prepared.turnedAway],
    triggers: prepared.triggers,
    planned: asksOnly ? selections.filter((selection) => selection.todo === 'build') : [],
    problems: prepared.problems,
  }
}

interface Admitted extends Prepared {
  /** Functions that bring their own image and are not to be rolled out. */
  readonly turnedAway: readonly Extract<PrebuiltImage, { status: 'refused' }>[]
}

const admitted = async (prepared: Prepared, admit: Admission | undefined): Promise<Admitted> => {
  if (admit === undefined) return { ...prepared, turnedAway: [] }
  const { functions, prebuilt } = prepared
  const problems = await admit([...functions.map(({ source }) => source), ...prebuilt])
  return {
    ...prepared,
    functions: functions.filter(({ source }) => !problems.has(source)),
    refused: [
      ...prepared.refused,
      ...functions.flatMap(({ source }) => {
        const problem = problems.get(source)
        return problem === undefined ? [] : [{ source, problems: [problem] }]
      }),
    ],
    prebuilt: prebuilt.filter((source) => !problems.has(source)),
    turnedAway: prebuilt.flatMap((source) => {
      const problem = problems.get(source)
      return problem === undefined ? [] : [{ status: 'refused', source, problem }]
    }),
  }
}

/** Functions that bring their image are the business of those who make objects; to others there is nothing to build. */
const broughtImages = async (
  { prebuilt }: Admitted,
  config: Config,
  ports: Ports,
  signal: AbortSignal,
): Promise<readonly PrebuiltImage[]> => {
  if (makesObjects(config)) return findImages(prebuilt, ports, signal)
  tellNothingToBuild(prebuilt, ports)
  return []
}

const makesObjects = ({ command }: Pick<Config, 'command'>): boolean => command === 'deploy' || command === 'render'

/** Questions under way at once; the registry's adapter limits what goes to one host. */
const MAX_QUESTIONS = 64

/** Tells the registry beforehand what the run will touch, so that a token can serve many repositories. */
const expectRepositories = (
  { functions, prebuilt }: Prepared,
  config: Config & TargetConfig,
  { registry }: Ports,
): void => {
  const push = config.command !== 'plan' && !config.dryRun && config.builder !== 'never'
  const shared = push ? [{ repository: sharedRepositoryOf(config), push }] : []
  const brought = makesObjects(config) ? askedFor(prebuilt) : []
  registry.expect([
    ...shared,
    ...functions.map(({ target }) => ({ repository: target.repository, push })),
    ...brought.map(({ reference }) => ({ repository: reference, push: false })),
  ])
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

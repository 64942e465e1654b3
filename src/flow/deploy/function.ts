import { DEPLOYMENTS } from '../../core/cluster/resource.ts'
import { ActionError, type Problem, problemOf } from '../../core/errors.ts'
import { keyOf, type WorkloadSource } from '../../core/function/source.ts'
import type { RolloutResult } from '../../core/report/report.ts'
import { isKubeless } from '../../core/rollout/adoption.ts'
import { turnOf } from '../../core/rollout/order.ts'
import type { DeployedFunction, DesiredObject } from '../../core/workload/objects.ts'
import type { Deploying } from './deploying.ts'
import { planObjects } from './dry-run.ts'
import { handOver } from './handover.ts'
import { applyObjects, type Done, leftTo } from './objects.ts'
import { namespaceMissing } from './preflight.ts'
import { wantedObjects } from './wanted.ts'

/** What came of one function. */
export interface FunctionOutcome extends Done {
  readonly function: DeployedFunction
  /** What it has, or would; undefined when that could not be said. */
  readonly objects: readonly DesiredObject[] | undefined
}

/** Brings one function's objects to what they are to be. Throws nothing but bugs: a failure is this function's alone. */
export const deployFunction = async (
  fn: DeployedFunction,
  deploying: Deploying,
  signal: AbortSignal,
): Promise<FunctionOutcome> => {
  const { source } = fn
  const none = { function: fn, objects: undefined, results: [], problems: [], good: false }
  if (signal.aborted) return none
  try {
    if (deploying.gone.has(source.namespace)) throw namespaceMissing(source.namespace)
    const later = laterRun(fn, deploying)
    if (later !== undefined) return { ...none, results: [later] }
    const live = deploying.snapshot(source.namespace).find(DEPLOYMENTS, source.name)
    if (isKubeless(live)) {
      if (deploying.adoption === undefined) throw undecided(fn)
      const handed = deploying.adoption === 'handover' ? await handOver(fn, live, deploying, signal) : undefined
      if (handed !== undefined) return { ...none, ...handed }
    }
    const wanted = await wantedObjects(fn, deploying, signal)
    if (wanted.problems.some(({ severity }) => severity === 'error')) return { ...none, problems: wanted.problems }
    const done = deploying.config.dryRun
      ? await planObjects(fn, wanted, deploying, signal)
      : await applyObjects(fn, wanted, deploying, signal)
    return { ...none, objects: wanted.objects, ...done, problems: [...wanted.problems, ...done.problems] }
  } catch (error) {
    if (signal.aborted) return none
    const problem = problemOf(error, source.at.name)
    return { ...none, results: [failure(source, fn.image, problem)], problems: [problem] }
  }
}

/** A run that was overtaken leaves what the later one did, unless it was started for that. */
const laterRun = (
  { source, image }: DeployedFunction,
  { snapshot, config, ports }: Deploying,
): RolloutResult | undefined => {
  const live = snapshot(source.namespace).find(DEPLOYMENTS, source.name)
  const turn = turnOf(live, config.run)
  if (turn.kind === 'deliberate')
    ports.reporter.notice(
      `${keyOf(source)} was deployed by a later run, ${turn.by}: this one was started to do it again`,
    )
  return turn.kind === 'later' && live !== undefined ? leftTo(turn.by, live, { source, image }) : undefined
}

/** The result of a function of which nothing was applied. */
export const failure = (source: WorkloadSource, image: string, { message }: Problem): RolloutResult => ({
  kind: DEPLOYMENTS.kind,
  namespace: source.namespace,
  name: source.name,
  state: 'failed',
  function: keyOf(source),
  image,
  waitingFor: [],
  cause: message,
})

const undecided = ({ source }: DeployedFunction): ActionError =>
  new ActionError(
    'CLUSTER_FAILED',
    `Cannot deploy "${keyOf(source)}": Kubeless made its Deployment, and nobody can tell whether Kubeless’ controller lives`,
    {
      hint: 'Set option "kubeless" to handover where the controller lives, to replace where it is gone; or let the account get deployments in namespace "kubeless"',
    },
  )

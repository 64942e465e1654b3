import { keyOfObject, type KubeObject } from '../../core/cluster/object.ts'
import { DEPLOYMENTS } from '../../core/cluster/resource.ts'
import type { Problem } from '../../core/errors.ts'
import { keyOf } from '../../core/function/source.ts'
import type { RolloutResult } from '../../core/report/report.ts'
import { isKubeless } from '../../core/rollout/adoption.ts'
import { diffLines } from '../../core/rollout/diff.ts'
import { marked } from '../../core/rollout/marks.ts'
import { applyProblem, isNamespaceGone } from '../../core/rollout/refused-apply.ts'
import type { DeployedFunction, DesiredObject } from '../../core/workload/objects.ts'
import { type Deploying, fieldPlace, resultFor } from './deploying.ts'
import type { Done } from './objects.ts'
import { isDeployment, marksOf, type Wanted } from './wanted.ts'

/** Asks the server what an apply would do, and has nothing stored. */
export const planObjects = async (
  fn: DeployedFunction,
  wanted: Wanted,
  deploying: Deploying,
  signal: AbortSignal,
): Promise<Done> => {
  const answers = await Promise.all(
    wanted.changed.map((desired) => planOne(desired, { fn, wanted }, deploying, signal)),
  )
  const same = wanted.changed.some(isDeployment) ? [] : unchangedDeployment(fn, deploying)
  const problems = answers.flatMap(({ problem }) => (problem === undefined ? [] : [problem]))
  return { results: [...same, ...answers.map(({ result }) => result)], problems, good: problems.length === 0 }
}

const planOne = async (
  desired: DesiredObject,
  { fn, wanted }: { readonly fn: DeployedFunction; readonly wanted: Wanted },
  deploying: Deploying,
  signal: AbortSignal,
): Promise<{ readonly result: RolloutResult; readonly problem?: Problem }> => {
  const { config, adoption, snapshot, ports } = deploying
  const { namespace, name } = keyOfObject(desired.object)
  const live = snapshot(namespace).find(desired.resource, name)
  const adopted = isKubeless(live) && adoption === 'replace'
  const about = { function: keyOf(fn.source), ...(isDeployment(desired) ? { image: fn.image } : {}) }
  try {
    // What is taken over first is asked for by force: the fields are the same, but for what would go with their old owner.
    const options = { dryRun: true, force: config.forceConflicts || adopted }
    const marks = marksOf(fn, wanted, desired, deploying)
    const { object } = await ports.cluster.apply(desired.resource, marked(desired.object, marks), options, signal)
    const planned = { ...resultFor(desired.object, 'planned'), ...about }
    // What is new differs in all it has: `render` writes that, in an order one can read.
    if (live === undefined) return { result: { ...planned, note: 'new' } }
    const result = { ...planned, diff: diffLines(live, object) }
    return { result: adopted ? { ...result, note: 'would be taken over from Kubeless' } : result }
  } catch (error) {
    signal.throwIfAborted()
    const problem = applyProblem(error, desired, (field) => fieldPlace(fn.source, desired.object, field))
    const hinted = isNamespaceGone(error) ? { ...problem, hint: `Run: kubectl create namespace ${namespace}` } : problem
    return { result: { ...resultFor(desired.object, 'failed'), ...about, cause: problem.message }, problem: hinted }
  }
}

const unchangedDeployment = (
  { source, image }: DeployedFunction,
  { snapshot }: Deploying,
): readonly RolloutResult[] => {
  const live: KubeObject | undefined = snapshot(source.namespace).find(DEPLOYMENTS, source.name)
  return live === undefined ? [] : [{ ...resultFor(live, 'unchanged'), function: keyOf(source), image }]
}

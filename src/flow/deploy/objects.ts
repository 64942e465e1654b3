import { type Deployment, keyOfObject, type KubeObject, type Workload } from '../../core/cluster/object.ts'
import { AUTOSCALERS, DEPLOYMENTS, type Resource } from '../../core/cluster/resource.ts'
import type { Problem } from '../../core/errors.ts'
import { keyOf } from '../../core/function/source.ts'
import type { RolloutResult } from '../../core/report/report.ts'
import { FROM_KUBELESS, FROM_NOBODY, isKubeless } from '../../core/rollout/adoption.ts'
import { annotation } from '../../core/rollout/marks.ts'
import { applyProblem, isNamespaceGone } from '../../core/rollout/refused-apply.ts'
import { statusOf } from '../../core/rollout/status.ts'
import type { DeployedFunction, DesiredObject } from '../../core/workload/objects.ts'
import { restore } from '../restore.ts'
import { type Deploying, fieldPlace, resultFor } from './deploying.ts'
import { namespaceMissing } from './preflight.ts'
import { isDeployment, marksOf, type Wanted } from './wanted.ts'
import { type Write, writeObject } from './write.ts'

/** What came of a function's objects. */
export interface Done {
  readonly results: readonly RolloutResult[]
  readonly problems: readonly Problem[]
  /** Its pods run the image, or nobody waited for that: what else uses the image may follow. */
  readonly good: boolean
}

/**
 * A Service that is not there comes first, since pods may look for it; all else waits until the pods are good, and stays
 * as it is when they are not: what serves then are the pods before, with all that was made for them.
 */
export const applyObjects = async (
  fn: DeployedFunction,
  wanted: Wanted,
  deploying: Deploying,
  signal: AbortSignal,
): Promise<Done> => {
  const there = deploying.snapshot(fn.source.namespace)
  const place = wanted.changed.findIndex(isDeployment)
  const isFirst = ({ resource, object }: DesiredObject, index: number): boolean =>
    index < place && there.find(resource, keyOfObject(object).name) === undefined
  const first = wanted.changed.filter(isFirst)
  const rest = wanted.changed.filter((desired, index) => index !== place && !isFirst(desired, index))
  const before = await applyEach(first, { fn, wanted }, deploying, signal)
  if (!before.good) return before
  const deployment = await rollOut({ fn, wanted }, deploying, signal)
  const after = deployment.good ? await applyEach(rest, { fn, wanted }, deploying, signal) : NOTHING
  const parts = [before, deployment, after]
  return {
    results: parts.flatMap(({ results }) => results),
    problems: parts.flatMap(({ problems }) => problems),
    good: parts.every(({ good }) => good),
  }
}

const NOTHING: Done = { results: [], problems: [], good: true }

interface Subject {
  readonly fn: DeployedFunction
  readonly wanted: Wanted
}

/** Applies objects that have no rollout, one after the other; the first that is refused ends it. */
const applyEach = async (
  list: readonly DesiredObject[],
  subject: Subject,
  deploying: Deploying,
  signal: AbortSignal,
): Promise<Done> => {
  const results: RolloutResult[] = []
  for (const desired of list) {
    if (signal.aborted) return { results, problems: [], good: false }
    const outcome = await applyOne(desired, subject, deploying, signal)
    if (!('object' in outcome)) return { ...outcome, results: [...results, ...outcome.results] }
    results.push({ ...resultFor(outcome.object, 'complete'), function: keyOf(subject.fn.source), ...noteOf(outcome) })
  }
  return { results, problems: [], good: true }
}

interface Applied {
  readonly object: KubeObject
  readonly live: KubeObject | undefined
  readonly note: string | undefined
}

const noteOf = ({ note }: Pick<Applied, 'note'>): { readonly note?: string } => (note === undefined ? {} : { note })

const applyOne = async (
  desired: DesiredObject,
  { fn, wanted }: Subject,
  deploying: Deploying,
  signal: AbortSignal,
): Promise<Applied | Done> => {
  const { namespace, name } = keyOfObject(desired.object)
  const live = deploying.snapshot(namespace).find(desired.resource, name)
  const adopted = isKubeless(live) && deploying.adoption === 'replace'
  const counts = (desired.object as Deployment).spec?.replicas !== undefined
  const release = isDeployment(desired) && !counts && deploying.snapshot(namespace).all(AUTOSCALERS).length > 0
  try {
    const write: Write = {
      desired,
      live,
      takeover: { ...(adopted ? FROM_KUBELESS : FROM_NOBODY), release },
      marks: marksOf(fn, wanted, desired, deploying),
    }
    const outcome = await writeObject(write, deploying, signal)
    if (outcome.kind === 'later')
      return { results: [leftTo(outcome.by, desired.object, fn)], problems: [], good: false }
    for (const warning of outcome.warnings) deploying.ports.reporter.notice(`${namespace}/${name}: ${warning}`)
    return { object: outcome.object, live, note: adopted ? 'taken over from Kubeless' : undefined }
  } catch (error) {
    signal.throwIfAborted()
    if (isNamespaceGone(error)) deploying.gone.add(namespace)
    const found = isNamespaceGone(error) ? namespaceMissing(namespace) : error
    const problem = applyProblem(found, desired, (field) => fieldPlace(fn.source, desired.object, field))
    const result = { ...resultFor(desired.object, 'failed'), function: keyOf(fn.source), cause: problem.message }
    return { results: [result], problems: [problem], good: false }
  }
}

/** Writes the Deployment if it has changed, and follows it until its pods are what it says. */
const rollOut = async (subject: Subject, deploying: Deploying, signal: AbortSignal): Promise<Done> => {
  const { fn, wanted } = subject
  const desired = wanted.changed.find(isDeployment)
  if (desired === undefined) return unchanged(subject, deploying, signal)
  if (signal.aborted) return { ...NOTHING, good: false }
  const applied = await applyOne(desired, subject, deploying, signal)
  if (!('object' in applied)) return applied
  return follow(fn, { ...applied, written: applied.object, before: applied.live }, deploying, signal)
}

/** Nothing was written; but the run that did may have died before its pods were good, or have said that they are not. */
const unchanged = async ({ fn }: Subject, deploying: Deploying, signal: AbortSignal): Promise<Done> => {
  const live = deploying.snapshot(fn.source.namespace).find(DEPLOYMENTS, fn.source.name)
  if (live === undefined) return NOTHING
  const generation = live.metadata?.generation ?? 0
  const done = statusOf(live, { kind: 'Deployment', generation, before: undefined }).status === 'complete'
  if (!done && deploying.config.wait)
    return follow(fn, { written: live, before: undefined, note: 'nothing was written' }, deploying, signal)
  const revision = Number(annotation(live, 'deployment.kubernetes.io/revision'))
  const result: RolloutResult = {
    ...resultFor(live, 'unchanged'),
    function: keyOf(fn.source),
    image: fn.image,
    ...(revision > 0 ? { revision: { from: revision, to: revision } } : {}),
  }
  return { results: [result], problems: [], good: true }
}

interface Followed {
  readonly written: KubeObject
  readonly before: KubeObject | undefined
  readonly note: string | undefined
}

const follow = async (
  { source, image }: DeployedFunction,
  { written, before, note }: Followed,
  { config, ports, rollouts }: Deploying,
  signal: AbortSignal,
): Promise<Done> => {
  const about = { function: keyOf(source), image, ...(note === undefined ? {} : { note }) }
  if (!config.wait) return { results: [{ ...resultFor(written, 'applied'), ...about }], problems: [], good: true }
  const change = {
    resource: DEPLOYMENTS as Resource<Workload>,
    written: written as Deployment,
    before,
  }
  const undo = (during: AbortSignal): Promise<Workload | undefined> => restore(ports.cluster, change, during)
  const key = keyOfObject(written)
  const outcome = await rollouts(source.namespace).follow(
    { ...change, key, undo, at: source.at.name, ...about },
    signal,
  )
  return { results: [outcome.result], problems: outcome.problems, good: outcome.result.state === 'complete' }
}

/** What is said of an object that a later run has deployed. */
export const leftTo = (
  by: string,
  object: KubeObject,
  fn: Pick<DeployedFunction, 'source' | 'image'>,
): RolloutResult => ({
  ...resultFor(object, 'left'),
  function: keyOf(fn.source),
  note: `a later run has deployed it: ${by}`,
})

import type { Config } from '../core/config.ts'
import { ActionError } from '../core/errors.ts'
import { keyOf } from '../core/function/source.ts'
import type { TargetConfig } from '../core/image/target.ts'
import { showObject } from '../core/cluster/object.ts'
import { DEPLOYMENTS } from '../core/cluster/resource.ts'
import { inParallel } from '../core/parallel.ts'
import type { Report } from '../core/report/report.ts'
import { isKubeless } from '../core/rollout/adoption.ts'
import type { DeployedFunction } from '../core/workload/objects.ts'
import { strayTriggers } from '../core/workload/triggers.ts'
import type { Ports, Reporter } from '../ports.ts'
import { rollDependents } from './deploy/dependents.ts'
import { deployedFunctions, refusedResults, usedImages } from './deploy/deployed.ts'
import type { Deploying } from './deploy/deploying.ts'
import { deployFunction, type FunctionOutcome } from './deploy/function.ts'
import { decideAdoption } from './deploy/kubeless.ts'
import { openDeploying, type Opened } from './deploy/open.ts'
import { openPreflight } from './deploy/preflight.ts'
import { pruneObjects } from './deploy/prune.ts'
import { buildImages, type Images } from './images.ts'
import { prebuiltProblems } from './prebuilt.ts'
import { reportOf } from './result.ts'
import { workloadSettings } from './workload-settings.ts'

/** Builds what is missing, then rolls out the functions and every workload that uses one of their images. */
export const deploy = async (config: Config & TargetConfig, ports: Ports, signal: AbortSignal): Promise<Report> => {
  const { cluster } = ports
  if (cluster === undefined) throw noCluster()
  const images = await buildImages(config, ports, signal, openPreflight(config, cluster, signal))
  const functions = deployedFunctions(images)
  const { settings, problems } = await workloadSettings(config, ports, signal)
  const opened = await openDeploying(functions, settings, { config, ports: { ...ports, cluster } }, signal)
  try {
    const done = await rollAll(images, functions, opened, signal)
    // Rollouts that were under way have been told of by now, each as it was left.
    signal.throwIfAborted()
    const found = [
      ...images.problems,
      ...problems,
      ...prebuiltProblems(images.prebuilt),
      ...strayTriggers(images.triggers, images.sources),
      ...done.problems,
    ]
    return reportOf('deploy', images.results, found, done.rollouts)
  } finally {
    opened.close()
  }
}

type Done = Pick<Report, 'rollouts' | 'problems'>

const rollAll = async (
  images: Images,
  functions: readonly DeployedFunction[],
  opened: Opened,
  signal: AbortSignal,
): Promise<Done> => {
  const { config, ports, namespaces } = opened
  const adoption = await decideAdoption(madeByKubeless(functions, opened), config, ports, signal)
  const deploying: Deploying = { ...opened, adoption }
  const refused = refusedResults(images)
  for (const result of refused) ports.reporter.rolloutDone(result)
  const outcomes = await inParallel(config.maxParallel, functions, async (fn) => {
    const outcome = await deployFunction(fn, deploying, signal)
    tell(outcome, ports.reporter)
    return outcome
  })
  const used = usedImages(images.images, outcomes, deploying)
  const dependents = await rollDependents(used, { namespaces, own: ownObjects(outcomes) }, deploying, signal)
  const { sources, problems } = images
  const pruned = await pruneObjects({ namespaces, sources, outcomes, problems }, deploying, signal)
  return {
    rollouts: [...refused, ...outcomes.flatMap(({ results }) => results), ...dependents.results, ...pruned],
    problems: [...outcomes.flatMap((outcome) => outcome.problems), ...dependents.problems],
  }
}

/** Of what is as it was, the function's own line says enough. */
const tell = ({ results }: FunctionOutcome, reporter: Reporter): void => {
  for (const result of results) if (result.state !== 'unchanged') reporter.rolloutDone(result)
}

const madeByKubeless = (
  functions: readonly DeployedFunction[],
  { namespaces, snapshot }: Pick<Opened, 'namespaces' | 'snapshot'>,
): readonly string[] =>
  functions
    .filter(
      ({ source: { namespace, name } }) =>
        namespaces.includes(namespace) && isKubeless(snapshot(namespace).find(DEPLOYMENTS, name)),
    )
    .map(({ source }) => keyOf(source))

/** A function's Deployment is its own even where nobody could say what it is to be. */
const ownObjects = (outcomes: readonly FunctionOutcome[]): ReadonlySet<string> =>
  new Set(
    outcomes.flatMap(({ function: { source }, objects = [] }) =>
      [`Deployment/${source.name}`, ...objects.map(({ object }) => showObject(object))].map(
        (object) => `${source.namespace}/${object}`,
      ),
    ),
  )

const noCluster = (): ActionError =>
  new ActionError('INPUT_INVALID', 'Cannot deploy: no cluster is configured', {
    hint: 'Set option "kubeconfig" or "context", or KUBECONFIG; inside a cluster set "context" to in-cluster',
  })

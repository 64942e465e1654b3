import {
  type Deployment,
  keyOfObject,
  type KubeObject,
  type ObjectKey,
  type Workload,
} from '../../core/cluster/object.ts'
import { DEPLOYMENTS, KUBELESS_FUNCTIONS, type Resource } from '../../core/cluster/resource.ts'
import { ActionError } from '../../core/errors.ts'
import { keyOf } from '../../core/function/source.ts'
import { parseReference } from '../../core/oci/reference.ts'
import { functionImagePatch, hasImage, leftoversPatch } from '../../core/rollout/handover.ts'
import { runPatch } from '../../core/rollout/marks.ts'
import { isTestFailure } from '../../core/rollout/refused-apply.ts'
import type { DeployedFunction } from '../../core/workload/objects.ts'
import type { Cluster, PatchOperation } from '../../ports.ts'
import { restore } from '../restore.ts'
import { type Deploying, resultFor } from './deploying.ts'
import type { Done } from './objects.ts'
import { isByDigest } from './wanted.ts'

/** How often an object is read again that the controller writes at the same time. */
const MAX_TRIES = 6

/**
 * Lets Kubeless' controller, which is in charge, roll the image out: names it in the Function, waits until the controller
 * has put it on the Deployment, and takes away what the controller leaves behind. Undefined when there is no Function.
 */
export const handOver = async (
  fn: DeployedFunction,
  live: Deployment,
  deploying: Deploying,
  signal: AbortSignal,
): Promise<Done | undefined> => {
  const { config, ports } = deploying
  const key = keyOfObject(live)
  const about = { function: keyOf(fn.source), image: fn.image, note: 'rolled out by Kubeless’ controller' }
  if (hasImage(live, fn.image) && leftoversPatch(live) === undefined)
    return { results: [{ ...resultFor(live, 'unchanged'), ...about }], problems: [], good: true }
  const object = await ports.cluster.get(KUBELESS_FUNCTIONS, key, signal)
  if (object === undefined) return undefined
  if (config.dryRun) return planned(live, fn, about)
  if (isByDigest(fn)) {
    const image = parseReference(fn.image)
    const proof = await deploying.pulls.prove({ namespace: key.namespace, deployment: live, image }, signal)
    if (proof.add.length > 0) throw noSecretOfOurs(fn, proof.add)
  }
  await patched(KUBELESS_FUNCTIONS, key, (now) => functionImagePatch(now, fn.image), ports.cluster, signal)
  await controllerSets(fn.image, key, deploying, signal)
  const tidy = (now: Deployment): readonly PatchOperation[] | undefined => {
    const marks = runPatch(now, config.run)
    const leftovers = leftoversPatch(now)
    return leftovers === undefined && marks.length === 0 ? undefined : [...(leftovers ?? []), ...marks]
  }
  const written = await patched(DEPLOYMENTS, key, tidy, ports.cluster, signal)
  const change = { resource: DEPLOYMENTS as Resource<Workload>, before: live, written }
  if (!config.wait) return { results: [{ ...resultFor(written, 'applied'), ...about }], problems: [], good: true }
  const undo = async (during: AbortSignal): Promise<Workload | undefined> => {
    const restored = await restore(ports.cluster, change, during)
    const back: PatchOperation = { op: 'replace', path: '/spec', value: (object as { spec?: unknown }).spec }
    await ports.cluster.patch(KUBELESS_FUNCTIONS, key, [back], during)
    return restored
  }
  const rollout = { ...change, key, undo, at: fn.source.at.name, ...about }
  const { result, problems } = await deploying.rollouts(key.namespace).follow(rollout, signal)
  return { results: [result], problems, good: result.state === 'complete' }
}

const planned = (live: Deployment, { image }: DeployedFunction, about: object): Done => {
  const was = live.spec?.template.spec?.containers[0]?.image ?? ''
  const field = 'Function: spec.deployment.spec.template.spec.containers[0].image'
  return {
    results: [{ ...resultFor(live, 'planned'), ...about, diff: [`- ${field}: ${was}`, `+ ${field}: ${image}`] }],
    problems: [],
    good: true,
  }
}

/** Patches an object as it is when the patch arrives: what is read anew each time is patched anew. */
const patched = async <T extends KubeObject>(
  resource: Resource<T>,
  key: ObjectKey,
  patchOf: (now: T) => readonly PatchOperation[] | undefined,
  cluster: Cluster,
  signal: AbortSignal,
): Promise<T> => {
  for (let left = MAX_TRIES - 1; ; left -= 1) {
    const now = await cluster.get(resource, key, signal)
    if (now === undefined)
      throw new ActionError(
        'CLUSTER_FAILED',
        `Cannot hand over ${resource.kind} "${key.name}": it was deleted meanwhile`,
      )
    const patch = patchOf(now)
    if (patch === undefined) return now
    try {
      return (await cluster.patch(resource, key, patch, signal)).object
    } catch (error) {
      if (left === 0 || !isTestFailure(error)) throw error
    }
  }
}

/** Waits until the controller has done what the Function says. Throws CLUSTER_FAILED when it does not in time. */
const controllerSets = async (
  image: string,
  key: ObjectKey,
  { config, ports: { cluster, clock } }: Deploying,
  signal: AbortSignal,
): Promise<void> => {
  const done = new AbortController()
  const until = AbortSignal.any([signal, done.signal])
  const late = clock.sleep(config.rolloutTimeout * 1000, until).then(
    () => done.abort(),
    () => undefined,
  )
  const query = { namespace: key.namespace, fieldSelector: `metadata.name=${key.name}` }
  try {
    for await (const change of cluster.follow(DEPLOYMENTS, query, until))
      if (change.kind === 'present' && hasImage(change.object, image)) return
  } catch (error) {
    if (!done.signal.aborted || signal.aborted) throw error
  } finally {
    done.abort()
    await late
  }
  throw new ActionError(
    'CLUSTER_FAILED',
    `Cannot hand over Deployment "${key.name}": Kubeless’ controller has not put the image on it within ${config.rolloutTimeout} s`,
    { hint: 'Look at the controller’s log; where it is gone, set option "kubeless" to replace' },
  )
}

const noSecretOfOurs = ({ source }: DeployedFunction, secrets: readonly string[]): ActionError =>
  new ActionError(
    'CLUSTER_FAILED',
    `Cannot hand over "${keyOf(source)}": its image is pulled with ${secrets.map((name) => `"${name}"`).join(', ')}, which its Function does not name`,
    { hint: 'Add it to spec.deployment.spec.template.spec.imagePullSecrets of the Function, or to its ServiceAccount' },
  )

import type { Deployment, KubeObject } from '../../core/cluster/object.ts'
import { AUTOSCALERS, DEPLOYMENTS } from '../../core/cluster/resource.ts'
import type { Problem } from '../../core/errors.ts'
import { keepSelector } from '../../core/rollout/adoption.ts'
import { annotation, IMAGE_ANNOTATION, type Marks, PULL_ANNOTATION } from '../../core/rollout/marks.ts'
import { isUnchanged } from '../../core/rollout/unchanged.ts'
import { parseReference } from '../../core/oci/reference.ts'
import { type DeployedFunction, type DesiredObject, functionObjects } from '../../core/workload/objects.ts'
import type { Deploying } from './deploying.ts'

/** What a function's objects are to be, made to fit what is there. */
export interface Wanted {
  readonly objects: readonly DesiredObject[]
  /** Of {@link objects}, those that are not so yet. */
  readonly changed: readonly DesiredObject[]
  /** Secrets that were found to be needed, for the Deployment's marks. */
  readonly pullSecrets: readonly string[]
  readonly problems: readonly Problem[]
}

/**
 * Works out a function's objects. Where its Deployment has to be written, proves first that the image can be pulled, and
 * names the Secret that it takes; throws CLUSTER_FAILED when it cannot.
 */
export const wantedObjects = async (
  given: DeployedFunction,
  deploying: Deploying,
  signal: AbortSignal,
): Promise<Wanted> => {
  const { namespace, name } = given.source
  const live = deploying.snapshot(namespace).find(DEPLOYMENTS, name)
  const fn = asItRuns(given, live)
  const remembered = (annotation(live, PULL_ANNOTATION) ?? '').split(',').filter((secret) => secret !== '')
  const before = wantedWith(remembered, fn, deploying)
  const deployment = before.changed.find(isDeployment)
  const unusable = before.problems.some(({ severity }) => severity === 'error')
  // By tag are images that a dry run would build, and those that nobody here may ask for.
  if (unusable || deployment === undefined || !isByDigest(fn)) return before
  const bare = wantedWith([], fn, deploying)
  const template = bare.objects.find(isDeployment)?.object as Deployment
  const image = parseReference(fn.image)
  const { add, doubt } = await deploying.pulls.prove({ namespace, deployment: template, image }, signal)
  const wanted = wantedWith(add, fn, deploying)
  if (doubt === undefined) return wanted
  const warning = { severity: 'warning', code: 'CLUSTER_FAILED', message: doubt, at: fn.source.at.name } as const
  return { ...wanted, problems: [...wanted.problems, warning] }
}

/** Where nobody can say what a tag holds now, pods that were given it by digest keep that. */
const asItRuns = (fn: DeployedFunction, live: Deployment | undefined): DeployedFunction => {
  const image = live?.spec?.template.spec?.containers[0]?.image
  const isSame = fn.written !== undefined && annotation(live, IMAGE_ANNOTATION) === fn.written
  return isByDigest(fn) || !isSame || image === undefined ? fn : { ...fn, image }
}

/** Returns what an object of the function is marked with. */
export const marksOf = (
  fn: DeployedFunction,
  wanted: Wanted,
  desired: DesiredObject,
  { config, origin }: Deploying,
): Marks => ({
  run: config.run,
  origin,
  file: fn.source.at.name.file,
  ...(isDeployment(desired) ? { pullSecret: wanted.pullSecrets.join(','), image: fn.written } : {}),
})

/** Tells whether it is known what exactly pods would pull. */
export const isByDigest = ({ image }: Pick<DeployedFunction, 'image'>): boolean => image.includes('@')

export const isDeployment = ({ resource }: Pick<DesiredObject, 'resource'>): boolean =>
  resource.plural === DEPLOYMENTS.plural

const wantedWith = (pullSecrets: readonly string[], fn: DeployedFunction, deploying: Deploying): Wanted => {
  const { settings, snapshot } = deploying
  const there = snapshot(fn.source.namespace)
  const made = functionObjects(fn, {
    ...settings,
    pullSecrets: [...new Set([...settings.pullSecrets, ...pullSecrets])],
  })
  const autoscaled = [...made.objects.map(({ object }) => object), ...there.all(AUTOSCALERS)].some((object) =>
    scales(object, fn.source.name),
  )
  const objects = made.objects.map((desired) => {
    if (!isDeployment(desired)) return desired
    const deployment = keepSelector(desired.object, there.find(DEPLOYMENTS, fn.source.name))
    return { ...desired, object: autoscaled ? withoutReplicas(deployment) : deployment }
  })
  const changed = objects.filter(
    ({ resource, object }) => !isUnchanged(object, there.find(resource, object.metadata?.name ?? '')),
  )
  return { objects, changed, pullSecrets, problems: made.problems }
}

/** Tells whether `object` is an autoscaler of the Deployment `name`. */
const scales = (object: KubeObject, name: string): boolean => {
  if (object.kind !== AUTOSCALERS.kind) return false
  const { scaleTargetRef } = (object as { spec?: { scaleTargetRef?: { kind?: string; name?: string } } }).spec ?? {}
  return scaleTargetRef?.kind === DEPLOYMENTS.kind && scaleTargetRef.name === name
}

/** Two that count the same pods would undo each other’s work. */
const withoutReplicas = (deployment: Deployment): Deployment => {
  if (deployment.spec === undefined) return deployment
  const { replicas: _replicas, ...spec } = deployment.spec
  return { ...deployment, spec }
}

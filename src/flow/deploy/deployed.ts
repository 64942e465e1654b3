import type { Deployment } from '../../core/cluster/object.ts'
import { DEPLOYMENTS } from '../../core/cluster/resource.ts'
import { keyOf } from '../../core/function/source.ts'
import { imageName, type ImagePlan } from '../../core/image/plan.ts'
import { isOneRepository } from '../../core/image/target.ts'
import type { Digest } from '../../core/oci/digest.ts'
import { formatReference, parseReference } from '../../core/oci/reference.ts'
import type { RolloutResult } from '../../core/report/report.ts'
import type { UsedImage } from '../../core/rollout/dependents.ts'
import type { DeployedFunction } from '../../core/workload/objects.ts'
import { triggersOf } from '../../core/workload/triggers.ts'
import type { FunctionImage, Images } from '../images.ts'
import type { Deploying } from './deploying.ts'
import { failure, type FunctionOutcome } from './function.ts'

/**
 * Returns the functions whose image is there, by digest; those that a dry run would build, by tag; and those that bring
 * their own image, by digest where that is known.
 */
export const deployedFunctions = ({ images, planned, prebuilt, triggers }: Images): readonly DeployedFunction[] => {
  const fn = ({ source, runtime }: Pick<ImagePlan, 'source' | 'runtime'>, image: string): DeployedFunction => ({
    source,
    runtime,
    image,
    triggers: triggersOf(source, triggers),
  })
  return [
    ...images.map(({ plan, digest }) => fn(plan, formatReference({ ...plan.target.repository, digest }))),
    ...planned.map((plan) => fn(plan, imageName(plan))),
    ...prebuilt.flatMap((one): readonly DeployedFunction[] => {
      if (one.status === 'refused') return []
      const { source, image } = one
      return [{ source, runtime: undefined, image, written: source.image, triggers: triggersOf(source, triggers) }]
    }),
  ]
}

/** Returns the results of functions whose own image is not to be had, or that are not to be rolled out for another reason. */
export const refusedResults = ({ prebuilt }: Pick<Images, 'prebuilt'>): readonly RolloutResult[] =>
  prebuilt.flatMap((one) => (one.status === 'refused' ? [failure(one.source, one.source.image, one.problem)] : []))

/** Returns the images that other workloads may follow: those of functions that turned out well. */
export const usedImages = (
  images: readonly FunctionImage[],
  outcomes: readonly FunctionOutcome[],
  deploying: Deploying,
): readonly UsedImage[] => {
  const good = new Set(outcomes.filter((outcome) => outcome.good).map((outcome) => keyOf(outcome.function.source)))
  return images
    .filter(({ plan }) => good.has(keyOf(plan.source)))
    .map(({ plan, digest }) => ({
      function: keyOf(plan.source),
      repository: plan.target.repository,
      digest,
      known: isOneRepository(deploying.config) ? namesOf(plan, digest, deploying) : new Set<string>(),
    }))
}

/** Where functions share a repository, the tags and digests by which a function's image is known: the new one, and the one before. */
const namesOf = ({ source, tag, target }: ImagePlan, digest: Digest, { snapshot }: Deploying): ReadonlySet<string> => {
  const live: Deployment | undefined = snapshot(source.namespace).find(DEPLOYMENTS, source.name)
  const image = live?.spec?.template.spec?.containers[0]?.image
  const before = image?.includes('@sha256:') === true ? parseReference(image).digest : undefined
  return new Set([digest, tag, target.channelTag, target.defaultChannelTag, ...(before === undefined ? [] : [before])])
}

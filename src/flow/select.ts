import type { Config } from '../core/config.ts'
import { ActionError, type Problem, problemOf } from '../core/errors.ts'
import { INPUTS_MARK, partsFrom } from '../core/image/marks.ts'
import { partsOf } from '../core/image/parts.ts'
import type { ImagePlan } from '../core/image/plan.ts'
import { foreignImage, judge } from '../core/image/presence.ts'
import { why } from '../core/image/why.ts'
import type { Digest } from '../core/oci/digest.ts'
import { DOCKER_HUB } from '../core/oci/reference.ts'
import { type FetchedManifest, type ImageConfig, isIndex } from '../core/oci/types.ts'
import type { Reason } from '../core/report/report.ts'
import type { Ports } from '../ports.ts'

/** What is to be done about one plan. */
export type Selection =
  | { readonly plan: ImagePlan; readonly todo: 'skip'; readonly digest: Digest }
  | {
      readonly plan: ImagePlan
      readonly todo: 'build'
      readonly reasons: readonly Reason[]
      readonly previous: FetchedManifest | undefined
    }
  | { readonly plan: ImagePlan; readonly todo: 'fail'; readonly problem: Problem }

/** How selections are made. */
export interface Selecting {
  readonly config: Pick<Config, 'verify'>
  readonly ports: Pick<Ports, 'registry'>
  readonly signal: AbortSignal
  /** Called as soon as it is known that the plan is to be built, while it is still asked why. */
  readonly onMiss?: (plan: ImagePlan) => void
}

/** Asks the registry whether the plan's image is there, and on a miss finds the image it is to be compared with. */
export const select = async (plan: ImagePlan, { config, ports, signal, onMiss }: Selecting): Promise<Selection> => {
  try {
    const digest = await present(plan, config, ports, signal)
    if (digest !== undefined) return { plan, todo: 'skip', digest }
    onMiss?.(plan)
    const previous = await previousImage(plan, ports, signal)
    return {
      plan,
      todo: 'build',
      reasons: why(partsFrom(previous?.content.annotations), partsOf(plan.inputs)),
      previous,
    }
  } catch (error) {
    return { plan, todo: 'fail', problem: problemOf(error, plan.source.at.name) }
  }
}

/** Returns the digest of the plan's image when the registry has it, undefined when it has not; throws when it cannot be told. */
const present = async (
  plan: ImagePlan,
  { verify }: Pick<Config, 'verify'>,
  ports: Pick<Ports, 'registry'>,
  signal: AbortSignal,
): Promise<Digest | undefined> => {
  const reference = { ...plan.target.repository, tag: plan.tag }
  if (verify === 'tag' || (verify === 'auto' && reference.registry === DOCKER_HUB)) {
    const answer = await ports.registry.digest(reference, signal)
    if (answer.status === 'unknown') throw answer.error
    return answer.status === 'present' ? answer.digest : undefined
  }
  const answer = await ports.registry.manifest(reference, signal)
  if (answer.status === 'unknown') throw answer.error
  return answer.status === 'present' ? acceptImage(plan, answer.manifest, ports, signal) : undefined
}

/** Returns the digest of a manifest found under the plan's tag; throws when it is not an image of the plan's inputs. */
export const acceptImage = async (
  plan: ImagePlan,
  manifest: FetchedManifest,
  { registry }: Pick<Ports, 'registry'>,
  signal: AbortSignal,
): Promise<Digest> => {
  const presence = judge(plan, manifest)
  if (presence.is === 'ours') return presence.digest
  if (presence.is === 'foreign') throw foreignImage(plan, manifest.digest, presence.why)
  const { content } = manifest
  if (isIndex(content)) throw foreignImage(plan, manifest.digest, 'its mark is missing')
  const config = await registry.blob(plan.target.repository, content.config, signal)
  const label = labelOf(config)
  if (label === plan.tag && plan.platforms.length === 1) return manifest.digest
  throw foreignImage(plan, manifest.digest, `its mark is ${label === undefined ? 'missing' : `"${label}"`}`)
}

const labelOf = (bytes: Uint8Array): string | undefined => {
  try {
    const { config } = JSON.parse(new TextDecoder().decode(bytes)) as ImageConfig
    return config?.Labels?.[INPUTS_MARK]
  } catch {
    return undefined
  }
}

/** The image of the channel, else of the default branch. That neither can be read is no failure: it only tells why. */
const previousImage = async (
  { target }: ImagePlan,
  { registry }: Pick<Ports, 'registry'>,
  signal: AbortSignal,
): Promise<FetchedManifest | undefined> => {
  for (const tag of new Set([target.channelTag, target.defaultChannelTag])) {
    const answer = await registry.manifest({ ...target.repository, tag }, signal)
    if (answer.status === 'present') return answer.manifest
  }
  return undefined
}

/** The error for a function that is to be built where nothing may be. */
export const neverBuilt = (image: string): ActionError =>
  new ActionError('BUILD_FAILED', `Cannot find image "${image}", and option "builder" is never`, {
    hint: 'Build it in an earlier job from the same commit and settings',
  })

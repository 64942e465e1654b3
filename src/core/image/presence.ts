import { ActionError } from '../errors.ts'
import type { Digest } from '../oci/digest.ts'
import { formatPlatform } from '../oci/platform.ts'
import { type FetchedManifest, isIndex } from '../oci/types.ts'
import { INPUTS_MARK } from './marks.ts'
import { imageName, type ImagePlan } from './plan.ts'

/** What the registry's manifest under a plan's tag is to the plan. */
export type Presence =
  | { readonly is: 'ours'; readonly digest: Digest }
  /** No mark on the manifest, as after a push by docker: the config's label decides. */
  | { readonly is: 'unmarked' }
  | { readonly is: 'foreign'; readonly why: string }

/** Judges `manifest`, found under the tag of `plan`. The tag alone proves nothing: whoever may push may plant one. */
export const judge = (plan: ImagePlan, manifest: FetchedManifest): Presence => {
  const { content, digest } = manifest
  const mark = content.annotations?.[INPUTS_MARK]
  if (mark === undefined && !isIndex(content)) return { is: 'unmarked' }
  if (mark !== plan.tag) return { is: 'foreign', why: `its mark is ${mark === undefined ? 'missing' : `"${mark}"`}` }
  if (!isIndex(content))
    return plan.platforms.length === 1
      ? { is: 'ours', digest }
      : { is: 'foreign', why: 'it is one image, not an index of platforms' }
  const has = content.manifests
    .map(({ platform }) => (platform === undefined ? 'none' : formatPlatform(platform)))
    .sort()
  const wants = plan.platforms.map(formatPlatform).sort()
  return has.join() === wants.join()
    ? { is: 'ours', digest }
    : { is: 'foreign', why: `its platforms are ${has.join(', ')}, not ${wants.join(', ')}` }
}

/** The error for an image at our tag that we did not make: using or replacing it would both be wrong. */
export const foreignImage = (plan: ImagePlan, digest: Digest, why: string): ActionError =>
  new ActionError(
    'REGISTRY_FAILED',
    `Cannot use "${imageName(plan)}": it holds ${digest}, which is not an image of inputs sha256:${plan.tag}: ${why}`,
    { hint: 'Find out who pushed it, delete the tag, and run again' },
  )

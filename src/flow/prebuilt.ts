import type { ActionError, Problem } from '../core/errors.ts'
import { keyOf, type PrebuiltFunction } from '../core/function/source.ts'
import { formatReference } from '../core/oci/reference.ts'
import { inParallel, once } from '../core/parallel.ts'
import type { DigestAnswer, Ports } from '../ports.ts'

/** What pods are to run for a function that brings its own image. */
export type PrebuiltImage =
  /** `image` is by digest. */
  | { readonly status: 'known'; readonly source: PrebuiltFunction; readonly image: string }
  /** Nobody could say what the tag holds: `image` is as written, and `doubt` a warning. */
  | { readonly status: 'unknown'; readonly source: PrebuiltFunction; readonly image: string; readonly doubt: Problem }
  /** The function is not to be rolled out. */
  | { readonly status: 'refused'; readonly source: PrebuiltFunction; readonly problem: Problem }

/** Images that are asked for at once; the registry's adapter limits what goes to one host. */
const MAX_QUESTIONS = 16

/** Returns those of `functions` whose image's digest only its registry knows. */
export const askedFor = (functions: readonly PrebuiltFunction[]): readonly PrebuiltFunction[] =>
  functions.filter(({ reference }) => reference.digest === undefined)

/** Finds the digests of the images that `functions` bring: pods of one rollout must not run what a tag holds by chance. */
export const findImages = async (
  functions: readonly PrebuiltFunction[],
  { registry }: Pick<Ports, 'registry'>,
  signal: AbortSignal,
): Promise<readonly PrebuiltImage[]> => {
  const ask = once(
    ({ reference }: PrebuiltFunction) => formatReference(reference),
    ({ reference }: PrebuiltFunction) => registry.digest(reference, signal),
  )
  return inParallel(MAX_QUESTIONS, functions, async (source): Promise<PrebuiltImage> => {
    const { image, reference } = source
    return reference.digest === undefined ? imageOf(source, await ask(source)) : { status: 'known', source, image }
  })
}

/** Returns what is wrong with images that functions bring: errors of those that are not rolled out, doubts about others. */
export const prebuiltProblems = (images: readonly PrebuiltImage[]): readonly Problem[] =>
  images.flatMap((image) => {
    switch (image.status) {
      case 'known':
        return []
      case 'unknown':
        return [image.doubt]
      case 'refused':
        return [image.problem]
    }
  })

/** Says of functions that bring their own image why nothing is done about them. */
export const tellNothingToBuild = (
  functions: readonly PrebuiltFunction[],
  { reporter }: Pick<Ports, 'reporter'>,
): void => {
  for (const source of functions)
    reporter.notice(`"${keyOf(source)}" brings its own image "${source.image}": there is nothing to build`)
}

const imageOf = (source: PrebuiltFunction, answer: DigestAnswer): PrebuiltImage => {
  const { image, reference } = source
  switch (answer.status) {
    case 'present': {
      const { registry, path } = reference
      return { status: 'known', source, image: formatReference({ registry, path, digest: answer.digest }) }
    }
    case 'absent':
      return { status: 'refused', source, problem: absent(source) }
    case 'unknown':
      return { status: 'unknown', source, image, doubt: doubtOf(source, answer.error) }
  }
}

const absent = ({ image, at }: PrebuiltFunction): Problem => ({
  severity: 'error',
  code: 'REGISTRY_FAILED',
  message: `Cannot find image "${image}": its registry has none of that name`,
  at: at.image,
  hint: 'Push it first, or correct the name',
})

const doubtOf = ({ image, at }: PrebuiltFunction, { message, hint }: ActionError): Problem => ({
  severity: 'warning',
  code: 'REGISTRY_FAILED',
  message: `Cannot find the digest of image "${image}": ${message}; pods that run it keep it, others get it as written, and a tag that moves will not be noticed`,
  at: at.image,
  hint: hint ?? 'Log in to its registry before this step, or write the image by digest',
})

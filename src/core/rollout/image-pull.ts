import { AT_ONCE, type Cause, PASSING } from './cause.ts'

const REASONS = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
  'ImageInspectError',
  'RegistryUnavailable',
  'SignatureValidationFailed',
])

/** Tells whether a waiting container's reason is about its image. */
export const isImageReason = (reason: string | undefined): boolean => reason !== undefined && REASONS.has(reason)

/** Reads in the kubelet's and the runtime's own words why `image` cannot be pulled. */
export const imageCause = (image: string, words: string): Omit<Cause, 'object'> => {
  const kind = 'image'
  const why = stripped(words)
  if (/no match for platform|no matching manifest|does not match the (?:specified|detected) platform/i.test(words))
    return {
      kind,
      text: `image pull: "${image}" is not for the node's platform`,
      patience: AT_ONCE,
      hint: 'Name the platforms of the nodes in option "platforms", and build again',
    }
  if (/denied|unauthorized|forbidden|\b40[13]\b|no basic auth|authentication required/i.test(words))
    return {
      kind,
      text: `image pull: "${image}" is denied to the node: ${why}`,
      patience: AT_ONCE,
      hint: 'Name a Secret that may read the repository in option "pull-secret"',
    }
  if (/not found|manifest unknown|does not exist|\b404\b/i.test(words) && !/no such host/i.test(words))
    return {
      kind,
      text: `image pull: "${image}" is not in its registry`,
      patience: AT_ONCE,
      hint: 'Run again to build it anew; if it is there, the nodes may know the registry by another name',
    }
  if (/invalid ?(?:reference|image ?name)|InvalidImageName|ErrImageNeverPull/i.test(words))
    return { kind, text: `image pull: ${why}`, patience: AT_ONCE, hint: 'Correct the name of the image' }
  return {
    kind,
    text: `image pull: ${why}`,
    patience: PASSING,
    hint: 'Look whether the nodes reach the registry under this name, and trust its certificate',
  }
}

/** What each layer puts before the words of the one below. */
const LAYERS =
  /^(?:Back-off pulling image "[^"]*"(?:: |$)|Failed to pull image "[^"]*": |ErrImagePull: |rpc error: code = \w+ desc = |failed to pull and unpack image "[^"]*": |failed to resolve (?:reference|image) "[^"]*": |failed to copy: |failed to do request: |Failed to apply default image tag "[^"]*": )/

const stripped = (words: string): string => {
  const rest = words.replace(LAYERS, '')
  return rest === words || rest === '' ? words.slice(0, MAX_WORDS) : stripped(rest)
}

const MAX_WORDS = 300

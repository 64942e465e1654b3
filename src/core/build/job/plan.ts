import { isDigest } from '../../oci/digest.ts'
import type { Repository } from '../../oci/reference.ts'
import type { Platform } from '../../oci/types.ts'
import type { InstalledLayer } from '../../image/dependency-image.ts'

/** What the program in a build's pod is told: a file beside it. */
export interface BuilderPlan {
  readonly key: string
  readonly platform: Platform
  readonly shared: Repository
  /** Paths below /kubeless that are no part of the layer. */
  readonly leaveOut: readonly string[]
  /** Hosts to speak plain HTTP with. */
  readonly insecureRegistries: readonly string[]
  /** PEM, trusted beside the usual authorities. */
  readonly ca?: string
}

/** What the program says at its end: the termination message of its container. */
export type BuilderMessage =
  | ({ readonly kind: 'layer' } & InstalledLayer)
  | { readonly kind: 'error'; readonly message: string; readonly hint?: string }

/** Of the user: what was installed cannot go into a layer. */
export const EXIT_UNFIT = 42

/** The kubelet keeps 4,096 bytes of a message, and its last ones. */
const MAX_MESSAGE = 1_000

/** Writes a message as one line of at most 1,000 bytes. */
export const formatMessage = (message: BuilderMessage): string => {
  if (message.kind === 'layer') return JSON.stringify(message)
  for (let length = MAX_MESSAGE; ; length = Math.floor(length * SHORTER)) {
    const { hint } = message
    const cut = (text: string): string => (text.length > length ? `${text.slice(0, length)}…` : text)
    const text = JSON.stringify({ ...message, message: cut(message.message), ...(hint && { hint: cut(hint) }) })
    if (Buffer.byteLength(text) <= MAX_MESSAGE) return text
  }
}

const SHORTER = 0.7

/** Reads a message, undefined when it is none of ours. */
export const parseMessage = (text: string): BuilderMessage | undefined => {
  try {
    const value = JSON.parse(text) as BuilderMessage
    if (value.kind === 'error') return typeof value.message === 'string' ? value : undefined
    return isDigest(value.descriptor.digest) && isDigest(value.diffId) ? value : undefined
  } catch {
    return undefined
  }
}

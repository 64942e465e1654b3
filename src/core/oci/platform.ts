import { ActionError } from '../errors.ts'
import type { Platform } from './types.ts'

/** Reads `os/architecture[/variant]`. */
export const parsePlatform = (text: string): Platform => {
  const [os, architecture, variant, ...rest] = text.split('/')
  const words = [os, architecture, ...(variant === undefined ? [] : [variant])]
  if (rest.length > 0 || !words.every((word) => word !== undefined && /^[a-z0-9]+$/.test(word)))
    throw new ActionError('INPUT_INVALID', `Cannot read platform "${text}": write os/architecture, as in linux/amd64`)
  return { os: os as string, architecture: architecture as string, ...(variant === undefined ? {} : { variant }) }
}

/** Writes `os/architecture[/variant]`. */
export const formatPlatform = ({ os, architecture, variant }: Platform): string =>
  [os, architecture, ...(variant === undefined ? [] : [variant])].join('/')

// arm64 is arm64/v8 and arm is arm/v7 by default: https://github.com/containerd/platforms/blob/main/database.go
const IMPLIED_VARIANT: Readonly<Record<string, string>> = { arm64: 'v8', arm: 'v7' }

/** Tells whether an image made for `have` is what somebody who asks for `want` means. */
export const platformMatches = (want: Platform, have: Platform): boolean =>
  want.os === have.os && want.architecture === have.architecture && variantOf(want) === variantOf(have)

const variantOf = ({ architecture, variant }: Platform): string => variant ?? IMPLIED_VARIANT[architecture] ?? ''

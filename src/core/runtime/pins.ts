import type { Pins } from './lock.ts'

/** Digests filled in when a release is made; a checkout has none, and none is ever written by hand. */
export const RELEASE_PINS: Pins = new Map()

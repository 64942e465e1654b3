import { setTimeout } from 'node:timers/promises'
import type { Clock } from '../../src/ports.ts'

/** How long a sleep really takes, in milliseconds: enough for all else in memory to have happened. */
const NAP = 25

/** A clock on which the time that is slept for passes at once, and no other. */
export const leapingClock = (): Clock => {
  let now = 0
  return {
    now: () => now,
    sleep: async (milliseconds, signal) => {
      const wake = now + milliseconds
      await setTimeout(Math.min(NAP, milliseconds), undefined, { signal }).catch((error: unknown) => {
        signal.throwIfAborted()
        throw error
      })
      now = Math.max(now, wake)
    },
  }
}

import { setTimeout } from 'node:timers/promises'
import type { Clock } from '../ports.ts'

/** The machine's clock, of which only differences mean something: it does not jump when the time of day is set. */
export const systemClock: Clock = {
  now: () => performance.now(),
  sleep: async (milliseconds, signal) => {
    signal.throwIfAborted()
    try {
      await setTimeout(milliseconds, undefined, { signal })
    } catch (error) {
      signal.throwIfAborted()
      throw error
    }
  },
}

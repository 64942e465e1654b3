import { openGate } from '../core/gate.ts'
import type { Builder } from '../ports.ts'

/** Lets `inner` run at most `places` phases at once: a function for several platforms has one for each. */
export const limitBuilder = (places: number, inner: Builder): Builder => {
  const gate = openGate(places)
  return { ...inner, run: (unit, log, signal) => gate(() => inner.run(unit, log, signal)) }
}

import type { Problem } from '../errors.ts'
import { keyOf, type Trigger, type WorkloadSource } from '../function/source.ts'

/** Returns the triggers that call `source`. */
export const triggersOf = (source: WorkloadSource, triggers: readonly Trigger[]): readonly Trigger[] =>
  triggers.filter((trigger) => targetOf(trigger) === keyOf(source))

/** Names the triggers that call none of `sources`: nothing is made of them. */
export const strayTriggers = (triggers: readonly Trigger[], sources: readonly WorkloadSource[]): readonly Problem[] => {
  const known = new Set(sources.map(keyOf))
  return triggers
    .filter((trigger) => !known.has(targetOf(trigger)))
    .map((trigger) => ({
      severity: 'warning',
      code: 'SPEC_INVALID',
      message: `Cannot use ${trigger.kind} "${trigger.name}": there is no function "${targetOf(trigger)}" here`,
      at: trigger.field(['spec', 'function-name']),
      hint: 'Name a function of the same namespace and the same repository',
    }))
}

const targetOf = ({ namespace, functionName }: Trigger): string => keyOf({ namespace, name: functionName })

import { findProgram } from '../programs.ts'
import { command } from './command.ts'
import { kubeconfigOf } from './kubeconfig.ts'
import type { Place } from './place.ts'

/** Runs kubectl and returns what it printed; throws what it said when it fails. `input` is its standard input. */
export type Kubectl = (args: readonly string[], input?: string) => Promise<string>

/** Opens kubectl for a user of the bed. */
export const kubectlOf = async (place: Place, user: 'admin' | 'bed'): Promise<Kubectl> => {
  const found = await findProgram('kubectl')
  if (found.status === 'missing') throw new Error(found.why)
  return (args, input) => {
    // What a test makes is right; to check it kubectl would first read the schema of all there is.
    const makes = args.includes('create') && args.includes('--filename') && !args.includes('--validate=strict')
    const unchecked = makes ? ['--validate=false'] : []
    return command(found.path, ['--kubeconfig', kubeconfigOf(place, user), ...args, ...unchecked], input)
  }
}

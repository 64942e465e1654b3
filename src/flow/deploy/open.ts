import type { Deployment } from '../../core/cluster/object.ts'
import { AUTOSCALERS, DEPLOYMENTS, type Resource, SERVICES } from '../../core/cluster/resource.ts'
import { ActionError } from '../../core/errors.ts'
import type { Config } from '../../core/config.ts'
import { type DeployedFunction, functionObjects, type WorkloadSettings } from '../../core/workload/objects.ts'
import { openRollouts, type Rollouts } from '../rollouts.ts'
import { DEPENDENT_KINDS } from './dependents.ts'
import { type Deploying, originOf } from './deploying.ts'
import { PRUNED_KINDS } from './prune.ts'
import { openPullProofs } from './pull-proofs.ts'
import { readSnapshot, type Snapshot } from './snapshot.ts'

/** A deploy that has read what there is, and has decided nothing yet. */
export interface Opened extends Omit<Deploying, 'adoption'> {
  /** Those that could be read. */
  readonly namespaces: readonly string[]
  close(): void
}

/** Reads the namespaces of `functions`. One that cannot be read fails its functions alone. */
export const openDeploying = async (
  functions: readonly DeployedFunction[],
  settings: WorkloadSettings,
  { config, ports }: Pick<Deploying, 'config' | 'ports'>,
  signal: AbortSignal,
): Promise<Opened> => {
  const groups = Map.groupBy(functions, ({ source }) => source.namespace)
  const read = await Promise.all(
    [...groups].map(async ([namespace, group]): Promise<readonly [string, Snapshot | ActionError]> => {
      const optional = optionalKinds(group, settings, config)
      const scope = { namespace, needed: [DEPLOYMENTS, SERVICES], optional }
      return [namespace, await orError(signal, () => readSnapshot(scope, ports, signal))]
    }),
  )
  const snapshots = new Map(read)
  const rollouts = new Map<string, Rollouts>()
  return {
    config,
    ports,
    settings,
    origin: originOf(config),
    pulls: openPullProofs(ports),
    gone: new Set(),
    namespaces: read.flatMap(([namespace, answer]) => (answer instanceof ActionError ? [] : [namespace])),
    snapshot: (namespace) => {
      const answer = snapshots.get(namespace)
      if (answer === undefined) throw new TypeError(`Namespace "${namespace}" was not read`)
      if (answer instanceof ActionError) throw answer
      return answer
    },
    rollouts: (namespace) => {
      const open = rollouts.get(namespace) ?? openRollouts(namespace, ports, config)
      rollouts.set(namespace, open)
      return open
    },
    close: () => {
      for (const open of rollouts.values()) open.close()
    },
  }
}

/** What the functions become, what else uses their images, and what may have to go. */
const optionalKinds = (
  functions: readonly DeployedFunction[],
  settings: WorkloadSettings,
  { dependents, prune }: Pick<Config, 'dependents' | 'prune'>,
): readonly Resource[] => {
  const desired = functions.flatMap((fn) => functionObjects(fn, settings).objects)
  const counted = desired.some(({ object }) => (object as Deployment).spec?.replicas !== undefined)
  const kinds: readonly Resource[] = [
    ...desired.map(({ resource }) => resource),
    ...(counted ? [AUTOSCALERS] : []),
    ...(dependents === 'off' ? [] : (DEPENDENT_KINDS as readonly Resource[])),
    ...(prune ? PRUNED_KINDS : []),
  ]
  return [...new Map(kinds.map((kind) => [kind.plural, kind])).values()]
}

const orError = async <T>(signal: AbortSignal, read: () => Promise<T>): Promise<T | ActionError> => {
  try {
    return await read()
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof ActionError) return error
    throw error
  }
}

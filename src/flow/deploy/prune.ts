import { keyOfObject, type KubeObject, showObject } from '../../core/cluster/object.ts'
import { AUTOSCALERS, CRON_JOBS, DEPLOYMENTS, INGRESSES, type Resource, SERVICES } from '../../core/cluster/resource.ts'
import { ActionError, type Problem } from '../../core/errors.ts'
import type { WorkloadSource } from '../../core/function/source.ts'
import type { RolloutResult } from '../../core/report/report.ts'
import { type Leftover, leftovers } from '../../core/rollout/prune.ts'
import { type Deploying, resultFor } from './deploying.ts'
import type { FunctionOutcome } from './function.ts'

/** What deploy makes, in the order in which it is taken away: nobody is sent to what is gone. */
export const PRUNED_KINDS: readonly Resource[] = [INGRESSES, CRON_JOBS, AUTOSCALERS, SERVICES, DEPLOYMENTS]

/** What a run knows of its repository. */
export interface PruneFacts {
  readonly namespaces: readonly string[]
  readonly sources: readonly WorkloadSource[]
  readonly outcomes: readonly FunctionOutcome[]
  /** Of specs. */
  readonly problems: readonly Problem[]
}

/** Deletes what deploy made for functions, and for parts of functions, that are no longer in the repository. */
export const pruneObjects = async (
  facts: PruneFacts,
  deploying: Deploying,
  signal: AbortSignal,
): Promise<readonly RolloutResult[]> => {
  const { config, ports } = deploying
  if (!config.prune || signal.aborted) return []
  if (facts.problems.some(({ severity }) => severity === 'error')) {
    ports.reporter.notice('Nothing is pruned: there are specs that cannot be read, and so it is not known what is gone')
    return []
  }
  const results: RolloutResult[] = []
  for (const namespace of facts.namespaces)
    for (const { resource, leftover } of await gone(namespace, facts, deploying)) {
      if (signal.aborted) break
      const result = await remove(resource, leftover, deploying, signal)
      ports.reporter.rolloutDone(result)
      results.push(result)
    }
  return results
}

interface Gone {
  readonly resource: Resource
  readonly leftover: Leftover
}

/** A function left if its spec file did, or was read and does not name it: others may be another run's. */
const gone = async (
  namespace: string,
  { sources, outcomes }: PruneFacts,
  { snapshot, origin, ports }: Deploying,
): Promise<readonly Gone[]> => {
  const here = sources.filter((source) => source.namespace === namespace)
  const repository = {
    origin,
    functions: new Set(here.map(({ name }) => name)),
    objects: objectsOf(namespace, outcomes),
  }
  const read = new Set(sources.map(({ at }) => at.name.file))
  const found = PRUNED_KINDS.flatMap((resource) =>
    leftovers(snapshot(namespace).all(resource), repository).map((leftover) => ({ resource, leftover })),
  )
  const left = await Promise.all(
    found.map(
      async ({ leftover }) => leftover.functionStays || read.has(leftover.file) || (await isMissing(leftover, ports)),
    ),
  )
  return found.filter((_, index) => left[index])
}

const isMissing = async ({ file }: Leftover, { workspace }: Deploying['ports']): Promise<boolean> => {
  const { prefix } = workspace
  return file.startsWith(prefix) && (await workspace.text(file.slice(prefix.length))) === undefined
}

const objectsOf = (namespace: string, outcomes: readonly FunctionOutcome[]): ReadonlyMap<string, ReadonlySet<string>> =>
  new Map(
    outcomes.flatMap(({ function: { source }, objects, good }) =>
      source.namespace !== namespace || objects === undefined || !good
        ? []
        : [[source.name, new Set(objects.map(({ object }) => showObject(object)))] as const],
    ),
  )

const remove = async (
  resource: Resource,
  { object, function: name, functionStays }: Leftover,
  { config, ports: { cluster } }: Deploying,
  signal: AbortSignal,
): Promise<RolloutResult> => {
  const note = functionStays ? `function ${name} no longer has it` : `function ${name} left the repository`
  if (config.dryRun) return { ...resultFor(object, 'planned'), note, diff: [`- ${showObject(object)}`] }
  try {
    await cluster.delete(resource, keyOfObject(object), preconditions(object), signal)
    return { ...resultFor(object, 'pruned'), note }
  } catch (error) {
    if (!(error instanceof ActionError)) throw error
    return { ...resultFor(object, 'failed'), note, cause: error.message }
  }
}

const preconditions = ({ metadata }: KubeObject): { readonly uid?: string } =>
  metadata?.uid === undefined ? {} : { uid: metadata.uid }

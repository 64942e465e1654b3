import { type CronJob, type KubeObject, keyOfObject, showObject, type Workload } from '../../core/cluster/object.ts'
import { CRON_JOBS, DAEMON_SETS, DEPLOYMENTS, type Resource, STATEFUL_SETS } from '../../core/cluster/resource.ts'
import { ActionError, type Problem } from '../../core/errors.ts'
import { inParallel } from '../../core/parallel.ts'
import type { RolloutResult } from '../../core/report/report.ts'
import { type Dependent, dependentOf, type UsedImage } from '../../core/rollout/dependents.ts'
import { isTestFailure } from '../../core/rollout/refused-apply.ts'
import type { PatchOperation } from '../../ports.ts'
import { restore } from '../restore.ts'
import { type Deploying, resultFor } from './deploying.ts'

/** Where images are used besides in functions' own objects. */
export const DEPENDENT_KINDS: readonly Resource<Workload | CronJob>[] = [
  DEPLOYMENTS,
  STATEFUL_SETS,
  DAEMON_SETS,
  CRON_JOBS,
]

/** How often a workload is read again that somebody else writes at the same time. */
const MAX_TRIES = 4

export interface DependentsOutcome {
  readonly results: readonly RolloutResult[]
  readonly problems: readonly Problem[]
}

/** Moves every other workload of the run's namespaces that uses one of `images`; `own` are the functions' objects, as `namespace/Kind/name`. */
export const rollDependents = async (
  images: readonly UsedImage[],
  { namespaces, own }: { readonly namespaces: readonly string[]; readonly own: ReadonlySet<string> },
  deploying: Deploying,
  signal: AbortSignal,
): Promise<DependentsOutcome> => {
  const { config, ports, snapshot } = deploying
  if (config.dependents === 'off' || images.length === 0) return { results: [], problems: [] }
  const found = namespaces.flatMap((namespace) =>
    DEPENDENT_KINDS.flatMap((resource) =>
      snapshot(namespace)
        .all(resource)
        .filter((object) => !own.has(`${namespace}/${showObject(object)}`))
        .flatMap((object) => {
          const dependent = dependentOf(object, images)
          return dependent === undefined || dependent.kind === 'current' ? [] : [{ resource, object, dependent }]
        }),
    ),
  )
  const outcomes = await inParallel(config.maxParallel, found, async (use) => {
    const outcome = signal.aborted ? NOTHING : await settle(use, images, deploying, signal)
    for (const result of outcome.results) ports.reporter.rolloutDone(result)
    return outcome
  })
  return {
    results: outcomes.flatMap(({ results }) => results),
    problems: outcomes.flatMap(({ problems }) => problems),
  }
}

const NOTHING: DependentsOutcome = { results: [], problems: [] }

interface Use {
  readonly resource: Resource<Workload | CronJob>
  readonly object: Workload | CronJob
  readonly dependent: Exclude<Dependent, { kind: 'current' }>
}

const settle = async (
  use: Use,
  images: readonly UsedImage[],
  deploying: Deploying,
  signal: AbortSignal,
): Promise<DependentsOutcome> => {
  const { object, dependent } = use
  const uses = dependent.functions.join(', ')
  const single = (result: RolloutResult): DependentsOutcome => ({ results: [result], problems: [] })
  if (dependent.kind === 'left') return single({ ...resultFor(object, 'left'), note: `uses ${uses}; ${dependent.why}` })
  if (deploying.config.dependents === 'list')
    return single({
      ...resultFor(object, 'left'),
      image: dependent.image,
      note: `uses ${uses}; option "dependents" is list`,
    })
  const note = dependent.first ? `moved for the first time: it uses ${uses}` : `uses ${uses}`
  const about = { image: dependent.image, note }
  if (deploying.config.dryRun)
    return single({ ...resultFor(object, 'planned'), ...about, diff: imageLines(dependent.patch) })
  try {
    return await move(use, about, { images, deploying }, signal)
  } catch (error) {
    if (signal.aborted) return NOTHING
    if (!(error instanceof ActionError)) throw error
    return single({ ...resultFor(object, 'failed'), ...about, cause: error.message })
  }
}

const move = async (
  { resource, object, dependent }: Use,
  about: { readonly image: string; readonly note: string },
  { images, deploying }: { readonly images: readonly UsedImage[]; readonly deploying: Deploying },
  signal: AbortSignal,
): Promise<DependentsOutcome> => {
  const { config, ports, rollouts } = deploying
  const key = keyOfObject(object)
  let [before, next]: [Workload | CronJob, Dependent | undefined] = [object, dependent]
  for (let left = MAX_TRIES - 1; next?.kind === 'move'; left -= 1)
    try {
      const written = (await ports.cluster.patch(resource, key, next.patch, signal)).object
      if (resource.plural === CRON_JOBS.plural)
        return {
          results: [{ ...resultFor(object, 'applied'), ...about, note: `${about.note}; its next run takes the image` }],
          problems: [],
        }
      if (!config.wait) return { results: [{ ...resultFor(object, 'applied'), ...about }], problems: [] }
      const change = {
        resource: resource as Resource<Workload>,
        before: before as Workload,
        written: written as Workload,
      }
      const undo = (during: AbortSignal): Promise<Workload | undefined> => restore(ports.cluster, change, during)
      const { result, problems } = await rollouts(key.namespace).follow({ ...change, key, undo, ...about }, signal)
      return { results: [result], problems }
    } catch (error) {
      if (left === 0 || !isTestFailure(error)) throw error
      const now: KubeObject | undefined = await ports.cluster.get(resource, key, signal)
      before = now === undefined ? before : { ...now, apiVersion: resource.apiVersion, kind: resource.kind }
      next = now === undefined ? undefined : dependentOf(before, images)
    }
  return { results: [{ ...resultFor(object, 'left'), note: 'somebody else has changed it meanwhile' }], problems: [] }
}

/** The lines of a dry run, from the tests and replacements of the patch. */
const imageLines = (patch: readonly PatchOperation[]): readonly string[] =>
  patch.flatMap((operation) => {
    if (operation.op === 'remove' || !operation.path.endsWith('/image')) return []
    return [
      `${operation.op === 'test' ? '-' : '+'} ${operation.path.slice(1).replaceAll('/', '.')}: ${String(operation.value)}`,
    ]
  })

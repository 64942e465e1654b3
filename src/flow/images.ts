import type { Config } from '../core/config.ts'
import { buildFailureOf } from '../core/build/failure.ts'
import { type Problem, problemOf } from '../core/errors.ts'
import type { Trigger, WorkloadSource } from '../core/function/source.ts'
import type { ImagePlan } from '../core/image/plan.ts'
import { sharedRepositoryOf, type TargetConfig } from '../core/image/target.ts'
import type { Digest } from '../core/oci/digest.ts'
import { inParallel } from '../core/parallel.ts'
import type { FunctionResult } from '../core/report/report.ts'
import type { Ports } from '../ports.ts'
import { openBases } from './bases.ts'
import { openBlobs } from './blobs.ts'
import { compose, openShimLayers, type Workshop } from './compose.ts'
import { openDependencies } from './dependencies.ts'
import type { PrebuiltImage } from './prebuilt.ts'
import { plannedResult } from './result.ts'
import { type Admission, selectFunctions, type ToBuild } from './selections.ts'
import { openSharedBases } from './shared-bases.ts'

/** All functions of a run after the registry has what it could be given. */
export interface Images {
  /** Those whose image is there, built now or before. */
  readonly images: readonly FunctionImage[]
  /** One a function, in no order. */
  readonly results: readonly FunctionResult[]
  /** Every function that has a name, whether or not there is an image of it. */
  readonly sources: readonly WorkloadSource[]
  /** Images that functions bring themselves, where the run makes objects of functions. */
  readonly prebuilt: readonly PrebuiltImage[]
  readonly triggers: readonly Trigger[]
  /** Images that a dry run would build. */
  readonly planned: readonly ImagePlan[]
  /** Of specs, whether or not a function came of them. */
  readonly problems: readonly Problem[]
}

/** A function's image in the registry. */
export interface FunctionImage {
  readonly plan: ImagePlan
  /** Of the manifest or index that the plan's tag holds. */
  readonly digest: Digest
}

/** Builds the images that the registry lacks and pushes them; one function's failure does not stop the others. */
export const buildImages = async (
  config: Config & TargetConfig,
  ports: Ports,
  signal: AbortSignal,
  admit?: Admission,
): Promise<Images> => {
  const workshop = openWorkshop(config, ports)
  const prefetch = (plan: ImagePlan): void => {
    // Read while the reason is still being looked for; whoever needs it gets the error.
    for (const platform of plan.platforms) workshop.bases.read(plan.base, platform, signal).catch(() => undefined)
  }
  const selected = await selectFunctions(config, ports, signal, { onMiss: prefetch, admit })
  const { build: todo, settled, present, planned, sources, prebuilt, triggers, problems } = selected
  for (const result of settled) ports.reporter.functionDone(result)
  // What this run learnt while it compared images is what it need not send.
  for (const { plan, previous } of todo)
    if (previous !== undefined) workshop.blobs.note(plan.target.repository, previous)
  let done = 0
  const built = await inParallel(config.maxParallel, todo, async (selection) => {
    const outcome = await buildOne(selection, workshop, ports, signal)
    done += 1
    ports.reporter.functionDone(outcome.result)
    ports.reporter.progress(done, todo.length, 'built')
    return outcome
  })
  return {
    images: [...present, ...built.flatMap(({ image }) => (image === undefined ? [] : [image]))],
    results: [...settled, ...built.map(({ result }) => result)],
    sources,
    prebuilt,
    triggers,
    planned: planned.map(({ plan }) => plan),
    problems,
  }
}

/** A failed install is shown where the dependencies are written, with the end of its log. */
const buildProblem = (error: unknown, plan: ImagePlan): Problem => {
  const failure = buildFailureOf(error)
  if (failure === undefined) return problemOf(error, plan.source.at.name)
  return { ...problemOf(error, plan.source.at.deps), log: failure.log }
}

const openWorkshop = (config: TargetConfig, ports: Ports): Workshop => {
  const shared = sharedRepositoryOf(config)
  const blobs = openBlobs(ports.registry)
  return {
    shared,
    blobs,
    bases: openBases(ports.registry),
    sharedBases: openSharedBases(shared, ports.registry, blobs),
    dependencies: openDependencies(shared, ports, blobs),
    shimLayer: openShimLayers(),
  }
}

interface Outcome {
  readonly image: FunctionImage | undefined
  readonly result: FunctionResult
}

const buildOne = async (
  { plan, reasons }: ToBuild,
  workshop: Workshop,
  ports: Ports,
  signal: AbortSignal,
): Promise<Outcome> => {
  const start = ports.clock.now()
  try {
    const { digest, builder, bytesSent } = await compose(plan, workshop, ports, signal)
    const durationMs = ports.clock.now() - start
    const result = plannedResult({ plan, digest }, { state: 'built', reasons, builder, bytesSent, durationMs })
    return { image: { plan, digest }, result }
  } catch (error) {
    signal.throwIfAborted()
    const problem = buildProblem(error, plan)
    const durationMs = ports.clock.now() - start
    return {
      image: undefined,
      result: plannedResult({ plan }, { state: 'failed', reasons, durationMs, problems: [problem] }),
    }
  }
}

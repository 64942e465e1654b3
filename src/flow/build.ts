import type { Config } from '../core/config.ts'
import { buildFailureOf } from '../core/build/failure.ts'
import { type Problem, problemOf } from '../core/errors.ts'
import type { ImagePlan } from '../core/image/plan.ts'
import { sharedRepositoryOf, type TargetConfig } from '../core/image/target.ts'
import { inParallel } from '../core/parallel.ts'
import type { FunctionResult, Report } from '../core/report/report.ts'
import type { Ports } from '../ports.ts'
import { openBases } from './bases.ts'
import { openBlobs } from './blobs.ts'
import { compose, openShimLayers, type Workshop } from './compose.ts'
import { openDependencies } from './dependencies.ts'
import { plannedResult, reportOf } from './result.ts'
import { selectFunctions, type ToBuild } from './selections.ts'
import { openSharedBases } from './shared-bases.ts'

/** Builds the images that the registry lacks and pushes them; one function's failure does not stop the others. */
export const build = async (config: Config & TargetConfig, ports: Ports, signal: AbortSignal): Promise<Report> => {
  const workshop = openWorkshop(config, ports)
  const prefetch = (plan: ImagePlan): void => {
    // Read while the reason is still being looked for; whoever needs it gets the error.
    for (const platform of plan.platforms) workshop.bases.read(plan.base, platform, signal).catch(() => undefined)
  }
  const { build: todo, settled, problems } = await selectFunctions(config, ports, signal, prefetch)
  for (const result of settled) ports.reporter.functionDone(result)
  // What this run learnt while it compared images is what it need not send.
  for (const { plan, previous } of todo)
    if (previous !== undefined) workshop.blobs.note(plan.target.repository, previous)
  let done = 0
  const built = await inParallel(config.maxParallel, todo, async (selection) => {
    const result = await buildOne(selection, workshop, ports, signal)
    done += 1
    ports.reporter.functionDone(result)
    ports.reporter.progress(done, todo.length, 'built')
    return result
  })
  return reportOf('build', [...settled, ...built], problems)
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

const buildOne = async (
  { plan, reasons }: ToBuild,
  workshop: Workshop,
  ports: Ports,
  signal: AbortSignal,
): Promise<FunctionResult> => {
  const start = ports.clock.now()
  try {
    const { digest, builder, bytesSent } = await compose(plan, workshop, ports, signal)
    const durationMs = ports.clock.now() - start
    return plannedResult({ plan, digest }, { state: 'built', reasons, builder, bytesSent, durationMs })
  } catch (error) {
    signal.throwIfAborted()
    const problem = buildProblem(error, plan)
    const durationMs = ports.clock.now() - start
    return plannedResult({ plan }, { state: 'failed', reasons, durationMs, problems: [problem] })
  }
}

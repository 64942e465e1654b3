import type { Config } from '../core/config.ts'
import { type Problem, problemOf, specProblem } from '../core/errors.ts'
import type { FunctionSource, PrebuiltFunction, Trigger } from '../core/function/source.ts'
import { type ImagePlan, type PinnedReference, planImage } from '../core/image/plan.ts'
import { type Target, targetClashes, type TargetConfig, targetOf } from '../core/image/target.ts'
import { formatReference, type Reference } from '../core/oci/reference.ts'
import { once } from '../core/parallel.ts'
import { checkRepository } from '../core/registry/hosts.ts'
import type { Ports } from '../ports.ts'
import { type FailedFunction, loadFunctions, type LoadedFunction } from './load.ts'
import { type Pinned, pinImages } from './pins.ts'

/** Functions that are read and checked, each of them ready to be planned. */
export interface Prepared {
  readonly functions: readonly Aimed[]
  /** Functions that cannot be planned, for what they name, what they share with others or where they would go. */
  readonly refused: readonly FailedFunction[]
  /** Functions that bring their own image: there is nothing to plan. */
  readonly prebuilt: readonly PrebuiltFunction[]
  readonly triggers: readonly Trigger[]
  /** Of specs, whether or not a function came of them. */
  readonly problems: readonly Problem[]
  /** Hashes one function. */
  readonly plan: (aimed: Aimed) => Promise<{ readonly plan: ImagePlan } | FailedFunction>
}

type PlanPorts = Pick<Ports, 'workspace' | 'sources' | 'shims' | 'registry' | 'builder' | 'reporter'>

/** Reads and checks every function. Asks a registry only for base images that nothing pins. */
export const prepareFunctions = async (
  config: Config & TargetConfig,
  ports: PlanPorts,
  signal: AbortSignal,
): Promise<Prepared> => {
  const loaded = await loadFunctions(config, ports, signal)
  const aimed = loaded.functions.map((entry) => ({ ...entry, target: targetOf(config, entry.source) }))
  const clashes = targetClashes(aimed)
  const refused = aimed.flatMap(({ source, target }) => {
    const problem = clashes.get(source) ?? hostProblem(source, target)
    return problem === undefined ? [] : [{ source, problems: [problem] }]
  })
  const refusedSources = new Set(refused.map(({ source }) => source))
  const functions = aimed.filter(({ source }) => !refusedSources.has(source))
  const pinned = await pinImages(imagesOf(functions), config, ports, signal)
  return {
    functions,
    refused: [...loaded.failed, ...refused],
    prebuilt: loaded.prebuilt,
    triggers: loaded.triggers,
    problems: loaded.problems,
    plan: planner({ config, ports, pinned, signal }),
  }
}

interface Planning {
  readonly config: Config
  readonly ports: PlanPorts
  readonly pinned: Pinned
  readonly signal: AbortSignal
}

/** A function, what it runs on, and where its image goes. */
export type Aimed = LoadedFunction & { readonly target: Target }

const planner = ({ config, ports, pinned, signal }: Planning): Prepared['plan'] => {
  const shimFiles = once(
    (folder: string) => folder,
    (folder) => ports.shims.files(folder),
  )
  const toolchain = once(
    (runtime: string) => runtime,
    async (runtime) => ports.builder?.toolchain(runtime, signal),
  )
  return async ({ source, runtime, target }) => {
    try {
      const unpinned = imagesOf([{ source, runtime }]).flatMap((image) => {
        const answer = pinned.get(formatReference(image))
        return answer?.ok === false ? [problemOf(answer.error, source.at.runtime)] : []
      })
      if (unpinned.length > 0) return { source, problems: unpinned }
      const content =
        source.code.kind === 'path' ? await ports.sources.files(source, signal) : { files: [], problems: [] }
      if (content.problems.some(({ severity }) => severity === 'error')) return { source, problems: content.problems }
      const answer = await planImage(source, content.files, {
        runtime,
        target,
        platforms: config.platforms,
        shim: runtime.shim === undefined ? [] : await shimFiles(runtime.shim.folder),
        pinned: (reference) => pinnedOf(pinned, reference),
        toolchain: runtime.install === undefined ? undefined : await toolchain(runtime.id),
      })
      return answer.ok ? { plan: answer.plan } : { source, problems: answer.problems }
    } catch (error) {
      signal.throwIfAborted()
      return { source, problems: [problemOf(error, source.at.code)] }
    }
  }
}

const imagesOf = (functions: readonly LoadedFunction[]): readonly Reference[] =>
  functions.flatMap(({ runtime }) => [runtime.base, ...(runtime.install === undefined ? [] : [runtime.install.image])])

const pinnedOf = (pinned: Pinned, reference: Reference): PinnedReference => {
  const answer = pinned.get(formatReference(reference))
  if (answer?.ok === true) return answer.reference
  throw new TypeError(`Image "${formatReference(reference)}" was not pinned`)
}

const hostProblem = (source: FunctionSource, target: Target): Problem | undefined => {
  const fault = checkRepository(target.repository)
  return fault === undefined ? undefined : specProblem(source.at.name, fault.message, fault.hint)
}

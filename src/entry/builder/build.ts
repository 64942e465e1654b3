import { readFile } from 'node:fs/promises'
import { type BuilderMessage, type BuilderPlan, EXIT_UNFIT } from '../../core/build/job/plan.ts'
import { ActionError } from '../../core/errors.ts'
import { FUNCTION_ROOT, packFiles } from '../../core/image/layers.ts'
import type { Layer } from '../../core/oci/types.ts'
import { collectFiles } from '../../edge/builder/collect.ts'
import { openRegistryClient } from '../../edge/registry/client.ts'
import { openBlobs } from '../../flow/blobs.ts'
import { pushDependencies } from '../../flow/push-dependencies.ts'

export interface PodPlaces {
  /** File with the plan. */
  readonly plan: string
  /** What was installed. */
  readonly root: string
  /** DOCKER_CONFIG names the folder with the login. */
  readonly env: Readonly<Record<string, string | undefined>>
}

/** How the program ends, and what it says. */
export interface Outcome {
  readonly exitCode: number
  readonly message: BuilderMessage
}

/**
 * Packs what an install left, pushes it as the layer of its key, and says which it is. Exit code 42 means that what was
 * installed cannot go into a layer; 1 that it could not be pushed. Throws for what is a bug of ours.
 */
export const buildInPod = async ({ plan: file, root, env }: PodPlaces, signal: AbortSignal): Promise<Outcome> => {
  const plan = JSON.parse(await readFile(file, 'utf8')) as BuilderPlan
  const packed = await orFailure(EXIT_UNFIT, () => pack(root, plan, signal))
  if ('exitCode' in packed) return packed
  return orFailure(1, async () => {
    await push(plan, packed, env, signal)
    const { descriptor, diffId } = packed
    return { exitCode: 0, message: { kind: 'layer', descriptor, diffId } }
  })
}

const pack = async (root: string, { leaveOut }: BuilderPlan, signal: AbortSignal): Promise<Layer> => {
  const refuse = (reason: string): ActionError => new ActionError('BUILD_FAILED', reason)
  return packFiles(FUNCTION_ROOT, await collectFiles(root, { leaveOut: new Set(leaveOut), refuse, signal }))
}

const push = async (plan: BuilderPlan, layer: Layer, env: PodPlaces['env'], signal: AbortSignal): Promise<void> => {
  const { key, platform, shared, insecureRegistries, ca } = plan
  const registry = openRegistryClient({ env, insecureRegistries, ...(ca === undefined ? {} : { ca }) })
  registry.expect([{ repository: shared, push: true }])
  try {
    await pushDependencies(shared, { key, platform, layer }, { registry, blobs: openBlobs(registry), signal })
  } finally {
    registry.close()
  }
}

const orFailure = async <T>(exitCode: number, work: () => Promise<T>): Promise<T | Outcome> => {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof ActionError)) throw error
    const { message, hint } = error
    return { exitCode, message: { kind: 'error', message, ...(hint === undefined ? {} : { hint }) } }
  }
}

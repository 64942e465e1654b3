import type { DependencyUnit } from '../core/build/unit.ts'
import { ActionError } from '../core/errors.ts'
import { dependencyTag, type InstalledLayer, installedLayer } from '../core/image/dependency-image.ts'
import { FUNCTION_ROOT, packFiles } from '../core/image/layers.ts'
import { formatReference, type Repository } from '../core/oci/reference.ts'
import { once } from '../core/parallel.ts'
import type { Ports } from '../ports.ts'
import type { Blobs } from './blobs.ts'
import { pushDependencies } from './push-dependencies.ts'

/** A dependency layer that is in the shared repository, and who made it. */
export interface DependencyLayer {
  readonly layer: InstalledLayer
  readonly builder: 'append' | 'job' | 'docker' | 'runner'
  readonly bytesSent: number
}

/** Finds or makes dependency layers, each key once however many functions need it. */
export interface Dependencies {
  layer(unit: DependencyUnit, signal: AbortSignal): Promise<DependencyLayer>
}

export const openDependencies = (
  shared: Repository,
  ports: Pick<Ports, 'registry' | 'builder' | 'reporter'>,
  blobs: Blobs,
): Dependencies => {
  const layers = once(
    ({ unit }: Wanted) => unit.key,
    async ({ unit, signal }: Wanted): Promise<DependencyLayer> => {
      const found = await find(shared, unit, ports, blobs, signal)
      if (found !== undefined) return { layer: found, builder: 'append', bytesSent: 0 }
      return make(shared, unit, ports, blobs, signal)
    },
  )
  return { layer: (unit, signal) => layers({ unit, signal }) }
}

interface Wanted {
  readonly unit: DependencyUnit
  readonly signal: AbortSignal
}

type DependencyPorts = Pick<Ports, 'registry' | 'builder' | 'reporter'>

const find = async (
  shared: Repository,
  unit: DependencyUnit,
  { registry }: DependencyPorts,
  blobs: Blobs,
  signal: AbortSignal,
): Promise<InstalledLayer | undefined> => {
  const reference = { ...shared, tag: dependencyTag(unit.key) }
  const answer = await registry.manifest(reference, signal)
  if (answer.status === 'unknown') throw answer.error
  if (answer.status === 'absent') return undefined
  const layer = installedLayer(answer.manifest, unit.key)
  if (layer === undefined)
    throw new ActionError(
      'REGISTRY_FAILED',
      `Cannot use dependency layer "${formatReference(reference)}": ${answer.manifest.digest} is not of that key`,
      {
        hint: 'Find out who pushed it, delete the tag, and run again',
      },
    )
  blobs.note(shared, answer.manifest)
  return layer
}

const make = async (
  shared: Repository,
  unit: DependencyUnit,
  ports: DependencyPorts,
  blobs: Blobs,
  signal: AbortSignal,
): Promise<DependencyLayer> => {
  const { builder, reporter } = ports
  if (builder === undefined) throw noBuilder(unit)
  const refusal = builder.check(unit)
  if (refusal !== undefined) throw new ActionError(refusal.code, refusal.message, { hint: refusal.hint })
  const group = reporter.group(`Install ${unit.phase.tool} dependencies for ${unit.runtime}`)
  try {
    const output = await builder.run(unit, (line) => group.line(line), signal)
    if (output.kind === 'layer') return { layer: output.layer, builder: builder.name, bytesSent: 0 }
    try {
      const layer = await packFiles(FUNCTION_ROOT, output.files)
      const { key, platform } = unit
      const bytesSent = await pushDependencies(
        shared,
        { key, platform, layer },
        { registry: ports.registry, blobs, signal },
      )
      return { layer, builder: builder.name, bytesSent }
    } finally {
      await output.release()
    }
  } finally {
    group.end()
  }
}

const noBuilder = ({ phase }: DependencyUnit): ActionError =>
  new ActionError('BUILD_FAILED', `Cannot install ${phase.tool} dependencies: no builder is chosen`, {
    hint: 'Set option "builder" to runner to use this machine’s own tools, commit the installed packages with the code, or build where their layer is already in the registry',
  })

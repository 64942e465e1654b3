import type { DependencyUnit } from '../core/build/unit.ts'
import { ActionError } from '../core/errors.ts'
import { FUNCTION_ROOT, packFiles } from '../core/image/layers.ts'
import { DIFF_IDS_MARK, KEY_MARK } from '../core/image/marks.ts'
import { appendLayers } from '../core/oci/append.ts'
import { isDigest } from '../core/oci/digest.ts'
import { jsonBlob } from '../core/oci/json-blob.ts'
import { OCI_CONFIG } from '../core/oci/media-types.ts'
import { formatReference, type Repository } from '../core/oci/reference.ts'
import { type FetchedManifest, type ImageConfig, isIndex, type Layer } from '../core/oci/types.ts'
import { once } from '../core/parallel.ts'
import type { Ports } from '../ports.ts'
import type { Blobs } from './blobs.ts'

/** A dependency layer that is in the shared repository, and who made it. */
export interface DependencyLayer {
  readonly layer: Omit<Layer, 'bytes'>
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

const tagOf = ({ key }: DependencyUnit): string => `deps-${key}`

const find = async (
  shared: Repository,
  unit: DependencyUnit,
  { registry }: DependencyPorts,
  blobs: Blobs,
  signal: AbortSignal,
): Promise<Omit<Layer, 'bytes'> | undefined> => {
  const reference = { ...shared, tag: tagOf(unit) }
  const answer = await registry.manifest(reference, signal)
  if (answer.status === 'unknown') throw answer.error
  if (answer.status === 'absent') return undefined
  const layer = layerIn(answer.manifest, unit.key)
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

const layerIn = ({ content }: FetchedManifest, key: string): Omit<Layer, 'bytes'> | undefined => {
  if (isIndex(content) || content.annotations?.[KEY_MARK] !== key) return undefined
  const [descriptor] = content.layers
  const diffId = content.annotations[DIFF_IDS_MARK]
  return descriptor === undefined || diffId === undefined || !isDigest(diffId) ? undefined : { descriptor, diffId }
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
      const bytesSent = await push(shared, unit, layer, { ports, blobs, signal })
      return { layer, builder: builder.name, bytesSent }
    } finally {
      await output.release()
    }
  } finally {
    group.end()
  }
}

interface Sending {
  readonly ports: DependencyPorts
  readonly blobs: Blobs
  readonly signal: AbortSignal
}

/** Pushes the layer as an ordinary image of its own, tagged, so that no garbage collector takes it. Returns the bytes sent. */
const push = async (
  shared: Repository,
  unit: DependencyUnit,
  layer: Layer,
  { ports, blobs, signal }: Sending,
): Promise<number> => {
  const { os, architecture } = unit.platform
  const config: ImageConfig = { os, architecture, config: {}, rootfs: { type: 'layers', diff_ids: [layer.diffId] } }
  const configBlob = jsonBlob(OCI_CONFIG, config)
  const sent = await Promise.all([blobs.ensure(shared, layer, signal), blobs.ensure(shared, configBlob, signal)])
  const manifest = appendLayers([], [layer.descriptor], configBlob.descriptor, {
    [DIFF_IDS_MARK]: layer.diffId,
    [KEY_MARK]: unit.key,
  })
  const { bytes } = jsonBlob(manifest.mediaType, manifest)
  await ports.registry.putManifest({ ...shared, tag: tagOf(unit) }, { mediaType: manifest.mediaType, bytes }, signal)
  return sent.reduce((sum, transfer) => sum + transfer.bytes, bytes.length)
}

const noBuilder = ({ phase }: DependencyUnit): ActionError =>
  new ActionError('BUILD_FAILED', `Cannot install ${phase.tool} dependencies: no builder is chosen`, {
    hint: 'Set option "builder" to runner to use this machine’s own tools, commit the installed packages with the code, or build where their layer is already in the registry',
  })

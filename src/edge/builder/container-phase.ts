import { randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { leftOut } from '../../core/build/left-out.ts'
import type { BuildLog } from '../../core/build/log.ts'
import { phaseEnvironment } from '../../core/build/phase-environment.ts'
import { phaseFiles } from '../../core/build/phase-files.ts'
import type { DependencyUnit } from '../../core/build/unit.ts'
import type { FileEntry } from '../../core/image/content.ts'
import { FUNCTION_ROOT, FUNCTION_USER, layerEntries } from '../../core/image/layers.ts'
import { KEY_MARK } from '../../core/image/marks.ts'
import { writeTar } from '../../core/oci/layer.ts'
import type { Ledger, PhaseOutput } from '../../ports.ts'
import { type ContainerSpec, copyIn, copyOut, runContainer, withContainer } from '../docker/container.ts'
import type { Engine } from '../docker/engine.ts'
import { proxyEnvironment } from '../docker/environment.ts'
import { endFailure, phaseFailure, refusal } from './container-failure.ts'
import { filesInTar } from './tar-files.ts'
import { makeWorkFolder } from './work-folder.ts'

/** What the phases of a run share, and the image of this one. */
export interface ContainerSettings {
  readonly engine: Engine
  /** Id of an image that the daemon has. */
  readonly image: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly temp: string
  readonly network?: string | undefined
  readonly ledger: Ledger
  /** In seconds. */
  readonly timeout: number
}

interface Watching {
  readonly log: BuildLog
  readonly signal: AbortSignal
}

/** Runs a unit's command in a container of its own, and takes what it left below /kubeless out of it. */
export const runInContainer = async (
  settings: ContainerSettings,
  unit: DependencyUnit,
  { log, signal }: Watching,
): Promise<PhaseOutput> => {
  const folder = await makeWorkFolder(settings.temp)
  const limit = AbortSignal.timeout(settings.timeout * 1_000)
  try {
    const tar = join(folder.root, 'output.tar')
    const both = AbortSignal.any([signal, limit])
    await produce(tar, settings, unit, { log, signal: both })
    return { kind: 'files', files: await filesLeft(tar, unit, { log, signal }), release: folder.remove }
  } catch (error) {
    await folder.remove()
    signal.throwIfAborted()
    throw phaseFailure(error, { unit, log, timeout: limit.aborted ? settings.timeout : undefined })
  }
}

const produce = async (
  tar: string,
  { engine, ledger, ...settings }: ContainerSettings,
  unit: DependencyUnit,
  { log, signal }: Watching,
): Promise<void> => {
  const spec = specOf(settings, unit)
  const leave = (why: string): void => log.line(`Cannot remove container "${spec.name}": ${why}`)
  await withContainer(engine, spec, { ledger, leave, signal }, async () => {
    const files = writeTar(layerEntries(FUNCTION_ROOT, await phaseFiles(unit), FUNCTION_USER))
    await copyIn(engine, spec.name, files, signal)
    const end = await runContainer(engine, spec.name, log.line, signal)
    const failure = endFailure(end, { unit, log })
    if (failure !== undefined) throw failure
    const output = await copyOut(engine, spec.name, `/${FUNCTION_ROOT}`, signal)
    await pipeline(output, createWriteStream(tar, { mode: 0o600 }), { signal })
  })
}

const specOf = (
  { image, env, network }: Pick<ContainerSettings, 'image' | 'env' | 'network'>,
  { key, phase, platform }: DependencyUnit,
): ContainerSpec => ({
  name: `function-images-${key.slice(0, 8)}-${randomBytes(4).toString('hex')}`,
  image,
  platform,
  user: `${FUNCTION_USER}:${FUNCTION_USER}`,
  workingDir: `/${FUNCTION_ROOT}`,
  command: phase.command,
  env: { ...proxyEnvironment(env), ...phaseEnvironment(phase) },
  labels: { [KEY_MARK]: key },
  network,
})

const filesLeft = (tar: string, unit: DependencyUnit, { log, signal }: Watching): Promise<readonly FileEntry[]> =>
  filesInTar(tar, FUNCTION_ROOT, {
    leaveOut: leftOut(unit),
    refuse: (why) => refusal(`${unit.phase.tool} left what no image can hold: ${why}`, { unit, log }),
    signal,
  })

import { once } from 'node:events'
import { buildFailed } from '../../src/core/build/failure.ts'
import type { DependencyUnit } from '../../src/core/build/unit.ts'
import { ActionError, type Problem } from '../../src/core/errors.ts'
import { byBytes, type FileEntry } from '../../src/core/image/content.ts'
import { packFiles } from '../../src/core/image/layers.ts'
import type { Digest } from '../../src/core/oci/digest.ts'
import type { Layer } from '../../src/core/oci/types.ts'
import type { Builder } from '../../src/ports.ts'
import { untar } from './untar.ts'

export interface FakeBuilder extends Builder {
  /** Layers "pushed" by a builder that pushes. */
  readonly layers: ReadonlyMap<Digest, Layer>
  /** Keys of the units that ran, in order. */
  readonly ran: readonly string[]
}

/** The line that is logged by an install which runs until it is cancelled: that of `scripts.preinstall: "hang"`. */
export const HANGS = 'hangs'

/**
 * A builder in memory. It installs the `file:` tarballs of a package.json, each with its `bin`, as npm does. With kind
 * `layer` it keeps the layer itself, as a Job does.
 */
export const fakeBuilder = (kind: 'files' | 'layer' = 'files'): FakeBuilder => {
  const layers = new Map<Digest, Layer>()
  const ran: string[] = []
  return {
    name: kind === 'files' ? 'docker' : 'job',
    layers,
    ran,
    toolchain: () => Promise.resolve(undefined),
    check,
    run: async (unit, log, signal) => {
      signal.throwIfAborted()
      const problem = check(unit)
      if (problem !== undefined) throw new ActionError('BUILD_FAILED', problem.message, { problems: [problem] })
      ran.push(unit.key)
      const files = await install(unit, log, signal)
      if (kind === 'files') return { kind, files, release: () => Promise.resolve() }
      const { bytes, ...layer } = await packFiles('kubeless', files)
      layers.set(layer.descriptor.digest, { ...layer, bytes })
      return { kind, layer }
    },
  }
}

const check = ({ platform, at: [at] }: DependencyUnit): Problem | undefined =>
  platform.os === 'linux' || at === undefined
    ? undefined
    : {
        severity: 'error',
        code: 'BUILD_FAILED',
        message: `Cannot install for ${platform.os}`,
        at,
        hint: 'Use another builder than docker',
      }

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>
  readonly scripts?: { readonly preinstall?: string }
}

const install = async (
  unit: DependencyUnit,
  log: (line: string) => void,
  signal: AbortSignal,
): Promise<readonly FileEntry[]> => {
  const manifest = JSON.parse(Buffer.from((await bytesAt(unit, 'package.json')) ?? '{}').toString()) as Manifest
  if (manifest.scripts?.preinstall === 'hang') {
    log(HANGS)
    if (!signal.aborted) await once(signal, 'abort')
    signal.throwIfAborted()
  }
  const packages = await Promise.all(
    Object.entries(manifest.dependencies ?? {}).map(async ([name, spec]) => {
      const path = spec.replace(/^file:(\.\/)?/, '')
      log(`install ${name} of ${path}`)
      const bytes = await bytesAt(unit, path)
      if (bytes === undefined)
        throw buildFailed(
          { phase: 'install', reason: `no ${path}`, exitCode: 1, log: [`install ${name} of ${path}`] },
          unit.at,
        )
      return unpack(name, bytes)
    }),
  )
  return packages.flat().sort((a, b) => byBytes(a.path, b.path))
}

const bytesAt = async ({ files }: DependencyUnit, path: string): Promise<Uint8Array | undefined> => {
  const file = files.find((file) => file.path === path)
  return file?.type === 'file' ? file.read() : undefined
}

const unpack = async (name: string, bytes: Uint8Array): Promise<readonly FileEntry[]> => {
  const files = untar(bytes).map((file) => ({ ...file, path: file.path.replace(/^package/, `node_modules/${name}`) }))
  const manifest = files.find(({ path }) => path === `node_modules/${name}/package.json`)
  if (manifest?.type !== 'file') return files
  const { bin = {} } = JSON.parse(Buffer.from(await manifest.read()).toString()) as { bin?: Record<string, string> }
  const links = Object.entries(bin).map(([command, target]) => ({
    type: 'symlink' as const,
    path: `node_modules/.bin/${command}`,
    target: `../${name}/${target}`,
  }))
  return [...files, ...links]
}

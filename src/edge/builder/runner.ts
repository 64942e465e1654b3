import { leftOut } from '../../core/build/left-out.ts'
import { phaseFiles } from '../../core/build/phase-files.ts'
import type { PackageTool } from '../../core/build/local-dependencies.ts'
import type { DependencyUnit } from '../../core/build/unit.ts'
import { ActionError } from '../../core/errors.ts'
import type { FileEntry } from '../../core/image/content.ts'
import type { Builder, PhaseOutput } from '../../ports.ts'
import { problemsOf, toolchainOf } from './capability.ts'
import { collectFiles } from './collect.ts'
import { type Environment, installEnvironment } from './environment.ts'
import { type Host, probeHost } from './host.ts'
import { beginInstall, type Install } from './install.ts'
import { installNpm } from './npm.ts'
import { installPip } from './pip.ts'
import { makeWorkFolder, putFiles, type WorkFolder } from './work-folder.ts'

export interface RunnerBuilderOptions {
  /** The process environment: PATH, HOME, proxies and registry settings are taken from it, nothing else. */
  readonly env: Environment
  /** An existing folder for the installs, RUNNER_TEMP say; each makes one of its own in it and removes it. */
  readonly temp: string
  /** What the machine can do, where that is known already. */
  readonly host?: Host
}

/**
 * Opens the builder that installs with this machine's own npm and pip. Programs are asked what they are once a
 * runtime, by `toolchain` or `run`; until then `check` finds nothing wrong, and `run` fails in its place.
 */
export const openRunnerBuilder = ({ env, temp, host }: RunnerBuilderOptions): Builder => {
  const probes = new Map<string, Promise<Host>>()
  const known = new Map<string, Host>()
  const hostFor = async (runtime: string, signal: AbortSignal): Promise<Host> => {
    signal.throwIfAborted()
    const probe = probes.get(runtime) ?? probeHost(runtime, { env, folder: temp })
    probes.set(runtime, probe)
    const found = await probe
    known.set(runtime, found)
    signal.throwIfAborted()
    return found
  }
  const ask = host === undefined ? hostFor : (): Promise<Host> => Promise.resolve(host)
  return {
    name: 'runner',
    toolchain: async (runtime, signal) => toolchainOf(await ask(runtime, signal), runtime),
    check: (unit) => {
      const able = host ?? known.get(unit.runtime)
      return able === undefined ? undefined : problemsOf(able, unit)[0]
    },
    run: async (unit, log, signal) =>
      runUnit({ env, temp, host: await ask(unit.runtime, signal) }, unit, { log, signal }),
  }
}

interface Watching {
  readonly log: (line: string) => void
  readonly signal: AbortSignal
}

const INSTALLERS: Readonly<Record<PackageTool, (install: Install) => Promise<void>>> = {
  npm: installNpm,
  pip: installPip,
}

const runUnit = async (
  options: Required<RunnerBuilderOptions>,
  unit: DependencyUnit,
  watching: Watching,
): Promise<PhaseOutput> => {
  const problems = problemsOf(options.host, unit)
  const [problem] = problems
  if (problem !== undefined) throw new ActionError('BUILD_FAILED', problem.message, { problems, hint: problem.hint })
  watching.signal.throwIfAborted()
  const folder = await makeWorkFolder(options.temp)
  try {
    const files = await installInto(folder, options, { unit, ...watching })
    return { kind: 'files', files, release: folder.remove }
  } catch (error) {
    await folder.remove()
    throw error
  }
}

const installInto = async (
  folder: WorkFolder,
  { env, host }: Required<RunnerBuilderOptions>,
  { unit, log, signal }: Watching & { readonly unit: DependencyUnit },
): Promise<readonly FileEntry[]> => {
  const { tool } = unit.phase
  await putFiles(folder.root, await phaseFiles(unit))
  const environment = installEnvironment(env, unit.phase.env, folder)
  const install = beginInstall({ unit, host, folder, env: environment, log, signal })
  await INSTALLERS[tool](install)
  return collectFiles(folder.root, {
    leaveOut: leftOut(unit),
    refuse: (reason) => install.refuse(`${tool} left what no image can hold: ${reason}`),
    signal,
  })
}

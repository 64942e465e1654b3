import type { PackageTool } from '../../core/build/local-dependencies.ts'
import type { Problem } from '../../core/errors.ts'
import { formatPlatform } from '../../core/oci/platform.ts'
import type { Platform } from '../../core/oci/types.ts'
import type { DependencyUnit } from '../../core/build/unit.ts'
import { formatHost, type Host, type Python } from './host.ts'
import { majorOf, minorOf, readRuntime } from './runtime.ts'
import { interpreterTag, MANYLINUX, wheelMachine } from './wheels.ts'

/** Names the tools that stand in for the install image of `runtime`; undefined for a language we cannot install for. */
export const toolchainOf = (host: Host, runtime: string): string | undefined => {
  const { tool, version } = readRuntime(runtime)
  if (tool === undefined) return undefined
  if (tool === 'npm') return `${formatHost(host)} node ${host.node ?? 'none'}`
  const plan = pythonFor(host, version, host.platform)
  if (plan?.mode === 'native') return `${formatHost(host)} python ${plan.python.version}`
  const bytecode = plan?.compiler === undefined ? 'no bytecode' : `bytecode of python ${plan.compiler.version}`
  return `pip wheels for ${interpreterTag(version)} ${MANYLINUX}, ${bytecode}`
}

/** Says why this machine cannot install `unit`, once for each place that needs it. */
export const problemsOf = (host: Host, unit: DependencyUnit): readonly Problem[] => {
  const why = unit.phase.name === 'compile' ? 'it runs no compile commands' : WHY_NOT[unit.phase.tool](host, unit)
  if (why === undefined) return []
  return unit.at.map((at) => ({
    severity: 'error',
    code: 'BUILD_FAILED',
    message: `Cannot install for "${unit.runtime}" with builder "runner": ${why}`,
    at,
    hint: 'Build on a machine that has them, or commit the installed packages with the code',
  }))
}

/** How pip is used: to install for itself, or to unpack wheels made for another interpreter or processor. */
export type PythonPlan =
  | { readonly mode: 'native'; readonly python: Python; readonly compiler: Python }
  /** Without a compiler the packages go without bytecode. */
  | { readonly mode: 'wheels'; readonly python: Python; readonly compiler: Python | undefined }

/** Chooses the interpreters for python `version` (as 3.13) on `platform`; undefined when none has pip. */
export const pythonFor = (host: Host, version: string, platform: Platform): PythonPlan | undefined => {
  const exact = host.pythons.filter((python) => minorOf(python.version) === version)
  const same =
    formatPlatform(host.platform) === formatPlatform({ os: platform.os, architecture: platform.architecture })
  const native = exact.find(({ pip }) => pip)
  if (native !== undefined && same && host.libc?.startsWith('glibc') === true)
    return { mode: 'native', python: native, compiler: native }
  const python = native ?? host.pythons.find(({ pip }) => pip)
  return python === undefined ? undefined : { mode: 'wheels', python, compiler: exact[0] }
}

const WHY_NOT: Readonly<Record<PackageTool, (host: Host, unit: DependencyUnit) => string | undefined>> = {
  npm: (host, { runtime, platform, files }) => {
    const { tool, version } = readRuntime(runtime)
    if (tool !== 'npm' || version === '') return 'its name is not that of a Node.js version'
    if (!files.some(({ path }) => path === 'package.json')) return 'there is no package.json'
    const own = formatPlatform(host.platform)
    if (own !== formatPlatform({ os: platform.os, architecture: platform.architecture }))
      return `npm installs for ${own} here, and the image is for ${formatPlatform(platform)}`
    if (host.npm === undefined || host.node === undefined)
      return `there is no ${host.node === undefined ? 'node' : 'npm'} on PATH`
    if (majorOf(host.node) === version) return undefined
    return `node on PATH is ${host.node}, and native addons built with it do not load in Node.js ${version}`
  },
  pip: (host, { runtime, platform, files }) => {
    const { tool, version } = readRuntime(runtime)
    if (tool !== 'pip' || !version.includes('.')) return 'its name is not that of a Python version'
    if (!files.some(({ path }) => path === 'requirements.txt')) return 'there is no requirements.txt'
    const plan = pythonFor(host, version, platform)
    if (plan === undefined)
      return host.pythons.length === 0 ? 'there is no python3 on PATH' : `python ${host.pythons[0]?.version} has no pip`
    if (plan.mode === 'wheels' && wheelMachine(platform) === undefined)
      return `there are no wheels for ${formatPlatform(platform)}`
    return undefined
  },
}

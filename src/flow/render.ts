import type { Config } from '../core/config.ts'
import { ActionError, type Problem } from '../core/errors.ts'
import { keyOf } from '../core/function/source.ts'
import type { TargetConfig } from '../core/image/target.ts'
import type { Report } from '../core/report/report.ts'
import { manifestOf } from '../core/workload/manifest.ts'
import { type DeployedFunction, functionObjects, type WorkloadSettings } from '../core/workload/objects.ts'
import { strayTriggers } from '../core/workload/triggers.ts'
import type { Ports } from '../ports.ts'
import { deployedFunctions } from './deploy/deployed.ts'
import { buildImages } from './images.ts'
import { prebuiltProblems } from './prebuilt.ts'
import { reportOf } from './result.ts'
import { workloadSettings } from './workload-settings.ts'

/**
 * Builds what is missing, then writes the manifests that deploy would apply, each image by digest: a file a function, or
 * all of them to standard output. What is there of a function that failed stays as it is.
 */
export const render = async (config: Config & TargetConfig, ports: Ports, signal: AbortSignal): Promise<Report> => {
  if (config.manifests === STDOUT && config.format === 'json')
    throw new ActionError('INPUT_INVALID', 'Cannot print manifests and the report to the same place', {
      hint: 'Name a folder with option "manifests", or leave out "format"',
    })
  const { settings, problems } = await workloadSettings(config, ports, signal)
  const built = await buildImages(config, ports, signal)
  const manifests = deployedFunctions(built)
    .map((fn) => manifestFor(fn, settings))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
  await write(config, ports, manifests)
  return reportOf('render', built.results, [
    ...built.problems,
    ...problems,
    ...prebuiltProblems(built.prebuilt),
    ...strayTriggers(built.triggers, built.sources),
    ...manifests.flatMap((manifest) => manifest.problems),
  ])
}

const STDOUT = '-'

interface Manifest {
  /** `namespace/name`, both DNS labels. */
  readonly key: string
  /** Undefined when the function cannot be what its spec asks for. */
  readonly text: string | undefined
  readonly problems: readonly Problem[]
}

const manifestFor = (fn: DeployedFunction, settings: WorkloadSettings): Manifest => {
  const { source } = fn
  const { objects, problems } = functionObjects(fn, settings)
  const failed = problems.some(({ severity }) => severity === 'error')
  return { key: keyOf(source), text: failed ? undefined : manifestOf(source, objects), problems }
}

const write = async (
  { manifests: folder }: Pick<Config, 'manifests'>,
  { workspace, reporter }: Pick<Ports, 'workspace' | 'reporter'>,
  manifests: readonly Manifest[],
): Promise<void> => {
  const done = manifests.flatMap(({ key, text }) => (text === undefined ? [] : [{ key, text }]))
  if (folder === STDOUT) {
    reporter.print(done.map(({ text }) => text).join(''))
    return
  }
  const changed: string[] = []
  for (const { key, text } of done) {
    const path = `${folder.replace(/\/+$/, '')}/${key}.yaml`
    if ((await workspace.text(path)) === text) continue
    await workspace.write(path, text)
    changed.push(path)
  }
  reporter.notice(`Wrote ${changed.length} of ${done.length} manifests to "${folder}"`)
}

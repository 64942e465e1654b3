import type { Config } from '../core/config.ts'
import { checkHandler } from '../core/image/handler.ts'
import { inParallel } from '../core/parallel.ts'
import type { Report } from '../core/report/report.ts'
import type { Ports } from '../ports.ts'
import { loadFunctions } from './load.ts'
import { failedResult, reportOf } from './result.ts'

/** Functions whose files are read at once. */
const MAX_CHECKS = 16

/** Reads and checks every spec and the files behind it; asks no registry. */
export const lint = async (
  config: Config,
  ports: Pick<Ports, 'workspace' | 'sources'>,
  signal: AbortSignal,
): Promise<Report> => {
  const loaded = await loadFunctions(config, ports, signal)
  const checked = await inParallel(MAX_CHECKS, loaded.functions, async ({ source, runtime }) => {
    if (source.code.kind === 'inline') return { source, problems: [] }
    const { files, problems } = await ports.sources.files(source, signal)
    const missing = checkHandler(source, files, runtime)
    return { source, problems: missing === undefined ? problems : [...problems, missing] }
  })
  const contents = [...loaded.failed, ...checked]
  const failed = contents.filter(({ problems }) => problems.some(({ severity }) => severity === 'error'))
  const warnings = contents.flatMap(({ problems }) => problems.filter(({ severity }) => severity === 'warning'))
  return reportOf(
    'lint',
    failed.map(({ source, problems }) => failedResult(source, problems)),
    [...loaded.problems, ...warnings],
  )
}

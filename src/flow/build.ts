import type { Config } from '../core/config.ts'
import type { TargetConfig } from '../core/image/target.ts'
import type { Report } from '../core/report/report.ts'
import type { Ports } from '../ports.ts'
import { buildImages } from './images.ts'
import { reportOf } from './result.ts'

/** Builds the images that the registry lacks and pushes them. */
export const build = async (config: Config & TargetConfig, ports: Ports, signal: AbortSignal): Promise<Report> => {
  const { results, problems } = await buildImages(config, ports, signal)
  return reportOf('build', results, problems)
}

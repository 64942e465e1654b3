import type { Config } from '../core/config.ts'
import type { TargetConfig } from '../core/image/target.ts'
import type { Report } from '../core/report/report.ts'
import type { Ports } from '../ports.ts'
import { buildImages } from './images.ts'
import { reportOf } from './result.ts'

/** Builds what is missing, then rolls out the functions and every workload that uses one of their images. */
export const deploy = async (config: Config & TargetConfig, ports: Ports, signal: AbortSignal): Promise<Report> => {
  const { results, problems } = await buildImages(config, ports, signal)
  return reportOf('deploy', results, problems)
}

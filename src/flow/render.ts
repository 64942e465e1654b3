import type { Config } from '../core/config.ts'
import type { TargetConfig } from '../core/image/target.ts'
import type { Report } from '../core/report/report.ts'
import type { Ports } from '../ports.ts'
import { buildImages } from './images.ts'
import { reportOf } from './result.ts'

/** Builds what is missing, then writes the manifests that deploy would apply, each image by digest. */
export const render = async (config: Config & TargetConfig, ports: Ports, signal: AbortSignal): Promise<Report> => {
  const { results, problems } = await buildImages(config, ports, signal)
  return reportOf('render', results, problems)
}

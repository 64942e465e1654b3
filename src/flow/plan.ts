import type { Config } from '../core/config.ts'
import type { TargetConfig } from '../core/image/target.ts'
import type { Report } from '../core/report/report.ts'
import type { Ports } from '../ports.ts'
import { reportOf } from './result.ts'
import { selectFunctions } from './selections.ts'

/** Says for each function whether its image would be built or is there, and why. Writes nothing. */
export const plan = async (config: Config & TargetConfig, ports: Ports, signal: AbortSignal): Promise<Report> => {
  const { settled, problems } = await selectFunctions(config, ports, signal)
  for (const result of settled) ports.reporter.functionDone(result)
  return reportOf('plan', settled, problems)
}

import type { Config } from '../core/config.ts'
import type { Command } from '../core/options.ts'
import type { TargetConfig } from '../core/image/target.ts'
import type { Report } from '../core/report/report.ts'
import { build } from '../flow/build.ts'
import { lint } from '../flow/lint.ts'
import { lock } from '../flow/lock.ts'
import { plan } from '../flow/plan.ts'
import type { Ports } from '../ports.ts'

export type Flow = (config: Config & TargetConfig, ports: Ports, signal: AbortSignal) => Promise<Report>

/** The commands that end with a report, in both front ends. */
export const FLOWS: Readonly<Partial<Record<Command, Flow>>> = { lint, plan, build, lock }

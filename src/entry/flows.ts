import type { Config } from '../core/config.ts'
import type { TargetConfig } from '../core/image/target.ts'
import type { ActionCommand } from '../core/options.ts'
import type { Report } from '../core/report/report.ts'
import { build } from '../flow/build.ts'
import { deploy } from '../flow/deploy.ts'
import { lint } from '../flow/lint.ts'
import { lock } from '../flow/lock.ts'
import { plan } from '../flow/plan.ts'
import { render } from '../flow/render.ts'
import type { Ports } from '../ports.ts'

export type Flow = (config: Config & TargetConfig, ports: Ports, signal: AbortSignal) => Promise<Report>

/** What both front ends run. */
export const FLOWS: Readonly<Record<ActionCommand, Flow>> = { lint, plan, build, deploy, render, lock }

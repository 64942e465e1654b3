import { setFailed, setSecret } from '@actions/core'
import { parseConfig, type RawOptions } from '../../core/config.ts'
import { ActionError } from '../../core/errors.ts'
import type { Command } from '../../core/options.ts'
import { tally } from '../../core/report/text.ts'
import { succeeded } from '../../flow/result.ts'
import { FLOWS } from '../flows.ts'
import { readGitHub } from '../surroundings.ts'
import { type Host, wire } from '../wire.ts'
import { openJobLog } from './job-log.ts'
import { publish } from './publish.ts'

/** What a step takes from its process. */
export type StepHost = Omit<Host, 'reporter' | 'onSecret'>

/** Runs one command as a workflow step: log, outputs, summary, annotations, and the step's verdict. */
export const runStep = async (command: Command, raw: RawOptions, host: StepHost): Promise<void> => {
  const start = performance.now()
  const config = parseConfig(command, raw, await readGitHub(host.env))
  const flow = FLOWS[command]
  if (flow === undefined) throw new TypeError(`Command "${command}" has no flow`)
  if (config.registry === undefined)
    throw new ActionError('INPUT_INVALID', 'Cannot tell where images go: the step runs outside a repository', {
      hint: 'Set input "registry"',
    })
  const ports = await wire(config, { ...host, reporter: openJobLog(), onSecret: setSecret })
  try {
    const report = await flow({ ...config, registry: config.registry }, ports, host.signal)
    await publish(report, { env: host.env, durationMs: performance.now() - start })
    if (!succeeded(report)) setFailed(`function-images ${command}: ${tally(report)}`)
  } finally {
    ports.registry.close()
  }
}

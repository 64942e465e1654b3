import { setFailed, setSecret } from '@actions/core'
import { type Config, parseConfig, type RawOptions } from '../../core/config.ts'
import { ActionError } from '../../core/errors.ts'
import type { ActionCommand } from '../../core/options.ts'
import type { Report } from '../../core/report/report.ts'
import { gitHubSurroundings, isPublic } from '../../core/surroundings.ts'
import { tally } from '../../core/report/text.ts'
import { succeeded } from '../../flow/result.ts'
import { FLOWS } from '../flows.ts'
import { readGitHub } from '../surroundings.ts'
import type { Host } from '../wire/host.ts'
import { wire } from '../wire/ports.ts'
import { openJobLog } from './job-log.ts'
import { openLedger } from './ledger.ts'
import { publish } from './publish.ts'

/** What a step takes from its process. */
export type StepHost = Omit<Host, 'reporter' | 'ledger' | 'onSecret'>

/** Packages that a public repository's token makes are public. https://docs.github.com/en/packages/learn-github-packages/configuring-a-packages-access-control-and-visibility */
const PUBLIC =
  'The repository is public, and so are the packages made from it: anybody can read these images and what was installed into them'

const firstPush = ({ registry }: Config, { functions }: Report): boolean =>
  registry?.startsWith('ghcr.io/') === true &&
  functions.some(({ state, reasons }) => state === 'built' && reasons.some(({ part }) => part === 'first'))

/** Runs one command as a workflow step: log, outputs, summary, annotations, and the step's verdict. */
export const runStep = async (command: ActionCommand, raw: RawOptions, host: StepHost): Promise<void> => {
  const start = performance.now()
  const run = await readGitHub(host.env)
  const config = parseConfig(command, raw, gitHubSurroundings(run))
  if (config.registry === undefined)
    throw new ActionError('INPUT_INVALID', 'Cannot tell where images go: the step runs outside a repository', {
      hint: 'Set input "registry"',
    })
  const reporter = openJobLog()
  const { ports, close } = await wire(config, { ...host, reporter, ledger: openLedger(), onSecret: setSecret })
  try {
    const report = await FLOWS[command]({ ...config, registry: config.registry }, ports, host.signal)
    if (isPublic(run) && firstPush(config, report)) reporter.notice(PUBLIC)
    await publish(report, {
      env: host.env,
      durationMs: performance.now() - start,
      prefix: ports.workspace.prefix,
    })
    if (!succeeded(report)) setFailed(`function-images ${command}: ${tally(report)}`)
  } finally {
    await close()
  }
}

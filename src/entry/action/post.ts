import { debug, info, setSecret } from '@actions/core'
import { parseConfig } from '../../core/config.ts'
import { inert } from '../../core/report/inert.ts'
import type { LedgerEntry } from '../../ports.ts'
import { sweep } from '../sweep.ts'
import { readInputs } from './inputs.ts'
import { openJobLog } from './job-log.ts'
import { readLedger } from './ledger.ts'
import type { StepHost } from './step.ts'

/** The time that the post step has, in milliseconds: a cluster that does not answer must not hold the job up. */
const LIMIT = 30_000

/**
 * Takes away what the main step owned and did not get to: Jobs that nobody else waits for, containers. Never fails the
 * job: what cannot be reached ends by its own deadline.
 */
export const runPost = async (host: StepHost): Promise<void> => {
  const entries = readLedger()
  if (entries.length === 0) return debug('Nothing to clean up')
  try {
    for (const line of await takeAway(entries, host)) info(inert(line))
  } catch (error) {
    info(inert(`Cannot clean up: ${error instanceof Error ? error.message : 'no reason given'}`))
  }
}

const takeAway = (entries: readonly LedgerEntry[], { env, cwd, signal }: StepHost): Promise<readonly string[]> => {
  const { command, raw } = readInputs()
  const config = parseConfig(command, raw, { registry: undefined, channel: 'latest', defaultChannel: 'latest' })
  const limit = AbortSignal.any([signal, AbortSignal.timeout(LIMIT)])
  return sweep(entries, config, { env, cwd, reporter: openJobLog(), onSecret: setSecret }, limit)
}

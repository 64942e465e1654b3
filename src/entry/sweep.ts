import type { Config } from '../core/config.ts'
import { removeContainer } from '../edge/docker/container.ts'
import { openEngine } from '../edge/docker/engine.ts'
import type { LedgerEntry } from '../ports.ts'
import { type ClusterAccess, wireCluster } from './wire/cluster.ts'
import type { Host } from './wire/host.ts'

/** Takes away what `entries` name, each on its own, and returns a sentence for each that was there or could not be reached. */
export const sweep = async (
  entries: readonly LedgerEntry[],
  config: Pick<Config, 'kubeconfig' | 'context' | 'namespace'>,
  host: Pick<Host, 'env' | 'cwd' | 'reporter' | 'onSecret'>,
  signal: AbortSignal,
): Promise<readonly string[]> => {
  const access = wireCluster(config, host, PATIENT)
  const taking: Taking = { access, host, signal }
  const lines = await Promise.all(
    entries.map((entry) => takeAway(entry, taking).catch((error) => failed(entry, error))),
  )
  access.close()
  return lines.flatMap((line) => (line === undefined ? [] : [line]))
}

/** A server that made a Job is there, also when it does not answer at once: it is waited for until the signal aborts. */
const PATIENT = { firstBudget: Infinity }

interface Taking {
  readonly access: ClusterAccess
  readonly host: Pick<Host, 'env'>
  readonly signal: AbortSignal
}

const takeAway = async (entry: LedgerEntry, { access, host, signal }: Taking): Promise<string | undefined> => {
  switch (entry.kind) {
    case 'container': {
      const removed = await removeContainer(openEngine(host.env), entry.name, signal)
      return removed ? `Removed container "${entry.name}"` : undefined
    }
    case 'job': {
      const { leave } = await import('../edge/builder/job/leave.ts')
      const answer = await leave(entry, await access.cluster(), signal)
      return answer === 'absent' ? undefined : `Left Job "${entry.name}" in namespace "${entry.namespace}"`
    }
  }
}

const failed = (entry: LedgerEntry, error: unknown): string => {
  const what =
    entry.kind === 'job' ? `Job "${entry.name}" in namespace "${entry.namespace}"` : `container "${entry.name}"`
  return `Cannot take away ${what}: ${error instanceof Error ? error.message : 'no reason given'}`
}

import type { Config } from '../core/config.ts'
import type { LedgerEntry } from '../ports.ts'
import type { Host } from './wire.ts'

/** Takes away what `entries` name, each on its own, and returns a sentence for each. Throws nothing. */
export const sweep = async (
  entries: readonly LedgerEntry[],
  _config: Pick<Config, 'kubeconfig' | 'context'>,
  _host: Pick<Host, 'env' | 'cwd'>,
  _signal: AbortSignal,
): Promise<readonly string[]> => entries.map(({ kind }) => `Cannot take away a ${kind}: not there yet`)

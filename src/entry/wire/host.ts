import type { Ledger, Reporter } from '../../ports.ts'

/** What an entry point knows and its front end decides. */
export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly stdin: AsyncIterable<Uint8Array>
  readonly reporter: Reporter
  readonly ledger: Ledger
  /** Called with each secret as soon as it is known, before it can be printed. */
  readonly onSecret: (secret: string) => void
  readonly signal: AbortSignal
}

import { ActionError } from '../core/errors.ts'
import {
  evidenceText,
  type KeptLog,
  LOG_LINES,
  shownLines,
  type WantedLog,
  wantedLogs,
} from '../core/rollout/evidence.ts'
import { sayingLine } from '../core/rollout/said.ts'
import type { ObjectKey } from '../core/cluster/object.ts'
import type { RolloutPorts } from './rollouts.ts'
import type { FailedVerdict } from './verdict.ts'

/** What is kept of a failure, and what of it is shown. */
export interface Proof {
  /** The verdict's, with what the log says where the cluster knows no more than an exit code. */
  readonly why: string
  /** For people. */
  readonly path: string | undefined
  readonly lines: readonly string[]
}

/** How long one log may take, in milliseconds: its node may be gone. */
const LOG_TIME = 10_000

/** Reads the logs of what failed and saves all that was seen, before anything is changed. */
export const keepProof = async (
  verdict: FailedVerdict,
  { key, kind }: { readonly key: ObjectKey; readonly kind: string },
  ports: RolloutPorts,
  signal: AbortSignal,
): Promise<Proof> => {
  const { seen, causes, waitingFor, why } = verdict
  if (seen === undefined) return { why, path: undefined, lines: [] }
  const logs = await Promise.all(wantedLogs(seen).map((log) => readLog(log, key.namespace, ports, signal)))
  const failure = { seen, causes, waitingFor, logs }
  const path = await ports.evidence.save(`${key.namespace}/${kind}/${key.name}.txt`, evidenceText(failure))
  return { why: wordsOf(why, logs), path, lines: shownLines(failure) }
}

/** An exit code alone says nothing; the last line of the log mostly does. */
const wordsOf = (why: string, logs: readonly KeptLog[]): string => {
  if (!/crash loop: exit code \d+$/.test(why)) return why
  const said = logs.flatMap(({ lines }) => sayingLine(lines.join('\n'), 'log') ?? [])[0]
  return said === undefined ? why : `${why}: ${said}`
}

/** A log is decoration: one that cannot be read says so in its place. */
const readLog = async (
  wanted: WantedLog,
  namespace: string,
  { cluster, clock }: RolloutPorts,
  signal: AbortSignal,
): Promise<KeptLog> => {
  const lines: string[] = []
  const over = new AbortController()
  const either = AbortSignal.any([signal, over.signal])
  const read = async (): Promise<void> => {
    const key = { namespace, name: wanted.pod }
    const options = { previous: wanted.previous, tailLines: LOG_LINES }
    for await (const line of cluster.logs(key, wanted.container, options, either)) lines.push(line)
  }
  try {
    await Promise.race([read(), clock.sleep(LOG_TIME, either)])
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof ActionError)) throw error
  } finally {
    over.abort()
  }
  return { ...wanted, lines: lines.slice(-LOG_LINES) }
}

import { randomUUID } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Ask } from './api.ts'

/** One request to the API server. */
export interface AuditEntry {
  readonly verb: string
  /** As in the URL, `pods`, or `pods/log` for a subresource; empty for paths like /version. */
  readonly resource: string
  /** Empty for objects of the cluster. */
  readonly namespace: string
  /** Empty where none is asked for by name. */
  readonly name: string
  readonly user: string
  /** What the client calls itself. */
  readonly agent: string
  /** With its query. */
  readonly uri: string
  readonly code: number
  /** When the request came, in microseconds of RFC 3339. */
  readonly time: string
}

/** How often the log is looked at for the last request, 20 ms apart. */
const TRIES = 250

/**
 * Returns, from the log of the API server that `ask` speaks to, the requests that came at or after `since` and were answered
 * before the call, in the order of their coming; a watch is answered when it begins.
 */
export const readAudit = async (path: string, since: Date, ask: Ask): Promise<readonly AuditEntry[]> => {
  const mark = `/version?mark=${randomUUID()}`
  const log = await open(path)
  try {
    const { size } = await log.stat()
    // Answers are sent a moment before they are written down: what stands before our own last question is complete.
    await ask('GET', mark).then(
      () => waitFor(log, size, mark),
      () => undefined,
    )
    return entriesOf(await linesSince(log, since), since, mark)
  } finally {
    await log.close()
  }
}

const entriesOf = (lines: readonly string[], since: Date, mark: string): readonly AuditEntry[] => {
  const events = lines.filter((line) => cameSince(line, since)).map((line) => JSON.parse(line) as AuditEvent)
  const first = Map.groupBy(events, ({ auditID }) => auditID)
  return [...first.values()]
    .flatMap(([event]) => (event === undefined || event.requestURI === mark ? [] : [entryOf(event)]))
    .sort((a, b) => (a.time < b.time ? -1 : 1))
}

const waitFor = async (log: FileHandle, position: number, mark: string): Promise<void> => {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const { size } = await log.stat()
    if ((await read(log, position, size)).includes(mark)) return
    await sleep(20)
  }
}

const read = async (log: FileHandle, from: number, to: number): Promise<Buffer> => {
  const { buffer, bytesRead } = await log.read({ buffer: Buffer.alloc(to - from), position: from })
  return buffer.subarray(0, bytesRead)
}

/** How much of the log is read first, from its end on: the whole of it grows with all that was ever asked. */
const PIECE = 1 << 20

/** Returns lines from some time before `since` on; they are in the order in which requests were answered. */
const linesSince = async (log: FileHandle, since: Date): Promise<readonly string[]> => {
  const { size } = await log.stat()
  for (let from = size; ;) {
    from = Math.max(0, from - PIECE)
    const lines = (await read(log, from, size)).toString().split('\n')
    const answered = /"stageTimestamp":"([^"]+)"/.exec(lines[1] ?? '')?.[1]
    if (from === 0 || (answered !== undefined && Date.parse(answered) < since.getTime() - SLACK)) return lines
  }
}

/** Lines may be written in another order than that of their times, by some milliseconds. */
const SLACK = 1000

/** The fields read here of https://kubernetes.io/docs/reference/config-api/apiserver-audit.v1/#audit-k8s-io-v1-Event */
interface AuditEvent {
  readonly auditID: string
  readonly verb: string
  readonly requestURI: string
  readonly user: { readonly username?: string }
  readonly userAgent?: string
  readonly objectRef?: {
    readonly resource?: string
    readonly subresource?: string
    readonly namespace?: string
    readonly name?: string
  }
  readonly responseStatus?: { readonly code?: number }
  readonly requestReceivedTimestamp: string
}

/** Only lines that are wanted are parsed. A first and a last one may be cut short. */
const cameSince = (line: string, since: Date): boolean => {
  const time = /"requestReceivedTimestamp":"([^"]+)"/.exec(line)?.[1]
  return (
    time !== undefined &&
    line.startsWith('{"kind":"Event"') &&
    line.endsWith('}') &&
    time >= since.toISOString().replace('Z', '')
  )
}

const entryOf = ({ objectRef = {}, ...event }: AuditEvent): AuditEntry => ({
  verb: event.verb,
  resource: [objectRef.resource ?? '', objectRef.subresource ?? ''].filter((part) => part !== '').join('/'),
  namespace: objectRef.namespace ?? '',
  name: objectRef.name ?? '',
  user: event.user.username ?? '',
  agent: event.userAgent ?? '',
  uri: event.requestURI,
  code: event.responseStatus?.code ?? 0,
  time: event.requestReceivedTimestamp,
})

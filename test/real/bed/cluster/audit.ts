import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { auditLogOf } from './api-server.ts'
import type { Kubectl } from './kubectl.ts'
import type { Place } from './place.ts'

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
 * Returns the requests that came at or after `since` and were answered before the call, in the order of their coming; a
 * watch is answered when it begins.
 */
export const readAudit = async (place: Place, since: Date, kubectl: Kubectl): Promise<readonly AuditEntry[]> => {
  const mark = `/version?mark=${randomUUID()}`
  // Answers are sent a moment before they are written down: what stands before our own last question is complete.
  await kubectl(['get', '--raw', mark]).then(
    () => waitFor(place, mark),
    () => undefined,
  )
  const lines = (await readFile(auditLogOf(place), 'utf8')).split('\n')
  const events = lines.filter((line) => cameSince(line, since)).map((line) => JSON.parse(line) as AuditEvent)
  const first = Map.groupBy(events, ({ auditID }) => auditID)
  return [...first.values()]
    .flatMap(([event]) => (event === undefined || event.requestURI === mark ? [] : [entryOf(event)]))
    .sort((a, b) => (a.time < b.time ? -1 : 1))
}

const waitFor = async (place: Place, mark: string): Promise<void> => {
  for (let tries = 0; tries < TRIES; tries += 1) {
    if ((await readFile(auditLogOf(place), 'utf8')).includes(mark)) return
    await sleep(20)
  }
}

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

/** The log of a long run has a hundred thousand lines: only those that are wanted are parsed. A last one may be cut short. */
const cameSince = (line: string, since: Date): boolean => {
  const time = /"requestReceivedTimestamp":"([^"]+)"/.exec(line)?.[1]
  return time !== undefined && line.endsWith('}') && time >= since.toISOString().replace('Z', '')
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

import type { KubeObject } from '../../core/cluster/object.ts'
import { isRefused, refusalOf } from '../../core/cluster/refusal.ts'
import { pathOf, type Resource } from '../../core/cluster/resource.ts'
import { backOff } from '../../core/cluster/retry.ts'
import { refusalFromStatus } from '../../core/cluster/status.ts'
import type { ObjectQuery } from '../../ports.ts'
import { listAll, selectorsOf } from './list.ts'
import type { Call, Connection } from './request.ts'
import { ConnectionFailure } from './transport.ts'
import { BrokenStream, readEvents, type WatchEvent } from './watch-stream.ts'

/** Learns what a watch sees. */
export interface WatchSink {
  /** The server has lost count, or this is the first time: these are all there are. */
  replace(objects: readonly KubeObject[]): void
  present(object: KubeObject): void
  deleted(object: KubeObject): void
}

export interface Watched {
  readonly resource: Resource
  readonly query: ObjectQuery
}

/** What servers can do that is found out by trying. */
export interface WatchAbilities {
  /** Sends what there is at the beginning of a watch: a list and a watch in one request. */
  initialEvents: boolean
}

interface Watching extends Watched {
  readonly sink: WatchSink
  readonly abilities: WatchAbilities
  readonly signal: AbortSignal
}

/** Where a watch is: what it has seen, and whether anything was heard since it was opened. */
interface Position {
  /** Undefined: it begins anew. */
  version: string | undefined
  /** Of connections in a row that brought nothing. */
  failures: number
}

/**
 * Watches for ever: takes up broken connections where they were, and lists anew when the server no longer knows that.
 * Ends by throwing: the signal's reason, or the refusal of what will not change.
 */
export const watch = async (connection: Connection, watching: Watching): Promise<never> => {
  const { clock } = connection
  const position: Position = { version: undefined, failures: 0 }
  for (;;) {
    watching.signal.throwIfAborted()
    const began = clock.now()
    const retryAfter = await watchOnce(connection, watching, position)
    // A server that ends watches early is no trouble, as long as it does not do it at once.
    if (position.failures === 0 || (retryAfter === undefined && clock.now() - began > SHORTEST)) position.failures = 0
    const wait = position.failures === 0 ? 0 : backOff(position.failures, retryAfter, Math.random())
    if (wait > 0) await clock.sleep(wait, watching.signal).catch(() => watching.signal.throwIfAborted())
  }
}

/** Milliseconds that a connection has to last for the next one to follow without a wait. */
const SHORTEST = 500

/** Returns when the connection is over; after how many milliseconds the server wants to be asked again. */
const watchOnce = async (
  connection: Connection,
  watching: Watching,
  position: Position,
): Promise<number | undefined> => {
  position.failures += 1
  try {
    if (position.version === undefined && !watching.abilities.initialEvents) await list(connection, watching, position)
    await stream(connection, watching, position)
  } catch (error) {
    watching.signal.throwIfAborted()
    if (error instanceof Interruption) return error.retryAfter
    if (error instanceof ConnectionFailure || error instanceof BrokenStream || isServerFault(error)) return undefined
    if (isRefused(error, 410)) position.version = undefined
    else if (position.version === undefined && isRefused(error, 422) && watching.abilities.initialEvents)
      watching.abilities.initialEvents = false
    else throw error
  }
  return undefined
}

/** A watch asks for nothing that could be wrong with a field, so the fault of a server in trouble is one that passes. */
const isServerFault = (error: unknown): boolean => (refusalOf(error)?.status ?? 0) >= 500

/** An ERROR event that says to come back. */
class Interruption extends Error {
  override readonly name = 'Interruption'
  readonly retryAfter: number | undefined

  constructor(retryAfter: number | undefined) {
    super('The server interrupted the watch')
    this.retryAfter = retryAfter
  }
}

const list = async (
  connection: Connection,
  { resource, query, sink, signal }: Watching,
  position: Position,
): Promise<void> => {
  const { items, resourceVersion } = await listAll(connection, resource, query, signal)
  position.version = resourceVersion
  sink.replace(items)
}

const stream = async (connection: Connection, watching: Watching, position: Position): Promise<void> => {
  const answer = await connection.open(callOf(connection, watching, position))
  const initial = position.version === undefined ? new Map<string, KubeObject>() : undefined
  let beginning = initial
  try {
    for await (const event of readEvents(answer.body)) {
      position.failures = 0
      if (event.type === 'ERROR') throw errorOf(connection, watching, event)
      if (beginning === undefined) pass(event, watching.sink)
      else if (isEndOfBeginning(event)) {
        watching.sink.replace([...beginning.values()])
        beginning = undefined
      } else gather(event, beginning)
      // Until all of the beginning is there, there is nothing that could be taken up.
      if (beginning === undefined) position.version = event.object.metadata?.resourceVersion ?? position.version
    }
  } finally {
    answer.destroy()
  }
}

const callOf = ({ limits }: Connection, { resource, query, signal }: Watching, { version }: Position): Call => ({
  attempt: { verb: 'follow', what: resource.plural, namespace: query.namespace },
  method: 'GET',
  path: pathOf(resource, query.namespace),
  query: {
    ...selectorsOf(query),
    watch: 'true',
    allowWatchBookmarks: 'true',
    timeoutSeconds: String(Math.ceil(limits.watch / 1000)),
    ...(version === undefined
      ? { sendInitialEvents: 'true', resourceVersionMatch: 'NotOlderThan' }
      : { resourceVersion: version }),
  },
  idle: limits.watch + limits.overdue,
  endless: true,
  signal,
})

// https://kubernetes.io/docs/reference/using-api/api-concepts/#streaming-lists
const isEndOfBeginning = ({ type, object }: WatchEvent): boolean =>
  type === 'BOOKMARK' && object.metadata?.annotations?.['k8s.io/initial-events-end'] === 'true'

const gather = ({ type, object }: WatchEvent, objects: Map<string, KubeObject>): void => {
  const name = object.metadata?.name ?? ''
  if (type === 'DELETED') objects.delete(name)
  else if (type !== 'BOOKMARK') objects.set(name, object)
}

const pass = ({ type, object }: WatchEvent, sink: WatchSink): void => {
  if (type === 'DELETED') sink.deleted(object)
  else if (type !== 'BOOKMARK') sink.present(object)
}

const errorOf = (connection: Connection, { resource, query }: Watching, { object }: WatchEvent): Error => {
  const refusal = refusalFromStatus(object)
  const seconds = (object as { readonly details?: { readonly retryAfterSeconds?: number } }).details?.retryAfterSeconds
  if (refusal.status === 429 || refusal.status >= 500 || refusal.status === 0)
    return new Interruption(seconds === undefined ? undefined : seconds * 1000)
  return connection.failure({ verb: 'follow', what: resource.plural, namespace: query.namespace }, refusal)
}

import type { ServerResponse } from 'node:http'
import type { ObjectQuery } from '../../../src/ports.ts'
import type { FakeCluster } from '../cluster.ts'
import { type Json } from '../cluster/fields.ts'
import { selects } from '../cluster/selector.ts'
import { metaOf, type StoreChange } from '../cluster/store.ts'

/** What one watch asked for. */
export interface WatchRequest {
  /** `batch/v1/jobs`. */
  readonly resource: string
  readonly apiVersion: string
  readonly kind: string
  readonly query: ObjectQuery
  /** Where it goes on; undefined: with what there is. */
  readonly since: number | undefined
  readonly seconds: number
}

/** The changes of a cluster, in order, for watches to follow. */
export interface History {
  version(): number
  watch(request: WatchRequest, objects: readonly Json[], response: ServerResponse): void
  compact(how: 'status' | 'event'): void
  bookmark(): void
  endAll(): void
}

interface OpenWatch {
  readonly request: WatchRequest
  readonly response: ServerResponse
}

export const openHistory = (cluster: FakeCluster): History => {
  const changes: StoreChange[] = []
  const open = new Set<OpenWatch>()
  const state = { version: 1000, oldest: 0, how: 'status' as 'status' | 'event' }
  cluster.listen((change) => {
    state.version = change.version
    changes.push(change)
    for (const watch of open) tell(watch, change)
  })
  return {
    version: () => state.version,
    watch: (request, objects, response) => {
      const expired = request.since !== undefined && request.since < state.oldest
      if (expired && state.how === 'status') return sendJson(response, 410, EXPIRED)
      response.writeHead(200, { 'content-type': 'application/json' })
      response.flushHeaders()
      if (expired) return void response.end(`${JSON.stringify({ type: 'ERROR', object: EXPIRED })}\n`)
      const watch = { request, response }
      begin(watch, objects, changes, state.version)
      open.add(watch)
      const timer = setTimeout(() => {
        open.delete(watch)
        response.end()
      }, request.seconds * 1000)
      response.on('close', () => {
        clearTimeout(timer)
        open.delete(watch)
      })
    },
    compact: (how) => {
      state.oldest = state.version
      state.how = how
    },
    bookmark: () => {
      for (const watch of open) sendBookmark(watch, state.version)
    },
    endAll: () => {
      for (const { response } of open) response.end()
      open.clear()
    },
  }
}

export const sendJson = (response: ServerResponse, status: number, body: object, headers: object = {}): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(body))
}

const EXPIRED = {
  kind: 'Status',
  apiVersion: 'v1',
  status: 'Failure',
  message: 'too old resource version',
  reason: 'Expired',
  code: 410,
}

const begin = (watch: OpenWatch, objects: readonly Json[], changes: readonly StoreChange[], version: number): void => {
  const { since, query } = watch.request
  if (since !== undefined) {
    for (const change of changes) if (change.version > since) tell(watch, change)
    return
  }
  for (const object of objects) if (selects(query, object)) send(watch, 'ADDED', object)
  sendBookmark(watch, version, { 'k8s.io/initial-events-end': 'true' })
}

const tell = (watch: OpenWatch, { resource, before, after, version }: StoreChange): void => {
  const { request } = watch
  if (resource !== request.resource) return
  const was = before !== undefined && selects(request.query, before)
  if (after !== undefined && selects(request.query, after)) send(watch, was ? 'MODIFIED' : 'ADDED', after)
  else if (was) send(watch, 'DELETED', withVersion(after ?? before, version))
}

const withVersion = (object: Json, version: number): Json => ({
  ...object,
  metadata: { ...metaOf(object), resourceVersion: String(version) },
})

const sendBookmark = (watch: OpenWatch, version: number, annotations?: object): void => {
  const { apiVersion, kind } = watch.request
  const metadata = { resourceVersion: String(version), ...(annotations === undefined ? {} : { annotations }) }
  send(watch, 'BOOKMARK', { apiVersion, kind, metadata })
}

const send = ({ response }: OpenWatch, type: string, object: Json): void =>
  void response.write(`${JSON.stringify({ type, object })}\n`)

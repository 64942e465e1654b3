import type { IncomingMessage, ServerResponse } from 'node:http'
import { refusalOf, type Refusal } from '../../../src/core/cluster/refusal.ts'
import * as resources from '../../../src/core/cluster/resource.ts'
import type { Resource } from '../../../src/core/cluster/resource.ts'
import type { DeleteOptions, ObjectQuery, PatchOperation, Written } from '../../../src/ports.ts'
import type { FakeCluster } from '../cluster.ts'
import { type Json } from '../cluster/fields.ts'
import { nameOf } from '../cluster/store.ts'
import { type History, sendJson } from './history.ts'

export interface ApiContext {
  readonly cluster: FakeCluster
  readonly history: History
  readonly admits: (authorization: string | undefined) => boolean
  readonly streamingLists: boolean
}

/** One request to an object, a collection, or something below an object. */
interface Asked {
  readonly method: string
  readonly resource: Resource
  readonly namespace: string
  readonly name: string | undefined
  readonly subresource: string | undefined
  readonly query: URLSearchParams
  readonly body: unknown
}

/** Answers as an API server does, with a Status for whatever it refuses. */
export const answerRequest = async (
  request: IncomingMessage,
  response: ServerResponse,
  context: ApiContext,
): Promise<void> => {
  const url = new URL(request.url ?? '', 'http://server')
  const text = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>)).toString()
  if (!context.admits(request.headers.authorization)) return sendStatus(response, UNAUTHORIZED)
  const never = new AbortController().signal
  try {
    if (url.pathname === '/version') {
      const { major, minor, text: gitVersion } = await context.cluster.version(never)
      return sendJson(response, 200, { major: String(major), minor: String(minor), gitVersion })
    }
    if (url.pathname.endsWith('/selfsubjectrulesreviews')) {
      const { spec } = JSON.parse(text) as { readonly spec: { readonly namespace: string } }
      const { rules, incomplete } = await context.cluster.rights(spec.namespace, never)
      return sendJson(response, 201, { status: { resourceRules: rules, incomplete } })
    }
    const asked = askedOf(request.method ?? '', url, text)
    if (asked === undefined)
      return void response.writeHead(404, { 'content-type': 'text/plain' }).end('404 page not found\n')
    await answer(asked, response, context)
  } catch (error) {
    const refusal = refusalOf(error)
    if (refusal === undefined) throw error
    sendStatus(response, refusal)
  }
}

const UNAUTHORIZED: Refusal = { status: 401, reason: 'Unauthorized', message: 'Unauthorized', causes: [] }

const sendStatus = (response: ServerResponse, { status, reason, message, causes }: Refusal): void =>
  sendJson(response, status, {
    kind: 'Status',
    apiVersion: 'v1',
    status: 'Failure',
    message,
    reason,
    code: status,
    ...(causes.length === 0 ? {} : { details: { causes } }),
  })

const RESOURCES: readonly Resource[] = Object.values(resources).filter((value) => typeof value === 'object')

const askedOf = (method: string, url: URL, text: string): Asked | undefined => {
  const [, version = '', namespace = '', plural = '', name, subresource] =
    /^\/(?:api|apis)\/(.+)\/namespaces\/([^/]+)\/([^/]+)(?:\/([^/]+))?(?:\/([^/]+))?$/.exec(url.pathname) ?? []
  const resource = RESOURCES.find((known) => known.apiVersion === version && known.plural === plural)
  if (resource === undefined) return undefined
  const body: unknown = text === '' ? undefined : JSON.parse(text)
  return { method, resource, namespace, name, subresource, query: url.searchParams, body }
}

const never = new AbortController().signal

const answer = async (asked: Asked, response: ServerResponse, context: ApiContext): Promise<void> => {
  const { method, name, subresource } = asked
  if (subresource === 'log') return sendLog(asked, response, context)
  if (method === 'GET' && name !== undefined) return sendObject(asked, response, context)
  if (method === 'GET')
    return asked.query.has('watch') ? sendWatch(asked, response, context) : sendList(asked, response, context)
  if (method === 'DELETE') return remove(asked, response, context)
  return write(asked, response, context)
}

const sendObject = async (
  { resource, namespace, name = '' }: Asked,
  response: ServerResponse,
  { cluster }: ApiContext,
): Promise<void> => {
  const object = await cluster.get(resource, { namespace, name }, never)
  if (object !== undefined) return sendJson(response, 200, object)
  sendStatus(response, {
    status: 404,
    reason: 'NotFound',
    message: `${resource.plural} "${name}" not found`,
    causes: [],
  })
}

const queryOf = ({ namespace, query }: Asked): ObjectQuery => {
  const [labelSelector, fieldSelector] = [query.get('labelSelector'), query.get('fieldSelector')]
  return {
    namespace,
    ...(labelSelector !== null && { labelSelector }),
    ...(fieldSelector !== null && { fieldSelector }),
  }
}

/** Pages are cut from the list as it is when each is asked for. */
const sendList = async (asked: Asked, response: ServerResponse, { cluster, history }: ApiContext): Promise<void> => {
  const all = await cluster.list(asked.resource, queryOf(asked), never)
  const start = Number(asked.query.get('continue') ?? 0)
  const end = start + Number(asked.query.get('limit') ?? all.length)
  const items = all.slice(start, end).map(({ apiVersion: _version, kind: _kind, ...item }) => item)
  const metadata = { resourceVersion: String(history.version()), ...(end < all.length && { continue: String(end) }) }
  sendJson(response, 200, { kind: `${asked.resource.kind}List`, metadata, items })
}

const sendWatch = async (asked: Asked, response: ServerResponse, context: ApiContext): Promise<void> => {
  const { cluster, history, streamingLists } = context
  const { resource, query } = asked
  if (query.has('sendInitialEvents') && !streamingLists) {
    const message = 'sendInitialEvents is forbidden for watch unless the WatchList feature gate is enabled'
    return sendStatus(response, { status: 422, reason: 'Invalid', message, causes: [] })
  }
  const objects = await cluster.list(resource, queryOf(asked), never)
  const since = query.get('resourceVersion')
  history.watch(
    {
      resource: nameOf(resource),
      apiVersion: resource.apiVersion,
      kind: resource.kind,
      query: queryOf(asked),
      since: since === null ? undefined : Number(since),
      seconds: Number(query.get('timeoutSeconds') ?? 3600),
    },
    objects as unknown as readonly Json[],
    response,
  )
}

const write = async (asked: Asked, response: ServerResponse, { cluster }: ApiContext): Promise<void> => {
  const { method, resource, namespace, name = '', query, body } = asked
  const object = { ...(body as Json), metadata: { namespace, ...((body as Json)['metadata'] as Json) } }
  const applied = { force: query.get('force') === 'true', dryRun: query.get('dryRun') === 'All' }
  const written: Written<object> =
    method === 'POST'
      ? await cluster.create(resource, object, never)
      : Array.isArray(body)
        ? await cluster.patch(resource, { namespace, name }, body as readonly PatchOperation[], never)
        : await cluster.apply(resource, object, applied, never)
  const warning = written.warnings.map((text) => `299 - ${JSON.stringify(text)}`)
  sendJson(response, method === 'POST' ? 201 : 200, written.object, warning.length === 0 ? {} : { warning })
}

const remove = async (asked: Asked, response: ServerResponse, { cluster }: ApiContext): Promise<void> => {
  const { resource, namespace, name = '', body } = asked
  const { preconditions = {} } = (body ?? {}) as { readonly preconditions?: DeleteOptions }
  const live = cluster.read(resource, { namespace, name })
  const outcome = await cluster.delete(resource, { namespace, name }, preconditions, never)
  const conflict = (what: string) =>
    sendStatus(response, { status: 409, reason: 'Conflict', message: `Precondition failed: ${what}`, causes: [] })
  if (outcome === 'deleted') sendJson(response, 200, { kind: 'Status', status: 'Success' })
  else if (outcome === 'changed') conflict('ResourceVersion in precondition: 1, ResourceVersion in object meta: 2')
  else if (live !== undefined) conflict('UID in precondition: 1, UID in object meta: 2')
  else
    sendStatus(response, {
      status: 404,
      reason: 'NotFound',
      message: `${resource.plural} "${name}" not found`,
      causes: [],
    })
}

/** Lines come a tenth of a second apart, as their times say; what was asked for since is a whole second. */
const sendLog = async (asked: Asked, response: ServerResponse, { cluster }: ApiContext): Promise<void> => {
  const { namespace, name = '', query } = asked
  const options = { follow: query.get('follow') === 'true', previous: query.get('previous') === 'true' }
  const since = Math.floor(Date.parse(query.get('sinceTime') ?? '1970-01-01') / 1000) * 1000
  const gone = new AbortController()
  response.on('close', () => gone.abort())
  const lines = cluster.logs({ namespace, name }, query.get('container') ?? '', options, gone.signal)
  const tail = query.get('tailLines')
  const kept: string[] = []
  let number = 0
  const timed = (line: string): string => {
    const time = FIRST_LINE + 100 * number
    number += 1
    return time < since ? '' : `${new Date(time).toISOString().replace('Z', '000000Z')} ${line}\n`
  }
  try {
    for await (const line of lines) {
      if (!response.headersSent) response.writeHead(200, { 'content-type': 'text/plain' })
      if (tail === null) response.write(timed(line))
      else kept.push(timed(line))
    }
  } catch (error) {
    if (!gone.signal.aborted) throw error
  }
  response.end(tail === null ? '' : kept.slice(-Number(tail)).join(''))
}

const FIRST_LINE = Date.UTC(2026, 0, 1)

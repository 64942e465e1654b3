import http from 'node:http'
import type { SecureContextOptions } from 'node:tls'
import https from 'node:https'
import type { Socket } from 'node:net'
import { answerRequest } from './api-server/answer.ts'
import { openHistory } from './api-server/history.ts'
import { type FakeCluster, fakeCluster } from './cluster.ts'
import { closeServer, listen } from './loopback.ts'

export interface ApiServerOptions {
  readonly cluster?: FakeCluster
  /** Which Authorization headers are good; by default, any and none. */
  readonly admits?: (authorization: string | undefined) => boolean
  /** False: as servers without streaming lists answer. */
  readonly streamingLists?: boolean
  /** Key and certificate: it then speaks TLS. */
  readonly tls?: SecureContextOptions
}

export interface ApiServer {
  /** Its objects, and what a test does to them. */
  readonly cluster: FakeCluster
  /** `127.0.0.1:port`. */
  readonly host: string
  readonly url: string
  /** `GET /api/v1/…`, in the order they came. */
  readonly received: readonly string[]
  /** Forgets what changed until now: watches that ask for it get 410, as a status or as an event. */
  compact(how: 'status' | 'event'): void
  /** Sends a bookmark to all watches. */
  bookmark(): void
  /** Ends all watches that are open, without an error. */
  endWatches(): void
  close(): Promise<void>
}

/** Serves a cluster in memory over the API server's own protocol, on a free port of 127.0.0.1. */
export const openApiServer = async (options: ApiServerOptions = {}): Promise<ApiServer> => {
  const { cluster = fakeCluster(), admits = () => true, streamingLists = true, tls } = options
  const received: string[] = []
  const history = openHistory(cluster)
  const listener: http.RequestListener = (request, response) => {
    received.push(`${request.method ?? ''} ${request.url ?? ''}`)
    void answerRequest(request, response, { cluster, history, admits, streamingLists })
  }
  const server = tls === undefined ? http.createServer(listener) : https.createServer(tls, listener)
  server.on('connection', (socket: Socket) => socket.on('error', () => undefined))
  const host = await listen(server)
  return {
    cluster,
    host,
    url: `${tls === undefined ? 'http' : 'https'}://${host}`,
    received,
    compact: (how) => history.compact(how),
    bookmark: () => history.bookmark(),
    endWatches: () => history.endAll(),
    close: () => {
      history.endAll()
      return closeServer(server)
    },
  }
}

/** Writes a kubeconfig, as text, for a server. */
export const kubeconfigFor = (server: string, user: object = { token: 'secret-token' }, cluster: object = {}): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'fake', cluster: { server, ...cluster } }],
    users: [{ name: 'somebody', user }],
    contexts: [{ name: 'fake', context: { cluster: 'fake', user: 'somebody', namespace: 'prod' } }],
    'current-context': 'fake',
  })

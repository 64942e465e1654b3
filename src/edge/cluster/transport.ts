import http from 'node:http'
import https from 'node:https'
import type { Duplex } from 'node:stream'
import { isLoopback } from '../../core/registry/address.ts'
import type { Account, Credentials } from './account.ts'
import type { ClusterLimits } from './limits.ts'

export interface WireRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Below the server's address, with its query. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array | undefined
  /** Milliseconds without a byte. */
  readonly idle: number
  readonly signal: AbortSignal
}

export interface WireAnswer {
  readonly status: number
  readonly headers: http.IncomingHttpHeaders
  /** One for each Warning header. */
  readonly warnings: readonly string[]
  /** What was shown of the account. */
  readonly credentials: Credentials
  /** To be read to its end, or left by destroy(): until then it holds a connection. Throws ConnectionFailure. */
  readonly body: AsyncIterable<Uint8Array>
  destroy(): void
}

/** A connection that changed its protocol, or an answer that refuses to. */
export type Upgraded =
  | { readonly kind: 'socket'; readonly socket: Duplex; readonly head: Uint8Array; readonly protocol: string }
  | { readonly kind: 'answer'; readonly answer: WireAnswer }

export interface Transport {
  /** Sends one request and resolves with whatever answer comes. Throws ConnectionFailure, or the signal's reason. */
  send(request: WireRequest): Promise<WireAnswer>
  /** As send, for a request to change the protocol. */
  upgrade(request: WireRequest): Promise<Upgraded>
  close(): void
}

/** No answer, or only a part of it. */
export class ConnectionFailure extends Error {
  override readonly name = 'ConnectionFailure'
  /** Node's or the system's: ECONNRESET, CERT_HAS_EXPIRED. */
  readonly code: string
  /** The server had closed a connection that was kept for the next request: that says nothing about the server. */
  readonly stale: boolean

  constructor(code: string, stale: boolean, cause: Error) {
    super(cause.message, { cause })
    this.code = code
    this.stale = stale
  }
}

export interface TransportOptions {
  readonly server: string
  /** proxy-url of the kubeconfig. */
  readonly proxy: string | undefined
  /** HTTPS_PROXY and NO_PROXY are read from here, in either case. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly account: Account
  readonly limits: ClusterLimits
}

/** Opens connections to one API server and keeps them: one for each request on its way, watches and logs included. */
export const openTransport = (options: TransportOptions): Transport => {
  const server = new URL(options.server)
  const agent = makeAgent(server, options)
  const start = async (request: WireRequest): Promise<Started> => {
    request.signal.throwIfAborted()
    const credentials = await options.account.credentials()
    request.signal.throwIfAborted()
    return { credentials, req: open(request, { server, agent, credentials, limits: options.limits }) }
  }
  return {
    send: async (request) => exchange(request, await start(request)),
    upgrade: async (request) => upgrade(request, await start(request)),
    close: () => agent.destroy(),
  }
}

interface Started {
  readonly credentials: Credentials
  readonly req: http.ClientRequest
}

const makeAgent = (server: URL, { proxy, env }: TransportOptions): http.Agent => {
  const proxyEnv =
    proxy === undefined ? (isLoopback(server.hostname) ? undefined : env) : { HTTPS_PROXY: proxy, HTTP_PROXY: proxy }
  const options = { keepAlive: true, ...(proxyEnv === undefined ? {} : { proxyEnv }) }
  return server.protocol === 'https:' ? new https.Agent(options) : new http.Agent(options)
}

interface Surroundings {
  readonly server: URL
  readonly agent: http.Agent
  readonly credentials: Credentials
  readonly limits: ClusterLimits
}

const open = (request: WireRequest, { server, agent, credentials, limits }: Surroundings): http.ClientRequest => {
  const { method, path, headers, body, idle, signal } = request
  const secure = server.protocol === 'https:'
  const req = (secure ? https : http).request({
    agent: credentials.agent ?? agent,
    ...(secure ? credentials.tls : {}),
    protocol: server.protocol,
    hostname: server.hostname.replace(/^\[|\]$/g, ''),
    port: server.port,
    path: `${server.pathname.replace(/\/$/, '')}${path}`,
    method,
    headers: {
      'user-agent': 'function-images',
      accept: 'application/json',
      ...credentials.headers,
      ...headers,
      ...(body === undefined ? {} : { 'content-length': body.length }),
    },
    timeout: idle,
    signal,
  })
  const cut = (why: string): unknown => req.destroy(Object.assign(new Error(why), { code: 'ETIMEDOUT' }))
  req.on('timeout', () => cut(`no byte for ${idle / 1000} s`))
  req.on('socket', (socket) => {
    if (!socket.connecting) return
    const timer = setTimeout(() => cut(`no connection within ${limits.connect / 1000} s`), limits.connect)
    const stop = (): void => clearTimeout(timer)
    req.once('close', stop)
    socket.once(secure ? 'secureConnect' : 'connect', stop)
  })
  req.end(body)
  return req
}

const exchange = (request: WireRequest, { req, credentials }: Started): Promise<WireAnswer> => {
  const { promise, resolve, reject } = Promise.withResolvers<WireAnswer>()
  req.on('error', (error) => reject(failureOf(request, req, error)))
  req.on('response', (res) => resolve(answerOf(request, { req, res, credentials })))
  return promise
}

const upgrade = (request: WireRequest, { req, credentials }: Started): Promise<Upgraded> => {
  const { promise, resolve, reject } = Promise.withResolvers<Upgraded>()
  req.on('error', (error) => reject(failureOf(request, req, error)))
  req.on('response', (res) => resolve({ kind: 'answer', answer: answerOf(request, { req, res, credentials }) }))
  req.on('upgrade', (res, socket, head) => {
    socket.setTimeout(0)
    const protocol = res.headers['sec-websocket-protocol'] ?? ''
    resolve({ kind: 'socket', socket, head, protocol })
  })
  return promise
}

interface Received {
  readonly req: http.ClientRequest
  readonly res: http.IncomingMessage
  readonly credentials: Credentials
}

const answerOf = (request: WireRequest, { req, res, credentials }: Received): WireAnswer => {
  const body = async function* (): AsyncIterable<Uint8Array> {
    try {
      yield* res as AsyncIterable<Uint8Array>
    } catch (error) {
      throw failureOf(request, undefined, error)
    }
  }
  res.on('error', () => undefined)
  return {
    status: res.statusCode ?? 0,
    headers: res.headers,
    warnings: res.headersDistinct['warning'] ?? [],
    credentials,
    body: body(),
    destroy: () => {
      res.destroy()
      req.destroy()
    },
  }
}

const failureOf = (request: WireRequest, req: http.ClientRequest | undefined, error: unknown): Error => {
  if (request.signal.aborted) return request.signal.reason as Error
  if (!(error instanceof Error)) return new Error(String(error))
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return new ConnectionFailure(
    code === 'ERR_STREAM_PREMATURE_CLOSE' ? 'ECONNRESET' : code,
    req?.reusedSocket === true && code === 'ECONNRESET',
    error,
  )
}

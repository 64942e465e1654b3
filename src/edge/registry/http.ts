import http from 'node:http'
import type https from 'node:https'
import { isIP } from 'node:net'
import { Readable } from 'node:stream'
import { isLoopback } from '../../core/registry/address.ts'
import { describeTarget, type Target } from '../../core/registry/target.ts'
import type { Limits } from './limits.ts'

export interface HttpOptions {
  /** HTTP_PROXY, HTTPS_PROXY and NO_PROXY are read from here, in either case. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** PEM, trusted beside the usual authorities. */
  readonly ca?: string | undefined
  readonly limits: Limits
  /** Hosts, with their port where they name one, that are reached at another address: `127.0.0.1:port`. */
  readonly routes?: ReadonlyMap<string, string> | undefined
  /** Called once for each request, when its answer has been read; status 0 stands for no answer. */
  readonly observe?: ((request: Observed) => void) | undefined
}

export interface Observed {
  readonly method: string
  /** Without its query. */
  readonly url: string
  readonly status: number
  /** Of bodies. */
  readonly bytesSent: number
  readonly bytesReceived: number
}

export interface HttpRequest {
  readonly method: string
  readonly target: Target
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Body | undefined
  readonly signal: AbortSignal
  /** Milliseconds for the whole exchange. */
  readonly total: number
}

/** Bytes, which can be sent again, or a stream, which cannot. */
export type Body = Uint8Array | BodyStream

export interface BodyStream {
  readonly size: number
  readonly chunks: AsyncIterable<Uint8Array>
}

export interface HttpResponse {
  readonly status: number
  readonly headers: http.IncomingHttpHeaders
  /** One for each WWW-Authenticate header. */
  readonly challenges: readonly string[]
  readonly target: Target
  /** To be read to its end, or left by destroy(): until then it holds a connection. */
  readonly body: AsyncIterable<Uint8Array>
  destroy(): void
}

export interface Http {
  /** Sends one request and resolves with whatever answer comes. Throws HttpFailure, or the signal's reason. */
  send(request: HttpRequest): Promise<HttpResponse>
  close(): void
}

/** No answer, or only a part of it. */
export class HttpFailure extends Error {
  override readonly name = 'HttpFailure'
  readonly method: string
  readonly target: Target
  /** Node's or the system's: ECONNRESET, CERT_HAS_EXPIRED. */
  readonly code: string

  constructor({ method, target }: HttpRequest, code: string, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause)
    super(`${method} ${describeTarget(target)}: ${why}`, { cause })
    this.method = method
    this.target = target
    this.code = code
  }
}

/** Connections to one host at once: more than 16 make a registry on the same computer slower. */
const MAX_CONNECTIONS = { loopback: 16, elsewhere: 32 }

/**
 * Opens a client that keeps connections alive, one agent for each origin. Neither `fetch` nor undici: both close the
 * connection after a HEAD, fetch decodes bodies behind our back, and neither knows proxies without being told.
 */
export const openHttp = (options: HttpOptions): Http => {
  const agents = new Map<string, http.Agent>()
  const ca = options.ca === undefined ? undefined : [...tls().getCACertificates('default'), options.ca]
  const agentFor = (url: URL): http.Agent => {
    const agent = agents.get(url.origin) ?? makeAgent(url, options, ca)
    agents.set(url.origin, agent)
    return agent
  }
  return {
    send: async (request) => send(request, agentFor(request.target.url), options),
    close: () => {
      for (const agent of agents.values()) agent.destroy()
      agents.clear()
    },
  }
}

// These take a third of the time in which this program starts; on loopback, none of them is needed.
const secure = (): typeof import('node:https') => process.getBuiltinModule('node:https')
const tls = (): typeof import('node:tls') => process.getBuiltinModule('node:tls')

const makeAgent = (url: URL, { env, routes }: HttpOptions, ca: string[] | undefined): http.Agent => {
  const local = isLoopback(url.hostname) || routes?.has(url.host) === true
  const options = {
    keepAlive: true,
    maxSockets: local ? MAX_CONNECTIONS.loopback : MAX_CONNECTIONS.elsewhere,
    // A proxy on another computer cannot reach what "localhost" means here.
    ...(local ? {} : { proxyEnv: env }),
  }
  return url.protocol === 'https:' ? new (secure().Agent)({ ...options, ...(ca && { ca }) }) : new http.Agent(options)
}

const send = (
  request: HttpRequest,
  agent: http.Agent,
  { limits, observe, routes }: HttpOptions,
): Promise<HttpResponse> => {
  const { target, signal } = request
  signal.throwIfAborted()
  const { promise, resolve, reject } = Promise.withResolvers<HttpResponse>()
  const sent = new Transmission(request, observe)
  const req = open(request, agent, { idle: limits.idle, route: routes?.get(target.url.host) })
  let answer: http.IncomingMessage | undefined
  const cut = (why: string): unknown => (answer ?? req).destroy(Object.assign(new Error(why), { code: 'ETIMEDOUT' }))
  req.on('error', (error) => {
    sent.end(0)
    reject(failureOf(request, error))
  })
  req.on('timeout', () => cut(`no byte for ${limits.idle / 1000} s`))
  req.on('socket', (socket) => {
    // Both clocks begin here: a request that waits for a free connection is not late.
    const stopTotal = startTimer(request.total, 'no end', cut)
    req.once('close', stopTotal)
    if (!socket.connecting) return
    const stopConnect = startTimer(limits.connect, 'no connection', cut)
    req.once('close', stopConnect)
    socket.once(target.url.protocol === 'https:' ? 'secureConnect' : 'connect', stopConnect)
  })
  req.on('response', (res) => {
    answer = res
    resolve(responseOf(request, { req, res }, sent))
  })
  writeBody(req, request.body, sent)
  return promise
}

interface Way {
  readonly idle: number
  readonly route: string | undefined
}

const open = ({ method, target, headers, body, signal }: HttpRequest, agent: http.Agent, { idle, route }: Way) => {
  const { protocol } = target.url
  const length = body === undefined ? (method === 'POST' ? 0 : undefined) : 'size' in body ? body.size : body.length
  return (protocol === 'https:' ? secure() : http).request({
    agent,
    protocol,
    ...addressOf(target.url, route),
    path: target.path,
    method,
    headers: {
      'user-agent': 'function-images',
      ...(route === undefined ? {} : { host: target.url.host }),
      ...headers,
      ...(length === undefined ? {} : { 'content-length': length }),
    },
    timeout: idle,
    signal,
  })
}

/** Whatever the way, the registry is who its name says: in its Host header and in its certificate. */
const addressOf = (url: URL, route: string | undefined): https.RequestOptions => {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (route === undefined) return { hostname: host, port: url.port }
  const { hostname, port } = new URL(`http://${route}`)
  if (url.protocol === 'http:') return { hostname, port }
  return {
    hostname,
    port,
    // A literal address is no server name, but it is what the certificate has to be for.
    ...(isIP(host) === 0 ? { servername: host } : { servername: '' }),
    checkServerIdentity: (_name, certificate) => tls().checkServerIdentity(host, certificate),
  }
}

const writeBody = (req: http.ClientRequest, body: Body | undefined, sent: Transmission): void => {
  if (body === undefined) req.end()
  else if (!('size' in body)) {
    req.end(body)
    sent.bytesSent = body.length
  } else {
    const counted = async function* (): AsyncIterable<Uint8Array> {
      for await (const chunk of body.chunks) {
        sent.bytesSent += chunk.length
        yield chunk
      }
    }
    const chunks = Readable.from(counted(), { objectMode: true, highWaterMark: 1 })
    // pipe() forwards no errors: a body that fails must cut the request, or the server would wait for the rest.
    chunks.on('error', (error) => req.destroy(error))
    req.on('close', () => chunks.destroy())
    chunks.pipe(req)
  }
}

const startTimer = (limit: number, what: string, cut: (why: string) => unknown): (() => void) => {
  const timer = setTimeout(() => cut(`${what} within ${limit / 1000} s`), limit)
  return () => clearTimeout(timer)
}

const responseOf = (
  request: HttpRequest,
  { req, res }: { readonly req: http.ClientRequest; readonly res: http.IncomingMessage },
  sent: Transmission,
): HttpResponse => {
  const status = res.statusCode ?? 0
  const destroy = (): void => {
    sent.end(status)
    res.destroy()
  }
  const body = async function* (): AsyncIterable<Uint8Array> {
    try {
      for await (const chunk of res as AsyncIterable<Uint8Array>) {
        sent.bytesReceived += chunk.length
        yield chunk
      }
    } catch (error) {
      throw failureOf(request, error)
    } finally {
      sent.end(status)
      // An answer before the end of our body is the last of this connection.
      if (!req.writableFinished) req.destroy()
    }
  }
  res.on('error', () => undefined)
  return {
    status,
    headers: res.headers,
    challenges: res.headersDistinct['www-authenticate'] ?? [],
    target: request.target,
    body: body(),
    destroy,
  }
}

/** Counts what one request moves, and reports it once. */
class Transmission {
  bytesSent = 0
  bytesReceived = 0
  #report: ((status: number) => void) | undefined

  constructor({ method, target }: HttpRequest, observe: HttpOptions['observe']) {
    const url = `${target.url.origin}${target.path.split('?')[0] ?? ''}`
    this.#report = (status) => {
      const { bytesSent, bytesReceived } = this
      observe?.({ method, url, status, bytesSent, bytesReceived })
    }
  }

  end(status: number): void {
    this.#report?.(status)
    this.#report = undefined
  }
}

const failureOf = (request: HttpRequest, error: unknown): Error => {
  if (request.signal.aborted) return request.signal.reason as Error
  // A body of ours that failed has cut the request: its reason has no code, or is a failure of its own request.
  if (!(error instanceof Error) || error instanceof HttpFailure || !hasCode(error)) return error as Error
  return new HttpFailure(request, error.code, error)
}

const hasCode = (error: Error): error is Error & { readonly code: string } =>
  'code' in error && typeof error.code === 'string'

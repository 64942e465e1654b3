/**
 * An HTTP proxy that does wrong on purpose: it stands in front of a real server (a registry, an API server) and does to
 * chosen exchanges what broken networks and broken servers do.
 *
 *     const proxy = await openFaultProxy({ upstream: registry.host, script: 'PUT /blobs: 1*pass -> 1*reset@65536 -> pass' })
 *     … client speaks to proxy.host …
 *     proxy.seen('PUT /blobs').length
 *
 * Script: failpoints, one a line or parted by `;`
 *
 *     script    = failpoint { (newline | ";") failpoint }
 *     failpoint = method { "|" method } pattern ": " step { "->" step }       method `*`: all
 *     pattern   = part of path and query; `*` is any text, `^` and `$` tie it to the start and the end; no blanks
 *     step      = [ count "*" ] fault { "+" fault }                           no count: for ever
 *     fault     = name [ "@" byte ] [ "(" JSON values ")" ]
 *
 * The first failpoint that fits a request and has a step left decides; without one, and after the last counted step, the
 * exchange passes. Byte numbers count the body. Faults:
 *
 *     pass                       nothing
 *     reset, reset@N             RST instead of any reply, after N bytes of the request went upstream (keep N below its length)
 *     choke@N                    reads N bytes of the request, then reads no more
 *     drop                       the upstream gets and does it all; its reply is thrown away, the client gets RST
 *     stall                      takes the request, never answers; the upstream hears nothing
 *     stall@N                    N bytes of the reply, then silence
 *     resetReply@N               N bytes of the reply, then RST
 *     cut@N, cut@N("chunked")    N bytes of the reply, then FIN; reply framed as it was, or as "length", "chunked", "close"
 *     framing("close")           frames the whole reply in another way
 *     status(429, {…}, "…")      answers with status, headers, body; the upstream hears nothing
 *     set({"location": "x"})     puts headers of the reply; null takes one away, a list sends it more than once
 *     setRequest({…})            the same for the request, towards the upstream
 *     edit("location", "a", "b") replaces the regular expression a by b in a header of the reply
 *     body("…")                  replaces the reply's body and its length
 *     flip@N                     inverts the lowest bit of byte N of the reply
 *     gzip                       compresses the reply with Content-Encoding, asked or not
 *     slow(bytes, ms)            sends the reply in pieces with waits between, 1 byte a second when not told
 *     delay(ms)                  waits before the upstream is asked
 *     duplicate                  sends the request upstream twice; the client gets the second reply
 *     call("name")               awaits a hook before the upstream is asked; a reply it returns is the answer
 *     callAfter("name")          the same between the upstream's reply and ours (kill the server there, …)
 *
 * It can also be given to a client as its HTTP_PROXY: whole URLs and CONNECT lead to the upstream, whatever they name.
 *
 * A fault at N ends a shorter body at its end. Faults joined by `+` act together: `set({…})+cut@10`.
 */
import http from 'node:http'
import https from 'node:https'
import type { Duplex } from 'node:stream'
import type { SecureContextOptions } from 'node:tls'
import { type Script, parseScript, parseSelector, selects } from './fault-proxy/language.ts'
import { relay, tunnel } from './fault-proxy/relay.ts'
import { type Reply, treatmentOf } from './fault-proxy/treatment.ts'
import { closeServer, listen } from './loopback.ts'

export type { Reply } from './fault-proxy/treatment.ts'

/** What the proxy saw of one request and let through of its reply. Filled in as the exchange goes on. */
export interface Exchange {
  readonly method: string
  /** Path and query, as sent. */
  readonly target: string
  readonly headers: http.IncomingHttpHeaders
  /** Equal for exchanges on one connection. */
  readonly connection: number
  /** The step that was applied, as written. */
  readonly fault: string
  /** Of the body, read from the client. */
  requestBytes: number
  /** Undefined when there was no reply; for `drop`, the one that was thrown away. */
  status: number | undefined
  replyHeaders: Readonly<Record<string, readonly string[]>>
  /** Of the body, sent to the client. */
  replyBytes: number
  /** Why the exchange was given up, when it was. */
  broken: string | undefined
}

export type Hook = (exchange: Exchange) => Promise<Reply | void> | Reply | void

export interface FaultProxyOptions {
  /** `host:port` or a URL. */
  readonly upstream: string
  /** The address of this machine to listen on. Default: 127.0.0.1. */
  readonly address?: string
  readonly script?: string
  readonly hooks?: Readonly<Record<string, Hook>>
  /** Key and certificate of the proxy: it then speaks TLS. */
  readonly tls?: SecureContextOptions
  /** What an https upstream is to be trusted by, or wants to see. */
  readonly upstreamTls?: SecureContextOptions
}

export interface FaultProxy {
  /** `address:port`. */
  readonly host: string
  readonly url: string
  /** All requests, in the order they came. */
  readonly log: readonly Exchange[]
  /** Those that fit `METHOD pattern`, as in the script. */
  seen(selector: string): readonly Exchange[]
  /** Replaces the script. */
  script(text: string): void
  close(): Promise<void>
}

/** Opens a proxy on a free port. */
export const openFaultProxy = async (options: FaultProxyOptions): Promise<FaultProxy> => {
  const { tls, address } = options
  const log: Exchange[] = []
  let script = parseScript(options.script ?? '', treatmentOf)
  const { server, tunnels } = serve(options, log, (method, target) => script.next(method, target))
  const host = await listen(server, address)
  return {
    host,
    url: `${tls === undefined ? 'http' : 'https'}://${host}`,
    log,
    seen: (text) => {
      const selector = parseSelector(text)
      return log.filter(({ method, target }) => selects(selector, method, target))
    },
    script: (text) => {
      script = parseScript(text, treatmentOf)
    },
    close: () => {
      for (const socket of tunnels) socket.destroy()
      return closeServer(server)
    },
  }
}

const serve = (
  { upstream: address, upstreamTls = {}, hooks = {}, tls }: FaultProxyOptions,
  log: Exchange[],
  next: Script['next'],
): { readonly server: http.Server; readonly tunnels: ReadonlySet<Duplex> } => {
  const upstream = { url: new URL(address.includes('://') ? address : `http://${address}`), tls: upstreamTls, hooks }
  const connections = new Map<object, number>()
  const tunnels = new Set<Duplex>()
  const listener: http.RequestListener = (request, response) => {
    const { faults, text } = next(request.method ?? '', request.url ?? '')
    const exchange = exchangeOf(request, connections.get(request.socket) ?? 0, text)
    log.push(exchange)
    void relay(request, { response, upstream, treatment: treatmentOf(faults), exchange })
  }
  const server = tls === undefined ? http.createServer(listener) : https.createServer(tls, listener)
  server.on(tls === undefined ? 'connection' : 'secureConnection', (socket: object) => {
    connections.set(socket, connections.size + 1)
  })
  server.on('connect', (request: http.IncomingMessage, socket: Duplex) => {
    log.push(exchangeOf(request, connections.get(socket) ?? 0, 'pass'))
    tunnels.add(socket)
    tunnel(socket, upstream.url)
  })
  return { server, tunnels }
}

const exchangeOf = (request: http.IncomingMessage, connection: number, fault: string): Exchange => ({
  method: request.method ?? '',
  target: request.url ?? '',
  headers: request.headers,
  connection,
  fault,
  requestBytes: 0,
  status: undefined,
  replyHeaders: {},
  replyBytes: 0,
  broken: undefined,
})

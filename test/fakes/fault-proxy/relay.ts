import { once } from 'node:events'
import http from 'node:http'
import https from 'node:https'
import { connect } from 'node:net'
import type { Duplex, Writable } from 'node:stream'
import type { SecureContextOptions } from 'node:tls'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Exchange, Hook } from '../fault-proxy.ts'
import { type Body, type RawHeaders, type Reply, type Treatment, readAll, withHeaders } from './treatment.ts'

export interface Upstream {
  readonly url: URL
  readonly tls: SecureContextOptions
  readonly hooks: Readonly<Record<string, Hook>>
}

export interface Context {
  readonly response: http.ServerResponse
  readonly upstream: Upstream
  readonly treatment: Treatment
  readonly exchange: Exchange
}

/** One reply on its way, from the upstream or made here. */
interface Answer {
  readonly status: number
  readonly headers: RawHeaders
  readonly body: Body
}

/** Lets one exchange happen as `treatment` wants it. Whatever breaks on the way breaks the client's connection too. */
export const relay = async (request: http.IncomingMessage, context: Context): Promise<void> => {
  const { upstream, treatment, exchange } = context
  const reset = (): void => void request.socket.resetAndDestroy()
  try {
    const body = countedRequest(request, treatment, exchange)
    const own = await ownAnswer(treatment, upstream, exchange)
    if (treatment.silent || own !== undefined) await readAll(body)
    if (treatment.silent) return
    if (treatment.resetAt === 0) return reset()
    const answer = own ?? (await ask(request, body, context))
    exchange.status = answer.status
    exchange.replyHeaders = headersOf(answer.headers)
    if (treatment.drop) {
      await readAll(answer.body)
      return reset()
    }
    const instead = await callHooks(treatment.after, upstream, exchange)
    await send(instead === undefined ? answer : answerOf(instead), context)
  } catch (error) {
    exchange.broken = error instanceof Error ? error.message : String(error)
    reset()
  }
}

/** Yields the request's body up to the fault that ends it, counting. */
async function* countedRequest(request: http.IncomingMessage, treatment: Treatment, exchange: Exchange): Body {
  const { resetAt, chokeAt } = treatment
  const limit = Math.min(resetAt ?? Infinity, chokeAt ?? Infinity)
  if (limit > 0)
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      const room = limit - exchange.requestBytes
      exchange.requestBytes += Math.min(room, chunk.length)
      yield chunk.subarray(0, room)
      if (exchange.requestBytes >= limit) break
    }
  if (resetAt !== undefined) throw new Error(`reset at byte ${exchange.requestBytes} of the request`)
  if (chokeAt !== undefined) await once(request.socket, 'close')
}

const ownAnswer = async (treatment: Treatment, upstream: Upstream, exchange: Exchange): Promise<Answer | undefined> => {
  const called = await callHooks(treatment.before, upstream, exchange)
  if (treatment.delay > 0) await sleep(treatment.delay)
  const reply = called ?? treatment.answer
  return reply === undefined ? undefined : answerOf(reply)
}

const answerOf = ({ status, headers = {}, body = '' }: Reply): Answer => {
  const bytes = Buffer.from(body)
  const length = withHeaders([], { 'content-length': String(bytes.length) })
  const chunks = (async function* () {
    yield bytes
  })()
  return { status, headers: withHeaders(length, headers), body: chunks }
}

const callHooks = async (
  names: readonly string[],
  upstream: Upstream,
  exchange: Exchange,
): Promise<Reply | undefined> => {
  for (const name of names) {
    const hook = upstream.hooks[name]
    if (hook === undefined) throw new Error(`no hook "${name}"`)
    const reply = await hook(exchange)
    if (reply !== undefined) return reply
  }
  return undefined
}

const ask = async (request: http.IncomingMessage, body: Body, context: Context): Promise<Answer> => {
  if (context.treatment.times === 1) return askOnce(request, body, context)
  const whole = await readAll(body)
  const again = (): Body =>
    (async function* () {
      yield whole
    })()
  await readAll((await askOnce(request, again(), context)).body)
  return askOnce(request, again(), context)
}

const HOP_BY_HOP = { connection: null, 'keep-alive': null, 'proxy-connection': null }

const askOnce = async (
  request: http.IncomingMessage,
  body: Body,
  { upstream, treatment, response }: Context,
): Promise<Answer> => {
  const client = upstream.url.protocol === 'https:' ? https : http
  const headers = treatment.requestHeaders.reduce<RawHeaders>(
    (all, edit) => edit(all),
    withHeaders(request.rawHeaders, HOP_BY_HOP),
  )
  const { hostname, port } = upstream.url
  const outgoing = client.request({
    ...upstream.tls,
    hostname,
    port,
    // A client that takes us for its own proxy sends whole URLs.
    path: (request.url ?? '/').replace(/^https?:\/\/[^/]*/, ''),
    method: request.method ?? 'GET',
    headers,
    agent: false,
  })
  response.once('close', () => outgoing.destroy())
  outgoing.on('error', () => undefined)
  const replied = once(outgoing, 'response') as Promise<[http.IncomingMessage]>
  outgoing.flushHeaders()
  const pumped = pump(body, outgoing).then(() => replied)
  const [reply] = await Promise.race([replied, pumped])
  return { status: reply.statusCode ?? 0, headers: withHeaders(reply.rawHeaders, HOP_BY_HOP), body: reply }
}

/** Connects a client that takes us for its own proxy to the upstream, whatever host it asks for. */
export const tunnel = (client: Duplex, upstream: URL): void => {
  const server = connect(Number(upstream.port), upstream.hostname, () => {
    client.write('HTTP/1.1 200 Connection established\r\n\r\n')
    server.pipe(client).pipe(server)
  })
  server.on('error', () => client.destroy())
  client.on('error', () => server.destroy())
}

/** Sends a body upstream; one that fails must not look finished there. An upstream that answers early ends it. */
const pump = async (body: Body, outgoing: http.ClientRequest): Promise<void> => {
  try {
    for await (const chunk of body) {
      if (outgoing.destroyed) return
      if (!outgoing.write(chunk)) await writable(outgoing)
    }
    outgoing.end()
  } catch (error) {
    outgoing.destroy()
    throw error
  }
}

/** Waits until a stream takes more, or no more at all. */
const writable = async (stream: Writable): Promise<void> => {
  const done = new AbortController()
  try {
    await Promise.race(['drain', 'close'].map((event) => once(stream, event, { signal: done.signal })))
  } finally {
    done.abort()
  }
}

const send = async (answer: Answer, { response, treatment, exchange }: Context): Promise<void> => {
  const bodiless = exchange.method === 'HEAD' || answer.status === 204 || answer.status === 304
  const changed = treatment.body.reduce((body, change) => change(body), answer.body)
  const framed = bodiless ? answer : await frame({ ...answer, body: changed }, response, treatment.framing)
  const headers = treatment.replyHeaders.reduce<RawHeaders>((all, edit) => edit(all), framed.headers)
  response.writeHead(answer.status, [...headers])
  response.flushHeaders()
  const { by, at } = treatment.ending
  for await (const chunk of at > 0 ? framed.body : []) {
    if (response.destroyed) return
    const part = chunk.subarray(0, at - exchange.replyBytes)
    exchange.replyBytes += part.length
    if (!response.write(part)) await writable(response)
    if (exchange.replyBytes >= at) break
  }
  if (by === 'reset') await sleep(FLUSH)
  finish(response, by)
}

/** The time a client gets to read what was sent, in milliseconds: RST throws away what it has not read. */
const FLUSH = 20

/** Makes a reply say its length in the way that is asked for. */
const frame = async (answer: Answer, response: http.ServerResponse, how: Treatment['framing']): Promise<Answer> => {
  if (how === 'kept') return answer
  const bare = withHeaders(answer.headers, { 'content-length': null, 'transfer-encoding': null })
  if (how === 'chunked') return { ...answer, headers: withHeaders(bare, { 'transfer-encoding': 'chunked' }) }
  if (how === 'length') {
    const whole = await readAll(answer.body)
    return answerOf({ status: answer.status, headers: headersOf(bare), body: whole })
  }
  response.useChunkedEncodingByDefault = false
  response.shouldKeepAlive = false
  return { ...answer, headers: bare }
}

const finish = (response: http.ServerResponse, by: Treatment['ending']['by']): void => {
  switch (by) {
    case 'end':
      response.end()
      return
    case 'reset':
      response.socket?.resetAndDestroy()
      return
    case 'cut':
      response.socket?.destroySoon()
      return
    case 'hold':
  }
}

const headersOf = (raw: RawHeaders): Record<string, string[]> => {
  const headers: Record<string, string[]> = {}
  for (let i = 0; i < raw.length; i += 2) {
    const name = (raw[i] ?? '').toLowerCase()
    headers[name] = [...(headers[name] ?? []), raw[i + 1] ?? '']
  }
  return headers
}

import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { targetOf } from '../../../src/core/registry/target.ts'
import { readAnswer } from '../../../src/edge/registry/answer.ts'
import {
  type Http,
  HttpFailure,
  type HttpOptions,
  type HttpRequest,
  type Observed,
  openHttp,
} from '../../../src/edge/registry/http.ts'
import { LIMITS } from '../../../src/edge/registry/limits.ts'
import { serve } from './serve.ts'

const open = (t: TestContext, options: Partial<HttpOptions> = {}): Http => {
  const http = openHttp({ env: {}, limits: LIMITS, ...options })
  t.after(() => http.close())
  return http
}

const request = (host: string, change: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET',
  target: targetOf(`http://${host}/x?y=1`),
  headers: {},
  signal: AbortSignal.timeout(20_000),
  total: 20_000,
  ...change,
})

const isTimeout = (error: unknown): boolean => error instanceof HttpFailure && error.code === 'ETIMEDOUT'

test('send() keeps one connection for requests that follow each other, HEAD too', async (t) => {
  const { host, received } = await serve(t, () => ({ status: 200, headers: { 'content-length': '0' } }))
  const http = open(t)
  for (const method of ['HEAD', 'GET', 'HEAD', 'PUT', 'HEAD'])
    await readAnswer(await http.send(request(host, { method })))
  assert.deepEqual(
    received.map(({ connection }) => connection),
    [1, 1, 1, 1, 1],
  )
})

test('send() has at most 16 requests under way to this computer', async (t) => {
  let [now, most] = [0, 0]
  const { host } = await serve(t, async () => {
    most = Math.max(most, ++now)
    await new Promise((resolve) => setTimeout(resolve, 5))
    now -= 1
    return { status: 200 }
  })
  const http = open(t)
  await Promise.all(Array.from({ length: 60 }, async () => readAnswer(await http.send(request(host)))))
  assert.equal(most, 16)
})

test('send() reports each request once, without its query', async (t) => {
  const { host } = await serve(t, () => ({ status: 201, body: 'four' }))
  const observed: Observed[] = []
  const http = open(t, { observe: (one) => observed.push(one) })
  await readAnswer(await http.send(request(host, { method: 'PUT', body: Buffer.from('abc') })))
  assert.deepEqual(observed, [{ method: 'PUT', url: `http://${host}/x`, status: 201, bytesSent: 3, bytesReceived: 4 }])
})

test('send() gives up on a server that says nothing, before its answer and within it', async (t) => {
  const { host } = await serve(t, (_, res) => void res.writeHead(200, { 'content-length': '10' }).write('x'))
  const silent = await serve(t, () => undefined)
  const http = open(t, { limits: { ...LIMITS, idle: 60 } })
  await assert.rejects(http.send(request(silent.host)), isTimeout)
  const response = await http.send(request(host))
  await assert.rejects(readAnswer(response), isTimeout)
})

test('send() gives up on a server that drips for longer than the whole may take', async (t) => {
  const { host } = await serve(t, (_, res) => {
    const drip = setInterval(() => res.write('x'), 10)
    res.on('close', () => clearInterval(drip))
  })
  const response = await open(t).send(request(host, { total: 100 }))
  await assert.rejects(readAnswer(response), isTimeout)
})

test('send() ends with the reason of its signal, before and while it reads', async (t) => {
  const { host } = await serve(t, (_, res) => void res.writeHead(200, { 'content-length': '10' }).write('x'))
  const cancel = new AbortController()
  const response = await open(t).send(request(host, { signal: cancel.signal }))
  const reading = readAnswer(response)
  cancel.abort(new Error('cancelled'))
  await assert.rejects(reading, /cancelled/)
  await assert.rejects(open(t).send(request(host, { signal: cancel.signal })), /cancelled/)
})

test('send() hands on an answer that comes before the end of a streamed body, and lets go of the stream', async (t) => {
  const { host } = await serve(t, () => ({ status: 413, body: 'too large' }))
  const ended = Promise.withResolvers<void>()
  const chunks = async function* (): AsyncIterable<Uint8Array> {
    try {
      yield Buffer.from('a')
      await new Promise((resolve) => setTimeout(resolve, 100))
      for (;;) yield Buffer.alloc(1000)
    } finally {
      ended.resolve()
    }
  }
  const body = { size: 1e9, chunks: chunks() }
  const answer = await readAnswer(await open(t).send(request(host, { method: 'PUT', body })))
  assert.deepEqual([answer.status, Buffer.from(answer.bytes).toString()], [413, 'too large'])
  await ended.promise
})

test('send() cuts the request, and throws the reason, when its streamed body fails', async (t) => {
  const [arrived, aborted] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const { host } = await serve(t, (_, __, req) => {
    arrived.resolve()
    req.on('error', () => aborted.resolve()).resume()
  })
  const chunks = async function* (): AsyncIterable<Uint8Array> {
    yield Buffer.from('a')
    await arrived.promise
    throw new Error('wrong digest')
  }
  const body = { size: 2, chunks: chunks() }
  await assert.rejects(open(t).send(request(host, { method: 'PUT', body })), /wrong digest/)
  await aborted.promise
})

test('readAnswer() reads no more than its limit', async (t) => {
  const { host } = await serve(t, (_, res) => {
    const pour = (): void => {
      while (res.write(Buffer.alloc(10_000)));
    }
    res.on('drain', pour)
    pour()
  })
  const answer = await readAnswer(await open(t).send(request(host)), 5000)
  assert.deepEqual([answer.bytes.length, answer.cut], [5000, true])
})

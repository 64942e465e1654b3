import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PODS } from '../../../src/core/cluster/resource.ts'
import { readLines } from '../../../src/edge/cluster/log-lines.ts'
import { MAX_LOG_LINE } from '../../../src/edge/cluster/limits.ts'
import type { ApiServer } from '../../fakes/api-server.ts'
import { impatient } from '../registry/serve.ts'
import { openBed } from './bed.ts'

const never = new AbortController().signal
const pod = { namespace: 'prod', name: 'builder' }

const running = (server: ApiServer): void => setState(server, { running: {} })
const ended = (server: ApiServer): void => setState(server, { terminated: { exitCode: 0 } })

const setState = (server: ApiServer, state: object): void => {
  const container = { name: 'build', image: '', imageID: '', ready: false, restartCount: 0, state }
  server.cluster.put(PODS, { metadata: pod, status: { containerStatuses: [container] } })
}

const LINES = Array.from({ length: 40 }, (_, index) => `line ${index}`)

test('K17 a log that is cut again and again is read on where it was, nothing twice', async (t) => {
  const script = 'GET /log: 1*cut@300 -> 1*resetReply@700 -> 1*cut@20 -> pass'
  const { cluster, server, proxy } = await openBed(t, { clock: impatient(), script })
  running(server)
  const log = server.cluster.log(pod, 'build')
  log.write(...LINES)
  log.end()
  ended(server)
  assert.deepEqual(await Array.fromAsync(cluster.logs(pod, 'build', { follow: true }, never)), LINES)
  assert.ok(proxy.seen('GET sinceTime=').length >= 2)
})

test('K17 a log that ends while its container runs is opened again', async (t) => {
  const { cluster, server, proxy } = await openBed(t, {
    clock: impatient(),
    script: 'GET /log: 3*status(200, {}, "") -> pass',
  })
  running(server)
  const log = server.cluster.log(pod, 'build')
  log.write(...LINES)
  log.end()
  const lines: string[] = []
  for await (const line of cluster.logs(pod, 'build', { follow: true }, never)) {
    lines.push(line)
    if (lines.length === LINES.length) ended(server)
  }
  assert.deepEqual(lines, LINES)
  assert.ok(proxy.seen('GET /log').length >= 4)
})

test('K17 a log whose pod is gone ends with what was read', async (t) => {
  const script = 'GET /log: 1*cut@300 -> status(404, {}, "{}")'
  const { cluster, server } = await openBed(t, { clock: impatient(), script })
  running(server)
  server.cluster.log(pod, 'build').write(...LINES)
  const lines = await Array.fromAsync(cluster.logs(pod, 'build', { follow: true }, never))
  assert.ok(lines.length > 0 && lines.length < LINES.length)
  assert.deepEqual(lines, LINES.slice(0, lines.length))
})

test('K17 a log can be left at any time', async (t) => {
  const { cluster, server } = await openBed(t)
  running(server)
  server.cluster.log(pod, 'build').write('one')
  const controller = new AbortController()
  const reason = new Error('enough')
  const lines = cluster.logs(pod, 'build', { follow: true }, controller.signal)[Symbol.asyncIterator]()
  assert.equal((await lines.next()).value, 'one')
  const next = lines.next()
  controller.abort(reason)
  await assert.rejects(next, (error) => error === reason)
})

test('logs() of a container that has not started is refused', async (t) => {
  const script =
    'GET /log: status(400, {}, "{\\"message\\":\\"container build is waiting to start: PodInitializing\\"}")'
  const { cluster } = await openBed(t, { script })
  await assert.rejects(Array.fromAsync(cluster.logs(pod, 'build', { follow: true }, never)), {
    message:
      'Cannot read the log of container "build" of Pod "builder" in namespace "prod": container build is waiting to start: PodInitializing',
  })
})

async function* chunks(...texts: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text as string)
}

test('readLines() joins what chunks part, and takes carriage returns for what they are', async () => {
  const lines = await Array.fromAsync(readLines(chunks('on', 'e\r\ntw', 'o\n\nthr', 'ee')))
  assert.deepEqual(lines, ['one', 'two', '', 'three'])
})

test('K17 a line of a megabyte is cut, and says how long it was', async () => {
  const parts = Array.from({ length: 64 }, () => 'x'.repeat(16_384))
  const [line = '', next] = await Array.fromAsync(readLines(chunks(...parts, '\nnext\n')))
  assert.equal(line, `${'x'.repeat(MAX_LOG_LINE)} … (1048576 bytes)`)
  assert.equal(next, 'next')
})

test('K17 bytes that are no text become U+FFFD', async () => {
  const [line] = await Array.fromAsync(readLines(chunks(Uint8Array.of(0x61, 0xff, 0xfe, 0x00, 0x62, 0x0a))))
  assert.equal(line, 'a\uFFFD\uFFFD\u0000b')
})

test('K17 200 MB of log are read in bounded memory', async () => {
  const chunk = Buffer.from(`${'y'.repeat(1023)}\n`.repeat(64))
  async function* many(): AsyncGenerator<Uint8Array> {
    for (let count = 0; count < 3200; count += 1) yield Buffer.from(chunk)
  }
  let lines = 0
  let most = 0
  // The process holds what other tests left, too.
  const before = process.memoryUsage().rss
  for await (const line of readLines(many())) {
    lines += line.length === 1023 ? 1 : 0
    if (lines % 10_000 === 0) most = Math.max(most, process.memoryUsage().rss)
  }
  assert.equal(lines, 3200 * 64)
  assert.ok(most - before < 200_000_000, `${most - before} bytes more`)
})

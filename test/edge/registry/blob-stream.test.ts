import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test, type TestContext } from 'node:test'
import { digestOf } from '../../../src/core/oci/digest.ts'
import { openRegistryClient } from '../../../src/edge/registry/client.ts'
import type { Registry } from '../../../src/ports.ts'
import { impatient, type Script, serve } from './serve.ts'

const BYTES = randomBytes(200_000)
const DESCRIPTOR = { mediaType: 'a/b', digest: digestOf(BYTES), size: BYTES.length }
/** Never aborts: in one process with all other tests, a clock that runs from the import would. */
const { signal } = new AbortController()

const open = (t: TestContext): Registry => {
  const client = openRegistryClient({ env: {}, insecureRegistries: [], clock: impatient() })
  t.after(() => client.close())
  return client
}

const startOf = (range: string | undefined): number => Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0)

/** Gives `piece` bytes at a time and then cuts the connection; with ranges, or without. */
const cutting =
  (piece: number, ranges: boolean): Script =>
  ({ headers }, res) => {
    const start = ranges ? startOf(headers.range) : 0
    const end = ranges ? start + piece : piece * ++cuts
    const part = BYTES.subarray(start, end)
    const whole = BYTES.length - start
    const range = { 'content-range': `bytes ${start}-${BYTES.length - 1}/${BYTES.length}` }
    res.writeHead(start === 0 ? 200 : 206, { 'content-length': whole, ...(start === 0 ? {} : range) })
    res.write(part, () => (part.length === whole ? res.end() : setTimeout(() => res.destroy(), 20)))
  }
let cuts = 0

for (const ranges of [true, false])
  test(`blob() goes on where a download broke off, ${ranges ? 'by ranges' : 'by passing over what it has'}`, async (t) => {
    cuts = 0
    const { host, received } = await serve(t, cutting(60_000, ranges))
    const bytes = await open(t).blob({ registry: host, path: 'a' }, DESCRIPTOR, signal)
    assert.deepEqual(Buffer.from(bytes), BYTES)
    assert.equal(received.length, 4)
  })

test('blob() takes ranges that are shorter than it asked for', async (t) => {
  const { host } = await serve(t, ({ headers }) => {
    const start = startOf(headers.range)
    const end = Math.min(start + 70_000, BYTES.length)
    const range = { 'content-range': `bytes ${start}-${end - 1}/${BYTES.length}` }
    return start === 0
      ? { status: 206, headers: { 'content-range': 'bytes 0-69999/200000' }, body: BYTES.subarray(0, 70_000) }
      : { status: 206, headers: range, body: BYTES.subarray(start, end) }
  })
  const bytes = await open(t).blob({ registry: host, path: 'a' }, DESCRIPTOR, signal)
  assert.deepEqual(Buffer.from(bytes), BYTES)
})

test('blob() gives up after four downloads without progress', async (t) => {
  const { host, received } = await serve(t, (_, res) => {
    res.writeHead(200, { 'content-length': BYTES.length })
    res.flushHeaders()
    setTimeout(() => res.destroy(), 5)
  })
  await assert.rejects(open(t).blob({ registry: host, path: 'a' }, DESCRIPTOR, signal), { code: 'REGISTRY_FAILED' })
  assert.equal(received.length, 4)
})

test('copy() never completes an upload of bytes that are not those of the digest', async (t) => {
  const wrong = Buffer.from(BYTES)
  wrong[wrong.length - 1] = (wrong.at(-1) ?? 0) ^ 1
  const source = await serve(t, () => ({ status: 200, body: wrong }))
  const ends: { readonly complete: boolean; readonly bytes: number }[] = []
  const target = await serve(t, ({ method }, res, req) => {
    if (method === 'POST') return { status: 202, headers: { location: '/session' } }
    if (method === 'HEAD') return { status: 404 }
    let bytes = 0
    req.on('data', (chunk: Uint8Array) => (bytes += chunk.length))
    req.on('end', () => res.writeHead(201).end())
    req.on('error', () => undefined)
    req.on('close', () => ends.push({ complete: req.complete, bytes }))
    return undefined
  })
  const copying = open(t).copy(
    { registry: source.host, path: 'a' },
    { registry: target.host, path: 'b' },
    DESCRIPTOR,
    signal,
  )
  await assert.rejects(copying, (error: Error) => {
    assert.ok(error.message.includes(DESCRIPTOR.digest) && error.message.includes(digestOf(wrong)), error.message)
    return true
  })
  while (ends.length < 2) await new Promise((resolve) => setTimeout(resolve, 5))
  assert.deepEqual(
    ends.map(({ complete }) => complete),
    [false, false],
  )
  assert.ok(ends.every(({ bytes }) => bytes < BYTES.length))
})

import assert from 'node:assert/strict'
import http from 'node:http'
import { type TestContext, test } from 'node:test'
import { digestOf } from '../../../../src/core/oci/digest.ts'
import { OCI_MANIFEST } from '../../../../src/core/oci/media-types.ts'
import type { Repository } from '../../../../src/core/oci/reference.ts'
import type { UploadBlob } from '../../../../src/ports.ts'
import { openFaultProxy } from '../../../fakes/fault-proxy.ts'
import { closeServer, listen } from '../../../fakes/loopback.ts'
import { send } from '../../../fakes/send.ts'
import { openTokenServer } from '../../../fakes/token-server.ts'
import { type Bed, type BedOptions, blobOf, bytesOf, openBed, openClient, openUpstream, seedBlob } from './bed.ts'

const PATH = 'base/node'

interface Seeded extends Bed {
  readonly from: Repository
  readonly small: UploadBlob
  readonly big: UploadBlob
  /** Another registry, and its proxy's host: blobs cannot be mounted there. */
  readonly to: Repository
  readonly target: string
}

const openSeeded = async (t: TestContext, options: BedOptions = {}): Promise<Seeded> => {
  const bed = await openBed(t, options)
  const [small, big] = [blobOf(bytesOf('small', 5_000)), blobOf(bytesOf('big', 400_000))]
  for (const blob of [small, big]) await seedBlob(bed.upstream, PATH, blob)
  const target = await openUpstream(t)
  return {
    ...bed,
    small,
    big,
    target,
    from: { registry: bed.proxy.host, path: PATH },
    to: { registry: target, path: 'fn/a' },
  }
}

const assertHolds = async ({ target, to }: Seeded, blob: UploadBlob): Promise<void> => {
  const got = await send(`http://${target}/v2/${to.path}/blobs/${blob.descriptor.digest}`)
  assert.deepEqual([got.status, digestOf(got.body)], [200, blob.descriptor.digest])
}

const CUTS = ['cut@1000', 'cut@1000("length")', 'cut@1000("chunked")', 'cut@1000("close")', 'resetReply@1000', 'reset']

for (const cut of CUTS) {
  test(`R12 blob() gets the rest, or all of it again, after ${cut}`, async (t) => {
    const { client, from, small, signal } = await openSeeded(t, { script: `GET /blobs/: 2*${cut} -> pass` })
    assert.deepEqual(Buffer.from(await client.blob(from, small.descriptor, signal)), Buffer.from(small.bytes))
  })

  test(`R12 copy() to another registry survives ${cut} of its source`, async (t) => {
    const bed = await openSeeded(t, { script: `GET /blobs/: 2*${cut} -> pass` })
    const { how } = await bed.client.copy(bed.from, bed.to, bed.big.descriptor, bed.signal)
    assert.equal(how, 'streamed')
    await assertHolds(bed, bed.big)
  })

  test(`R12 blob() and copy() fail after ${cut} for ever, and the blob is not there`, async (t) => {
    const bed = await openSeeded(t, { script: `GET /blobs/: ${cut.replace('@1000', '@0')}` })
    const { client, proxy, from, to, small, big, signal } = bed
    await assert.rejects(client.blob(from, small.descriptor, signal), { code: 'REGISTRY_FAILED' })
    await assert.rejects(client.copy(from, to, big.descriptor, signal), { code: 'REGISTRY_FAILED' })
    assert.ok(proxy.log.length <= 40, `${proxy.log.length} requests`)
    assert.equal((await send(`http://${bed.target}/v2/${to.path}/blobs/${big.descriptor.digest}`)).status, 404)
  })
}

test('R12 blob() goes on where a download was cut when the registry serves ranges', async (t) => {
  const { client, proxy, from, big, signal } = await openSeeded(t, { script: 'GET /blobs/: 3*cut@100000 -> pass' })
  await client.blob(from, big.descriptor, signal)
  const received = proxy.log.reduce((sum, { replyBytes }) => sum + replyBytes, 0)
  assert.ok(received <= 2 * big.bytes.length, `${received} bytes for ${big.bytes.length}`)
})

test('R12 blob() starts again where a registry ignores ranges', async (t) => {
  const { client, from, big, signal } = await openSeeded(t, {
    script: 'GET /blobs/: 1*setRequest({"range": null})+cut@100000 -> setRequest({"range": null})',
  })
  assert.equal(digestOf(await client.blob(from, big.descriptor, signal)), big.descriptor.digest)
})

test('R12 blob() refuses a blob that is shorter or longer than its descriptor', async (t) => {
  for (const body of ['"short"', JSON.stringify('long'.repeat(5_000))]) {
    const { client, from, small, signal } = await openSeeded(t, { script: `GET /blobs/: body(${body})` })
    await assert.rejects(client.blob(from, small.descriptor, signal), { code: 'REGISTRY_FAILED' })
  }
})

for (const fault of ['flip@777', 'gzip']) {
  test(`R13 blob() gets it once more after ${fault}`, async (t) => {
    const { client, proxy, from, small, signal } = await openSeeded(t, { script: `GET /blobs/: 1*${fault} -> pass` })
    assert.equal(digestOf(await client.blob(from, small.descriptor, signal)), small.descriptor.digest)
    assert.equal(proxy.log.length, 2)
  })

  test(`R13 copy() does not leave what ${fault} made of a blob, and gets it once more`, async (t) => {
    const bed = await openSeeded(t, { script: `GET /blobs/: 1*${fault} -> pass` })
    await bed.client.copy(bed.from, bed.to, bed.big.descriptor, bed.signal)
    await assertHolds(bed, bed.big)
  })

  test(`R13 blob() and copy() name the digest, and fetch twice, after ${fault} for ever`, async (t) => {
    const { client, proxy, from, to, small, big, signal } = await openSeeded(t, { script: `GET /blobs/: ${fault}` })
    const wanted = (blob: UploadBlob) => (error: Error) => error.message.includes(blob.descriptor.digest)
    await assert.rejects(client.blob(from, small.descriptor, signal), wanted(small))
    assert.equal(proxy.log.length, 2)
    await assert.rejects(client.copy(from, to, big.descriptor, signal), wanted(big))
    assert.equal(proxy.log.length, 4)
  })
}

test('R13 the error names the digest that came, too', async (t) => {
  const { client, from, small, signal } = await openSeeded(t, { script: 'GET /blobs/: flip@0' })
  const flipped = Buffer.from(small.bytes)
  flipped.writeUInt8((flipped[0] ?? 0) ^ 1, 0)
  const names = (error: Error): boolean => error.message.includes(digestOf(flipped))
  await assert.rejects(client.blob(from, small.descriptor, signal), names)
})

test('R13 blobs are asked for as they are, without compression', async (t) => {
  const { client, proxy, from, small, signal } = await openSeeded(t)
  await client.blob(from, small.descriptor, signal)
  assert.equal(proxy.log[0]?.headers['accept-encoding'], 'identity')
})

test('R35 manifest() stops reading a manifest that is too big', async (t) => {
  const endless = await openEndless(t, 200, OCI_MANIFEST)
  const client = openClient(t, {})
  const answer = await client.manifest({ registry: endless.host, path: PATH, tag: 'x' }, AbortSignal.timeout(20_000))
  assert.equal(answer.status, 'unknown')
  assert.ok(endless.sent() < 40_000_000, `${endless.sent()} bytes`)
})

test('R35 blob() stops reading what is longer than the descriptor says', async (t) => {
  const endless = await openEndless(t, 200, 'application/octet-stream')
  const blob = blobOf(bytesOf('x'))
  const call = openClient(t, {}).blob(
    { registry: endless.host, path: PATH },
    blob.descriptor,
    AbortSignal.timeout(20_000),
  )
  await assert.rejects(call, { code: 'REGISTRY_FAILED' })
  assert.ok(endless.sent() < 40_000_000, `${endless.sent()} bytes`)
})

for (const status of [400, 500])
  test(`R35 an error body without end is cut short (${status})`, async (t) => {
    const endless = await openEndless(t, status, 'application/json')
    const client = openClient(t, { clock: { now: Date.now, sleep: async () => undefined } })
    const answer = await client.manifest({ registry: endless.host, path: PATH, tag: 'x' }, AbortSignal.timeout(20_000))
    assert.equal(answer.status, 'unknown')
    assert.ok(answer.error.message.length < 2_000)
    assert.ok(endless.sent() < 60_000_000, `${endless.sent()} bytes`)
  })

test('R35 a token server that answers 10 MB is given up', async (t) => {
  const tokens = await openTokenServer({ grants: {} })
  t.after(() => tokens.close())
  const body = JSON.stringify({ token: 'x'.repeat(10_000_000) })
  const huge = await openFaultProxy({
    upstream: tokens.host,
    script: '* /token: callAfter("grow")',
    hooks: { grow: () => ({ status: 200, body }) },
  })
  t.after(() => huge.close())
  const challenge = JSON.stringify({ 'www-authenticate': `Bearer realm="${huge.url}/token",service="x"` })
  const { client, from, signal } = await openSeeded(t, { script: `* /manifests/: status(401, ${challenge})` })
  const answer = await client.manifest({ ...from, tag: 'x' }, signal)
  assert.equal(answer.status, 'unknown')
  assert.ok(!answer.error.message.includes('xxxxxx'))
})

/** A server that answers every request with a body that does not end, and counts what it could send. */
const openEndless = async (t: TestContext, status: number, type: string): Promise<{ host: string; sent(): number }> => {
  let sent = 0
  const chunk = Buffer.alloc(65_536, ' ')
  const server = http.createServer((request, response) => {
    response.writeHead(status, { 'content-type': type })
    request.resume()
    const more = (): void => {
      while (!response.destroyed) {
        sent += chunk.length
        if (!response.write(chunk)) return
      }
    }
    response.on('drain', more)
    more()
  })
  const host = await listen(server)
  t.after(() => closeServer(server))
  return { host, sent: () => sent }
}

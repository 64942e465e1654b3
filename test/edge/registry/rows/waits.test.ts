import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Reference } from '../../../../src/core/oci/reference.ts'
import { makeCertificate } from '../../../fakes/certificate.ts'
import { openFaultProxy } from '../../../fakes/fault-proxy.ts'
import {
  type Bed,
  type BedOptions,
  NO_CREDENTIALS,
  assertWhole,
  blobOf,
  bytesOf,
  fakeClock,
  openBed,
  openClient,
  openUpstream,
  push,
  sampleImage,
  seedImage,
} from './bed.ts'

const image = sampleImage()

const openSeeded = async (t: TestContext, options: BedOptions = {}): Promise<Bed & { reference: Reference }> => {
  const bed = await openBed(t, options)
  await seedImage({ registry: bed.upstream, path: 'fn/hello', tag: 'x' }, image)
  return { ...bed, reference: { registry: bed.proxy.host, path: 'fn/hello', tag: 'x' } }
}

test('R8 waits the seconds of Retry-After, once', async (t) => {
  const { client, proxy, clock, reference, signal } = await openSeeded(t, {
    script: '* /: 1*status(429, {"retry-after": "2"}) -> pass',
  })
  assert.equal((await client.manifest(reference, signal)).status, 'present')
  assert.deepEqual([clock.slept, proxy.log.length], [[2_000], 2])
})

test('R8 waits until the date of Retry-After', async (t) => {
  const now = Date.parse('2030-01-01T00:00:00Z')
  const date = new Date(now + 7_000).toUTCString()
  const { client, clock, reference, signal } = await openSeeded(t, {
    script: `* /: 1*status(429, {"retry-after": "${date}"}) -> pass`,
  })
  assert.equal((await client.manifest(reference, signal)).status, 'present')
  assert.deepEqual(clock.slept, [7_000])
})

for (const status of [429, 503])
  test(`R8 does not wait an hour, nor less than asked, after ${status}, and says so`, async (t) => {
    const { client, proxy, clock, reference, signal } = await openSeeded(t, {
      script: `* /: status(${status}, {"retry-after": "3600"})`,
    })
    const answer = await client.manifest(reference, signal)
    assert.equal(answer.status, 'unknown')
    assert.match(`${answer.error.message} ${answer.error.hint}`, /3600 s/)
    assert.deepEqual([clock.slept, proxy.log.length], [[], 1])
  })

test('R8 an upload waits as the registry asks', async (t) => {
  const { client, proxy, upstream, clock, signal } = await openSeeded(t, {
    script: 'POST /: 1*status(429, {"retry-after": "2"}) -> pass; PUT /: 1*status(429, {"retry-after": "3"}) -> pass',
  })
  const reference = { registry: proxy.host, path: 'fn/other', tag: 'x' }
  await push(client, reference, image, signal)
  await assertWhole({ ...reference, registry: upstream }, image)
  assert.ok(clock.slept.includes(2_000) && clock.slept.includes(3_000), clock.slept.join())
})

test('R8 Retry-After that means nothing does not end the waiting, nor make it endless', async (t) => {
  for (const value of ['soon', '-5', '1e9', '99999999999999999999', 'Fri, 99 Foo 2030', '']) {
    const { client, proxy, clock, reference, signal } = await openSeeded(t, {
      script: `* /: 2*status(429, {"retry-after": "${value}"}) -> pass`,
    })
    assert.equal((await client.manifest(reference, signal)).status, 'present', value)
    assert.equal(proxy.log.length, 3)
    assert.ok(
      clock.slept.every((ms) => ms > 0 && ms <= 60_000),
      clock.slept.join(),
    )
  }
})

test('R9 the pull limit of Docker Hub is told with advice, at once', async (t) => {
  const text = 'You have reached your unauthenticated pull rate limit. https://www.docker.com/increase-rate-limit'
  const body = JSON.stringify(JSON.stringify({ errors: [{ code: 'TOOMANYREQUESTS', message: text }] }))
  const { client, proxy, clock, reference, signal } = await openSeeded(t, { script: `* /: status(429, {}, ${body})` })
  const answer = await client.manifest(reference, signal)
  assert.equal(answer.status, 'unknown')
  assert.match(answer.error.message, /pull rate limit/)
  assert.match(answer.error.hint ?? '', /log in/i)
  assert.deepEqual([clock.slept, proxy.log.length], [[], 1])
})

/** Only silence ends a request soon, and no pause that a busy computer makes. */
const SOON = { connect: 5_000, idle: 500, request: 60_000, blob: 60_000 }
const impatient = (): { limits: typeof SOON } => ({ limits: SOON })

for (const script of ['stall', 'stall@0', 'stall@100'])
  test(`R40 manifest() tries again after ${script}`, async (t) => {
    const { client, reference, signal } = await openSeeded(t, {
      script: `GET /: 1*${script} -> pass`,
      client: impatient,
    })
    assert.equal((await client.manifest(reference, signal)).status, 'present')
  })

test('R40 manifest() and upload() end when every request stalls', async (t) => {
  const { client, proxy, reference, signal } = await openSeeded(t, {
    script: '* /: stall',
    client: () => ({ limits: { ...SOON, idle: 100 } }),
  })
  assert.equal((await client.manifest(reference, signal)).status, 'unknown')
  await assert.rejects(client.upload(reference, blobOf(bytesOf('x')), signal), { code: 'REGISTRY_FAILED' })
  assert.ok(proxy.log.length <= 12, `${proxy.log.length} requests`)
})

test('R40 a byte at a time is not progress for ever', async (t) => {
  const { client, reference, signal } = await openSeeded(t, {
    script: 'GET /manifests/: slow(1, 60)',
    client: () => ({ limits: { ...SOON, idle: 10_000, request: 400, budget: 1 } }),
  })
  assert.equal((await client.manifest(reference, signal)).status, 'unknown')
})

test('R40 copy() tries again where its source falls silent', async (t) => {
  const { client, upstream, reference, signal } = await openSeeded(t, {
    script: 'GET /blobs/: 1*stall@100000 -> pass',
    client: impatient,
  })
  const target = { registry: await openUpstream(t), path: 'fn/copy', tag: 'x' }
  assert.notEqual(upstream, target.registry)
  for (const { descriptor } of [image.config, ...image.layers]) await client.copy(reference, target, descriptor, signal)
  await client.putManifest(target, image.manifest, signal)
  await assertWhole(target, image)
})

for (const script of ['stall', 'choke@1000'])
  test(`R40 upload() tries again when its PUT meets ${script}`, async (t) => {
    const { client, proxy, signal } = await openSeeded(t, {
      script: `PUT /blobs/: 1*${script} -> pass`,
      client: impatient,
    })
    const blob = blobOf(bytesOf('large', 12_000_000))
    const { how } = await client.upload({ registry: proxy.host, path: 'fn/large' }, blob, signal)
    assert.equal(how, 'uploaded')
  })

test('R40 a wait ends when the run is cancelled', async (t) => {
  const { client, proxy, reference } = await openSeeded(t, { script: '* /: stall' })
  const cancel = new AbortController()
  const asking = client.upload(reference, blobOf(bytesOf('x')), cancel.signal)
  while (proxy.log.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  cancel.abort(new Error('cancelled'))
  await assert.rejects(asking)
  assert.equal(proxy.log.length, 1)
})

test('R40 a wait between two attempts ends when the run is cancelled', async (t) => {
  const cancel = new AbortController()
  const clock = {
    now: Date.now,
    sleep: (ms: number, signal: AbortSignal) => {
      setImmediate(() => cancel.abort(new Error('cancelled')))
      return sleep(ms, undefined, { signal })
    },
  }
  const { client, proxy, reference } = await openSeeded(t, {
    script: '* /: status(503, {"retry-after": "50"})',
    client: () => ({ clock }),
  })
  await assert.rejects(client.putManifest(reference, image.manifest, cancel.signal))
  assert.equal(proxy.log.length, 1)
})

/** Our registry serves nobody who calls it by another name. */
const LOCAL = '* /: setRequest({"host": "127.0.0.1"})'

/** A registry that only a proxy knows under its name. */
const openBehind = async (t: TestContext): Promise<Bed & { reference: Reference }> => {
  const bed = await openSeeded(t, { script: LOCAL })
  return { ...bed, reference: { ...bed.reference, registry: 'registry.test:5000' } }
}

for (const name of ['HTTP_PROXY', 'http_proxy'])
  test(`R41 reaches a registry through ${name}`, async (t) => {
    const { proxy, reference, signal } = await openBehind(t)
    const env = { ...NO_CREDENTIALS, [name]: proxy.url }
    const client = openClient(t, { env, insecureRegistries: [reference.registry] })
    assert.equal((await client.manifest(reference, signal)).status, 'present')
    assert.ok(proxy.log[0]?.target.startsWith('http://registry.test:5000/v2/'), proxy.log[0]?.target)
  })

test('R41 reaches a registry behind TLS through HTTPS_PROXY, trusting the given authority alone', async (t) => {
  const { upstream, signal, reference } = await openBehind(t)
  const certificate = makeCertificate({ names: ['registry.test'] })
  const registry = await openFaultProxy({ upstream, script: LOCAL, tls: certificate })
  t.after(() => registry.close())
  const way = await openFaultProxy({ upstream: registry.url })
  t.after(() => way.close())
  const env = { ...NO_CREDENTIALS, HTTPS_PROXY: way.url }
  const good = openClient(t, { env, ca: certificate.cert, insecureRegistries: [] })
  assert.equal((await good.manifest(reference, signal)).status, 'present')
  assert.deepEqual([way.log[0]?.method, way.log[0]?.target], ['CONNECT', 'registry.test:5000'])
  const bad = openClient(t, { env, insecureRegistries: [], clock: fakeClock() })
  const answer = await bad.manifest(reference, signal)
  assert.equal(answer.status, 'unknown')
  assert.match(`${answer.error.message} ${answer.error.hint}`, /certificate/i)
})

test('R41 keeps to NO_PROXY, and never sends loopback through a proxy', async (t) => {
  const { proxy, upstream, reference, signal } = await openBehind(t)
  const all = { HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url }
  const loopback = openClient(t, { env: { ...NO_CREDENTIALS, ...all } })
  assert.equal((await loopback.manifest({ ...reference, registry: upstream }, signal)).status, 'present')
  const clock = fakeClock()
  const env = { ...NO_CREDENTIALS, ...all, NO_PROXY: 'registry.test' }
  const excepted = openClient(t, { env, insecureRegistries: [reference.registry], clock })
  assert.equal((await excepted.manifest(reference, signal)).status, 'unknown')
  assert.equal(proxy.log.length, 0)
})

test('R41 a proxy that refuses, or is not there, is named', async (t) => {
  const refusing = await openFaultProxy({ upstream: '127.0.0.1:1', script: '* /: status(407, {}, "no")' })
  t.after(() => refusing.close())
  const reference = { registry: 'registry.test:5000', path: 'fn/hello', tag: 'x' }
  for (const url of [refusing.url, 'http://127.0.0.1:1']) {
    const env = { ...NO_CREDENTIALS, HTTP_PROXY: url }
    const client = openClient(t, { env, insecureRegistries: [reference.registry], clock: fakeClock() })
    const answer = await client.manifest(reference, AbortSignal.timeout(20_000))
    assert.equal(answer.status, 'unknown')
    assert.match(answer.error.message, url === refusing.url ? /407/ : /127\.0\.0\.1:1|ECONNREFUSED/)
  }
})

test('R41 ports that browsers refuse are ports like others', async (t) => {
  const client = openClient(t, { clock: fakeClock() })
  for (const port of [6000, 10080]) {
    const reference = { registry: `127.0.0.1:${port}`, path: 'fn/hello', tag: 'x' }
    const answer = await client.manifest(reference, AbortSignal.timeout(20_000))
    assert.equal(answer.status, 'unknown')
    assert.match(answer.error.message, /ECONNREFUSED/)
  }
})

import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { refusalIn } from '../../../../src/core/registry/refusal.ts'
import type { Reference } from '../../../../src/core/oci/reference.ts'
import type { FaultProxy } from '../../../fakes/fault-proxy.ts'
import {
  type Bed,
  type BedOptions,
  assertWhole,
  blobOf,
  bytesOf,
  openBed,
  openClient,
  push,
  sampleImage,
} from './bed.ts'

const REPOSITORY = 'fn/hello'

const openPush = async (t: TestContext, options: BedOptions = {}): Promise<Bed & { reference: Reference }> => {
  const bed = await openBed(t, options)
  return { ...bed, reference: { registry: bed.proxy.host, path: REPOSITORY, tag: 'x' } }
}

/** Pushes one image with a fault at each request of a push in turn, each time to a repository of its own. */
const pushWithFaultAtEach = async (
  t: TestContext,
  fault: string,
  check: (proxy: FaultProxy, k: number) => void,
): Promise<void> => {
  const { proxy, upstream, clock, reference, signal } = await openPush(t)
  const image = sampleImage()
  await push(openClient(t, { clock }), reference, image, signal)
  const requests = proxy.log.length
  assert.ok(requests >= 7, `${requests} requests`)
  for (let k = 0; k < requests; k++) {
    proxy.script(`* /: ${k}*pass -> 1*${fault} -> pass`)
    const there = { ...reference, path: `${REPOSITORY}-${k}` }
    await push(openClient(t, { clock }), there, image, signal)
    await assertWhole({ ...there, registry: upstream }, image)
    check(proxy, k)
  }
}

/** Asserts that the registry took no blob of a repository twice. */
const assertTakenOnce = (proxy: FaultProxy, path: string, when: string): void => {
  const puts = proxy.seen(`PUT ^/v2/${path}/blobs/`).filter(({ status }) => status === 201)
  const digests = puts.map(({ target }) => new URL(target, 'http://x').searchParams.get('digest'))
  assert.equal(new Set(digests).size, digests.length, when)
}

for (const fault of ['reset', 'resetReply@0', 'cut@0', 'status(503)'])
  test(`R10 a push converges with ${fault} at each of its requests, and sends no finished blob twice`, async (t) => {
    await pushWithFaultAtEach(t, fault, (proxy, k) => {
      assertTakenOnce(proxy, `${REPOSITORY}-${k}`, `request ${k}`)
    })
  })

test('R10 an upload that is reset half way is sent again whole', async (t) => {
  const { client, proxy, upstream, reference, signal } = await openPush(t, {
    script: 'PUT /blobs/: 1*reset@65536 -> 1*reset@200000 -> pass',
  })
  const blob = blobOf(bytesOf('big', 300_000))
  assert.deepEqual(await client.upload(reference, blob, signal), { how: 'uploaded', bytes: 300_000 })
  const got = await fetch(`http://${upstream}/v2/${REPOSITORY}/blobs/${blob.descriptor.digest}`)
  assert.equal(got.status, 200)
  await got.arrayBuffer()
  assert.equal(proxy.seen('PUT /blobs/').length, 3)
})

for (const side of ['source', 'target'] as const)
  test(`R10 copy() converges with a reset at each request to its ${side}`, async (t) => {
    const source = await openPush(t)
    const target = await openPush(t)
    const image = sampleImage()
    await push(source.client, source.reference, image, source.signal)
    const { proxy } = side === 'source' ? source : target
    const copyAll = async (path: string): Promise<void> => {
      const client = openClient(t, { clock: source.clock })
      const to = { ...target.reference, path }
      for (const { descriptor } of [...image.layers, image.config])
        await client.copy(source.reference, to, descriptor, source.signal)
      await client.putManifest(to, image.manifest, source.signal)
      await assertWhole({ ...to, registry: target.upstream }, image)
    }
    const before = proxy.log.length
    await copyAll('fn/copy')
    const requests = proxy.log.length - before
    for (let k = 0; k < requests; k++) {
      proxy.script(`* /: ${k}*pass -> 1*reset -> pass`)
      await copyAll(`fn/copy-${k}`)
      assertTakenOnce(target.proxy, `fn/copy-${k}`, `request ${k}`)
    }
  })

test('R10 a push fails, and does not go on for ever, when every request is reset', async (t) => {
  const { client, proxy, reference, signal } = await openPush(t, { script: '* /: reset' })
  await assert.rejects(push(client, reference, sampleImage(), signal), { code: 'REGISTRY_FAILED' })
  await assert.rejects(client.putManifest(reference, sampleImage().manifest, signal), { code: 'REGISTRY_FAILED' })
  assert.ok(proxy.log.length <= 40, `${proxy.log.length} requests`)
})

test('R11 a push converges when each of its replies in turn is lost, and sends nothing twice that arrived', async (t) => {
  await pushWithFaultAtEach(t, 'drop', (proxy, k) => {
    const path = `${REPOSITORY}-${k}`
    assertTakenOnce(proxy, path, `request ${k}`)
    assert.ok(proxy.seen(`PUT ^/v2/${path}/manifests/`).length <= 2, `request ${k}`)
  })
})

test('R11 copy() to another registry takes a blob whose reply was lost as done', async (t) => {
  const source = await openPush(t)
  const image = sampleImage()
  await push(source.client, source.reference, image, source.signal)
  const { client, proxy, upstream, reference, signal } = await openPush(t, { script: 'PUT /blobs/: 1*drop -> pass' })
  for (const { descriptor } of [...image.layers, image.config])
    await client.copy(source.reference, reference, descriptor, signal)
  await client.putManifest(reference, image.manifest, signal)
  await assertWhole({ ...reference, registry: upstream }, image)
  assertTakenOnce(proxy, REPOSITORY, 'reply lost')
})

const SESSION_LOST = {
  'status(404)': '404',
  'status(404, {}, "{\\"errors\\":[{\\"code\\":\\"BLOB_UPLOAD_UNKNOWN\\"}]}")': '404',
  'status(404, {}, "{\\"errors\\":[{\\"code\\":\\"BLOB_UPLOAD_INVALID\\"}]}")': '404',
  'status(400, {}, "{\\"errors\\":[{\\"code\\":\\"DIGEST_INVALID\\"}]}")': '400',
}

for (const [fault, status] of Object.entries(SESSION_LOST))
  for (const size of [1_000, 300_000]) {
    test(`R22 upload() of ${size} bytes begins again from POST after ${fault}`, async (t) => {
      const { client, proxy, reference, signal } = await openPush(t, { script: `PUT /blobs/: 2*${fault} -> pass` })
      const { how } = await client.upload(reference, blobOf(bytesOf('x', size)), signal)
      assert.equal(how, 'uploaded')
      assert.equal(proxy.seen('POST /blobs/uploads/').length, 3)
    })

    test(`R22 upload() of ${size} bytes gives up after some ${fault}, and shows it`, async (t) => {
      const { client, proxy, reference, signal } = await openPush(t, { script: `PUT /blobs/: ${fault}` })
      await assert.rejects(client.upload(reference, blobOf(bytesOf('x', size)), signal), new RegExp(status))
      const posts = proxy.seen('POST /blobs/uploads/').length
      assert.ok(posts >= 2 && posts <= 4, `${posts} sessions`)
    })
  }

const body = (code: string, message: string, detail?: unknown): string =>
  JSON.stringify(JSON.stringify({ errors: [{ code, message, ...(detail === undefined ? {} : { detail }) }] }))

const NO_SPACE = body('UNKNOWN', 'unknown error', {
  DriverName: 'filesystem',
  Err: { Op: 'write', Path: '/data', Err: 'no space left on device' },
})

/** What registries answer that cannot take more, the part of it that the user has to see, and at which request. */
const REFUSALS: readonly (readonly [string, string, string, RegExp])[] = [
  ['disk full, told by distribution', 'POST|PUT /blobs/', `status(500, {}, ${NO_SPACE})`, /no space left on device/],
  [
    'read-only',
    'POST /blobs/',
    `status(405, {}, ${body('UNSUPPORTED', 'The operation is unsupported.')})`,
    /unsupported/i,
  ],
  [
    'quota of Harbor',
    'PUT /blobs/',
    `status(403, {}, ${body('DENIED', 'adding 5.0 MiB of storage resource, which when updated to current usage of 99.0 MiB will exceed the configured upper limit of 100.0 MiB.')})`,
    /configured upper limit/,
  ],
  [
    'repository missing on ECR',
    'POST /blobs/',
    `status(404, {}, ${body('NAME_UNKNOWN', "The repository with name 'fn/hello' does not exist in the registry with id '123456789012'")})`,
    /does not exist in the registry/,
  ],
  [
    'project missing in Harbor',
    'POST /blobs/',
    `status(404, {}, ${body('NOT_FOUND', 'project fn not found')})`,
    /project fn not found/,
  ],
  ['no error body', 'POST /blobs/', 'status(405)', /405/],
]

for (const [what, where, fault, text] of REFUSALS)
  test(`R36 upload() shows what the registry says and stops: ${what}`, async (t) => {
    const { client, proxy, clock, reference, signal } = await openPush(t, { script: `${where}: ${fault}` })
    const big = blobOf(bytesOf('big', 300_000))
    await assert.rejects(client.upload(reference, big, signal), (error: Error) => {
      assert.match(error.message, text)
      assert.ok(error.message.includes(reference.registry) && error.message.includes(REPOSITORY), error.message)
      assert.ok(refusalIn(error))
      return true
    })
    assert.deepEqual(clock.slept, [])
    assert.ok(proxy.log.length <= 4, `${proxy.log.length} requests`)
  })

test('R36 putManifest() shows a quota and stops', async (t) => {
  const quota = `status(403, {}, ${body('DENIED', 'will exceed the configured upper limit of 100.0 MiB.')})`
  const { client, proxy, reference, signal } = await openPush(t, { script: `PUT /manifests/: ${quota}` })
  await assert.rejects(push(client, reference, sampleImage(), signal), /configured upper limit/)
  assert.equal(proxy.seen('PUT /manifests/').length, 1)
})

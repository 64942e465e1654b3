import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { digestOf } from '../../../../src/core/oci/digest.ts'
import type { Repository } from '../../../../src/core/oci/reference.ts'
import type { UploadBlob } from '../../../../src/ports.ts'
import { send } from '../../../fakes/send.ts'
import { openProtectedRegistry } from '../../../fakes/protected-registry.ts'
import { openTokenServer } from '../../../fakes/token-server.ts'
import { type Bed, type BedOptions, blobOf, bytesOf, openBed, openClient, openUpstream, seedBlob } from './bed.ts'

interface Mounting extends Bed {
  readonly from: Repository
  readonly to: Repository
  readonly blob: UploadBlob
}

const open = async (t: TestContext, options: BedOptions = {}): Promise<Mounting> => {
  const bed = await openBed(t, options)
  const blob = blobOf(bytesOf('layer', 200_000))
  await seedBlob(bed.upstream, 'shared/layers', blob)
  const { host } = bed.proxy
  return { ...bed, blob, from: { registry: host, path: 'shared/layers' }, to: { registry: host, path: 'fn/a' } }
}

const assertThere = async (host: string, path: string, blob: UploadBlob): Promise<void> => {
  const got = await send(`http://${host}/v2/${path}/blobs/${blob.descriptor.digest}`)
  assert.deepEqual([got.status, digestOf(got.body)], [200, blob.descriptor.digest])
}

test('R20 copy() within a registry mounts: one POST, no byte moved', async (t) => {
  const { client, proxy, upstream, from, to, blob, signal } = await open(t)
  assert.deepEqual(await client.copy(from, to, blob.descriptor, signal), { how: 'mounted', bytes: 0 })
  const post = proxy.seen('POST mount=')[0]
  const query = new URL(post?.target ?? '', 'http://x').searchParams
  assert.deepEqual([query.get('mount'), query.get('from')], [blob.descriptor.digest, 'shared/layers'])
  assert.equal(proxy.seen('PUT|PATCH|GET /blobs/').length, 0)
  await assertThere(upstream, to.path, blob)
})

test('R20 copy() goes on in the session that a registry opens instead of mounting', async (t) => {
  const { client, proxy, upstream, from, to, blob, signal } = await open(t, {
    script: 'POST mount=: call("session")',
    hooks: {
      session: async ({ target }) => {
        const opened = await send(`http://${upstreamOf()}${target.split('?')[0] ?? ''}`, { method: 'POST' })
        const location = new URL(opened.headers.location ?? '', `http://${upstreamOf()}`)
        return { status: 202, headers: { location: location.pathname + location.search } }
      },
    },
  })
  const upstreamOf = (): string => upstream
  const { how, bytes } = await client.copy(from, to, blob.descriptor, signal)
  assert.deepEqual([how, bytes], ['streamed', blob.bytes.length])
  await assertThere(upstream, to.path, blob)
  assert.equal(proxy.seen('POST /blobs/uploads/').length, 1)
})

const REFUSALS = [
  'status(401)',
  'status(403)',
  'status(404)',
  'status(400)',
  'status(405)',
  'status(500)',
  'status(503)',
  'reset',
  'drop',
]

for (const fault of REFUSALS)
  test(`R20 copy() sends the blob when every mount gets ${fault}`, async (t) => {
    const { client, proxy, upstream, from, to, blob, signal } = await open(t, { script: `POST mount=: ${fault}` })
    const { how } = await client.copy(from, to, blob.descriptor, signal)
    // A mount whose reply was lost is found done.
    if (fault !== 'drop') assert.equal(how, 'streamed')
    await assertThere(upstream, to.path, blob)
    assert.ok(proxy.seen('POST mount=').length <= 6, 'mounts tried')
  })

test('R20 a mount that answers 201 without the blob is no reason to fail later copies', async (t) => {
  const { client, upstream, from, to, blob, signal } = await open(t, { script: 'POST mount=: 1*status(503) -> pass' })
  await client.copy(from, to, blob.descriptor, signal)
  await client.copy(from, { ...to, path: 'fn/b' }, blob.descriptor, signal)
  await assertThere(upstream, 'fn/b', blob)
})

test('R20 copy() between registries never mounts', async (t) => {
  const { client, proxy, from, blob, signal } = await open(t)
  const target = await openUpstream(t)
  const { how } = await client.copy(from, { registry: target, path: 'fn/a' }, blob.descriptor, signal)
  assert.equal(how, 'streamed')
  await assertThere(target, 'fn/a', blob)
  assert.equal(proxy.seen('POST /').length, 0)
})

test('R21 copy() sends the blob when the token may read the source by GET alone', async (t) => {
  const upstream = await openUpstream(t)
  const blob = blobOf(bytesOf('layer', 200_000))
  await seedBlob(upstream, 'shared/layers', blob)
  const tokens = await openTokenServer({ grants: { 'fn/a': ['pull', 'push'] } })
  t.after(() => tokens.close())
  const front = await openProtectedRegistry({ upstream, tokens, anyoneReads: ['shared/layers'] })
  t.after(() => front.close())
  const client = openClient(t, {})
  const [from, to] = [
    { registry: front.host, path: 'shared/layers' },
    { registry: front.host, path: 'fn/a' },
  ]
  const { how } = await client.copy(from, to, blob.descriptor, AbortSignal.timeout(20_000))
  assert.equal(how, 'streamed')
  await assertThere(upstream, to.path, blob)
})

test('R21 copy() fails with the source’s name when the source cannot be read at all', async (t) => {
  const upstream = await openUpstream(t)
  const blob = blobOf(bytesOf('layer', 200_000))
  await seedBlob(upstream, 'shared/layers', blob)
  const tokens = await openTokenServer({ grants: { 'fn/a': ['pull', 'push'] } })
  t.after(() => tokens.close())
  const front = await openProtectedRegistry({ upstream, tokens })
  t.after(() => front.close())
  const [from, to] = [
    { registry: front.host, path: 'shared/layers' },
    { registry: front.host, path: 'fn/a' },
  ]
  const copying = openClient(t, {}).copy(from, to, blob.descriptor, AbortSignal.timeout(20_000))
  await assert.rejects(copying, (error: Error) => {
    assert.match(error.message, /shared\/layers/)
    return 'code' in error && error.code === 'REGISTRY_FAILED'
  })
  assert.ok(front.log.length <= 12, `${front.log.length} requests`)
})

test('R21 one token with both scopes, push first, serves a mount from a readable source', async (t) => {
  const upstream = await openUpstream(t)
  const blob = blobOf(bytesOf('layer', 200_000))
  await seedBlob(upstream, 'shared/layers', blob)
  const tokens = await openTokenServer({ grants: { 'fn/a': ['pull', 'push'], 'shared/layers': ['pull'] } })
  t.after(() => tokens.close())
  const front = await openProtectedRegistry({ upstream, tokens })
  t.after(() => front.close())
  const [from, to] = [
    { registry: front.host, path: 'shared/layers' },
    { registry: front.host, path: 'fn/a' },
  ]
  const client = openClient(t, {})
  assert.equal((await client.copy(from, to, blob.descriptor, AbortSignal.timeout(20_000))).how, 'mounted')
  assert.match(tokens.calls.at(-1)?.scopes[0] ?? '', /^repository:fn\/a:.*push/)
  assert.equal(tokens.calls.length, 1)
})

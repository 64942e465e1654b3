import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { digestOf } from '../../../src/core/oci/digest.ts'
import { missingBlobs } from '../../../src/core/registry/refusal.ts'
import { openRegistryClient, type RegistryClientOptions } from '../../../src/edge/registry/client.ts'
import type { Registry } from '../../../src/ports.ts'
import { impatient, serve } from './serve.ts'

/** Never aborts: in one process with all other tests, a clock that runs from the import would. */
const { signal } = new AbortController()

const open = (t: TestContext, options: Partial<RegistryClientOptions> = {}): Registry => {
  const client = openRegistryClient({ env: {}, insecureRegistries: [], clock: impatient(), ...options })
  t.after(() => client.close())
  return client
}

const LARGE = Buffer.alloc(100_000, 'x')
const BLOB = { descriptor: { mediaType: 'a/b', digest: digestOf(LARGE), size: LARGE.length }, bytes: LARGE }

test('images are pulled from a mirror, but not where this run pushes to', async (t) => {
  const mirror = await serve(t, () => ({ status: 404 }))
  const target = await serve(t, () => ({ status: 404 }))
  const client = open(t, { mirrors: [{ from: target.host, to: `${mirror.host}/hub` }] })
  client.expect([{ repository: { registry: target.host, path: 'mine' }, push: true }])
  await client.manifest({ registry: target.host, path: 'mine', tag: 'x' }, signal)
  await client.manifest({ registry: target.host, path: 'base', tag: 'x' }, signal)
  assert.deepEqual([target.received[0]?.url, target.received.length], ['/v2/mine/manifests/x', 1])
  assert.deepEqual([mirror.received[0]?.url, mirror.received.length], ['/v2/hub/base/manifests/x', 1])
})

test('upload() asks for a large blob first, and sends a small one at once', async (t) => {
  const { host, received } = await serve(t, ({ method }) =>
    method === 'HEAD'
      ? { status: 200 }
      : { status: method === 'POST' ? 202 : 201, headers: { location: '/session?x=1' } },
  )
  const client = open(t)
  const repository = { registry: host, path: 'a' }
  assert.deepEqual(await client.upload(repository, BLOB, signal), { how: 'known', bytes: 0 })
  const bytes = Buffer.from('small')
  const descriptor = { mediaType: 'a/b', digest: digestOf(bytes), size: bytes.length }
  assert.deepEqual(await client.upload(repository, { descriptor, bytes }, signal), { how: 'uploaded', bytes: 5 })
  assert.deepEqual(
    received.map(({ method, url }) => `${method} ${url}`),
    [
      `HEAD /v2/a/blobs/${BLOB.descriptor.digest}`,
      'POST /v2/a/blobs/uploads/',
      `PUT /session?x=1&digest=${encodeURIComponent(descriptor.digest)}`,
    ],
  )
})

test('upload() believes no registry that missed a blob after saying that it had it', async (t) => {
  const { host, received } = await serve(t, ({ method, url }) => {
    if (url.includes('/manifests/')) {
      const errors = [{ code: 'MANIFEST_BLOB_UNKNOWN', message: 'blob unknown', detail: BLOB.descriptor.digest }]
      return { status: 400, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ errors }) }
    }
    if (method === 'HEAD') return { status: 200 }
    return { status: method === 'POST' ? 202 : 201, headers: { location: '/session' } }
  })
  const client = open(t)
  const repository = { registry: host, path: 'a' }
  const manifest = { mediaType: 'application/vnd.oci.image.manifest.v1+json', bytes: Buffer.from('{}') }
  await assert.rejects(client.putManifest({ ...repository, tag: 'x' }, manifest, signal), (error) => {
    assert.deepEqual(missingBlobs(error), [BLOB.descriptor.digest])
    return true
  })
  assert.equal((await client.upload(repository, BLOB, signal)).how, 'uploaded')
  assert.ok(!received.some(({ method }) => method === 'HEAD'))
})

test('an error names method, host and path, status and code, and never the query', async (t) => {
  const body = JSON.stringify({ errors: [{ code: 'DENIED', message: 'over quota' }] })
  const { host } = await serve(t, ({ method }) =>
    method === 'POST' ? { status: 202, headers: { location: '/session?secret=1' } } : { status: 403, body },
  )
  const bytes = Buffer.from('x')
  const descriptor = { mediaType: 'a/b', digest: digestOf(bytes), size: 1 }
  await assert.rejects(open(t).upload({ registry: host, path: 'a' }, { descriptor, bytes }, signal), {
    message: `Cannot PUT "${host}/session": denied: 403 DENIED: over quota`,
    code: 'REGISTRY_FAILED',
  })
})

test('putManifest() is content with a tag that is immutable and already right', async (t) => {
  const bytes = Buffer.from('{}')
  const headers = { 'docker-content-digest': digestOf(bytes), 'content-length': '2' }
  const { host } = await serve(t, ({ method }) => (method === 'HEAD' ? { status: 200, headers } : { status: 412 }))
  const reference = { registry: host, path: 'a', tag: 'x' }
  await open(t).putManifest(reference, { mediaType: 'a/b', bytes }, signal)
  const other = { mediaType: 'a/b', bytes: Buffer.from('{ }') }
  await assert.rejects(open(t).putManifest(reference, other, signal), /412/)
})

test('a 404 by HEAD in HTML is no answer of a registry', async (t) => {
  const headers = { 'content-type': 'text/html' }
  const { host } = await serve(t, () => ({ status: 404, headers, body: '<html>' }))
  assert.equal((await open(t).digest({ registry: host, path: 'a', tag: 'x' }, signal)).status, 'unknown')
})

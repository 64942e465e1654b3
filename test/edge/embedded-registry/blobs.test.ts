import assert from 'node:assert/strict'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { type Digest, digestOf, hexOf } from '../../../src/core/oci/digest.ts'
import { call, pushBlob, pushImage, serve } from './client.ts'

const fileOf = (root: string, name: string, digest: Digest): string =>
  join(root, name, '_oci', 'blobs', 'sha256', hexOf(digest))

test('mount: is a hard link, and each repository deletes its own', async (t) => {
  const { host, root } = await serve(t)
  const digest = await pushBlob(host, 'from', 'shared')
  const mount = await call(host, `POST /v2/to/it/blobs/uploads/?mount=${digest}&from=from`)
  assert.deepEqual([mount.status, mount.headers.location], [201, `/v2/to/it/blobs/${digest}`])
  assert.equal((await stat(fileOf(root, 'from', digest))).ino, (await stat(fileOf(root, 'to/it', digest))).ino)
  assert.equal((await call(host, `DELETE /v2/from/blobs/${digest}`)).status, 202)
  assert.equal((await call(host, `GET /v2/from/blobs/${digest}`)).status, 404)
  assert.equal((await call(host, `GET /v2/to/it/blobs/${digest}`)).body.toString(), 'shared')
})

test('mount: twice is as good as once', async (t) => {
  const { host } = await serve(t)
  const digest = await pushBlob(host, 'from', 'shared')
  await call(host, `POST /v2/to/blobs/uploads/?mount=${digest}&from=from`)
  assert.equal((await call(host, `POST /v2/to/blobs/uploads/?mount=${digest}&from=from`)).status, 201)
})

test('mount: without a source takes the blob from whoever has it', async (t) => {
  const { host } = await serve(t)
  const digest = await pushBlob(host, 'deep/in/there', 'shared')
  assert.equal((await call(host, `POST /v2/to/blobs/uploads/?mount=${digest}`)).status, 201)
})

for (const from of ['nobody', 'empty', '..', '_registry', 'a/../from', '%2e%2e%2ffrom'])
  test(`mount: from "${from}", which has no such blob, begins an upload`, async (t) => {
    const { host } = await serve(t)
    const digest = await pushBlob(host, 'from', 'shared')
    await pushBlob(host, 'empty', 'other')
    const mount = await call(host, `POST /v2/to/blobs/uploads/?mount=${digest}&from=${from}`)
    assert.equal(mount.status, 202)
    const put = await call(host, `PUT ${mount.headers.location}?digest=${digest}`, { body: 'shared' })
    assert.equal(put.status, 201)
    assert.equal((await call(host, `GET /v2/to/blobs/${digest}`)).body.toString(), 'shared')
  })

const BODY = Buffer.alloc(200_000, 'the quick brown fox ')

for (const [range, start, end] of [
  ['bytes=0-0', 0, 0],
  ['bytes=500-1499', 500, 1_499],
  ['bytes=199990-', 199_990, 199_999],
  ['bytes=-10', 199_990, 199_999],
  ['bytes=-300000', 0, 199_999],
  ['bytes=1-150000', 1, 150_000],
  ['bytes=199000-900000', 199_000, 199_999],
] as const)
  test(`GET blob: ${range} gives those bytes alone`, async (t) => {
    const { host } = await serve(t)
    const digest = await pushBlob(host, 'a', BODY)
    const { status, headers, body } = await call(host, `GET /v2/a/blobs/${digest}`, { headers: { range } })
    assert.deepEqual([status, headers['content-range']], [206, `bytes ${start}-${end}/200000`])
    assert.ok(body.equals(BODY.subarray(start, end + 1)))
  })

for (const range of ['bytes=200000-', 'bytes=500-0', 'bytes=-0'])
  test(`GET blob: ${range} is 416`, async (t) => {
    const { host } = await serve(t)
    const digest = await pushBlob(host, 'a', BODY)
    const { status, headers } = await call(host, `GET /v2/a/blobs/${digest}`, { headers: { range } })
    assert.deepEqual([status, headers['content-range']], [416, 'bytes */200000'])
  })

for (const range of ['bytes=0-1,5-6', 'lines=1-2', 'bytes=-', 'bytes=a-b'])
  test(`GET blob: ${range}, which we do not serve, gives all`, async (t) => {
    const { host } = await serve(t)
    const digest = await pushBlob(host, 'a', BODY)
    const { status, body } = await call(host, `GET /v2/a/blobs/${digest}`, { headers: { range } })
    assert.deepEqual([status, body.length], [200, BODY.length])
  })

test('HEAD blob: has the headers of GET, and errors have no body', async (t) => {
  const { host } = await serve(t)
  const digest = await pushBlob(host, 'a', BODY)
  const { status, headers, body } = await call(host, `HEAD /v2/a/blobs/${digest}`)
  assert.deepEqual([status, headers['content-length'], body.length], [200, '200000', 0])
  assert.equal(headers['content-type'], 'application/octet-stream')
  assert.equal(headers['x-content-type-options'], 'nosniff')
  assert.equal((await call(host, `HEAD /v2/a/blobs/${digestOf('none')}`)).status, 404)
})

test('GET blob: a repository has its own blobs only', async (t) => {
  const { host } = await serve(t)
  const digest = await pushBlob(host, 'a', 'mine')
  for (const name of ['b', 'a/b'])
    assert.equal((await call(host, `GET /v2/${name}/blobs/${digest}`)).code, 'BLOB_UNKNOWN')
})

test('DELETE blob: removes the file', async (t) => {
  const { host, root } = await serve(t)
  const digest = await pushBlob(host, 'a', 'short-lived')
  assert.equal((await call(host, `DELETE /v2/a/blobs/${digest}`)).status, 202)
  await assert.rejects(stat(fileOf(root, 'a', digest)), { code: 'ENOENT' })
  assert.equal((await call(host, `DELETE /v2/a/blobs/${digest}`)).code, 'BLOB_UNKNOWN')
})

test('DELETE blob: a manifest is not deleted as a blob', async (t) => {
  const { host } = await serve(t)
  const digest = digestOf(await pushImage(host, 'a', 'v1'))
  assert.equal((await call(host, `DELETE /v2/a/blobs/${digest}`)).status, 405)
  assert.equal((await call(host, `GET /v2/a/manifests/v1`)).status, 200)
})

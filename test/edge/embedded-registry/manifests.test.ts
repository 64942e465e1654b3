import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { digestOf, hexOf } from '../../../src/core/oci/digest.ts'
import { DOCKER_LIST, OCI_INDEX, OCI_MANIFEST } from '../../../src/core/oci/media-types.ts'
import { call, indexOf, manifestOf, pushBlob, pushImage, putManifest, serve } from './client.ts'

interface LayoutFile {
  readonly manifests: readonly { readonly digest: string; readonly annotations?: Readonly<Record<string, string>> }[]
}

const indexFile = async (root: string, name: string): Promise<LayoutFile> =>
  JSON.parse(await readFile(join(root, name, '_oci', 'index.json'), 'utf8')) as LayoutFile

test('PUT manifest: is read by tag and by digest, byte for byte', async (t) => {
  const { host } = await serve(t)
  await pushBlob(host, 'a', '{}')
  const manifest = manifestOf('{}', { 'unknown field': ' kept  as it is ' })
  const put = await putManifest(host, 'a/manifests/v1', manifest)
  assert.deepEqual(
    [put.status, put.headers.location, put.headers['docker-content-digest']],
    [201, `/v2/a/manifests/${digestOf(manifest)}`, digestOf(manifest)],
  )
  for (const reference of ['v1', digestOf(manifest)]) {
    const got = await call(host, `GET /v2/a/manifests/${reference}`)
    assert.deepEqual([got.body.toString(), got.headers['content-type']], [manifest, OCI_MANIFEST])
    const head = await call(host, `HEAD /v2/a/manifests/${reference}`)
    assert.deepEqual([head.status, head.headers['content-length']], [200, String(manifest.length)])
    assert.equal(head.headers['docker-content-digest'], digestOf(manifest))
  }
})

test('PUT manifest: is still there when the folder is served again', async (t) => {
  const first = await serve(t)
  const manifest = await pushImage(first.host, 'a/b', 'v1')
  await first.close()
  const { host } = await serve(t, first.root)
  assert.equal((await call(host, 'GET /v2/a/b/manifests/v1')).body.toString(), manifest)
})

test('PUT manifest: moves a tag, and keeps what had it', async (t) => {
  const { host, root } = await serve(t)
  const first = await pushImage(host, 'a', 'latest', '{"n":1}')
  const second = await pushImage(host, 'a', 'latest', '{"n":2}')
  assert.equal((await call(host, 'GET /v2/a/manifests/latest')).body.toString(), second)
  assert.equal((await call(host, `GET /v2/a/manifests/${digestOf(first)}`)).status, 200)
  const { manifests } = await indexFile(root, 'a')
  assert.deepEqual(
    manifests.map(({ digest, annotations }) => [digest, annotations?.['org.opencontainers.image.ref.name']]),
    [
      [digestOf(second), 'latest'],
      [digestOf(first), undefined],
    ],
  )
})

test('PUT manifest: an index needs its manifests before it', async (t) => {
  const { host } = await serve(t)
  const child = manifestOf('{}')
  const before = await putManifest(host, 'a/manifests/v1', indexOf([child]), OCI_INDEX)
  assert.deepEqual([before.status, before.code], [400, 'MANIFEST_BLOB_UNKNOWN'])
  await pushImage(host, 'a', 'child', '{}')
  assert.equal((await putManifest(host, 'a/manifests/v1', indexOf([child]), OCI_INDEX)).status, 201)
})

test('PUT manifest: names the blob that is missing, and makes no repository', async (t) => {
  const { host, root } = await serve(t)
  const { status, body } = await putManifest(host, 'a/manifests/v1', manifestOf('{}'))
  const { errors } = JSON.parse(body.toString()) as { errors: readonly unknown[] }
  assert.equal(status, 400)
  assert.deepEqual(errors, [
    {
      code: 'MANIFEST_BLOB_UNKNOWN',
      message: `The manifest needs ${digestOf('{}')}: send that before`,
      detail: { digest: digestOf('{}') },
    },
  ])
  assert.deepEqual(await readdir(root), ['_registry'])
})

test('PUT manifest: layers that are fetched elsewhere need not be here', async (t) => {
  const { host } = await serve(t)
  await pushBlob(host, 'a', '{}')
  const mediaType = 'application/vnd.oci.image.layer.nondistributable.v1.tar+gzip'
  const manifest = manifestOf('{}', { layers: [{ mediaType, digest: digestOf('elsewhere'), size: 9 }] })
  assert.equal((await putManifest(host, 'a/manifests/v1', manifest)).status, 201)
})

const CONFIG = { mediaType: 'x', digest: digestOf('{}'), size: 2 }

for (const [what, body, code] of [
  ['text', 'hello', 'MANIFEST_INVALID'],
  ['an array', '[]', 'MANIFEST_INVALID'],
  ['broken UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'MANIFEST_INVALID'],
  ['nothing', '', 'MANIFEST_INVALID'],
  ['another type than it was sent as', manifestOf('{}', { mediaType: DOCKER_LIST }), 'MANIFEST_INVALID'],
  ['no parts', manifestOf('{}', { config: undefined }), 'MANIFEST_INVALID'],
  ['layers that are no list', manifestOf('{}', { layers: {} }), 'MANIFEST_INVALID'],
  ['a layer that is null', manifestOf('{}', { layers: [null] }), 'MANIFEST_INVALID'],
  ['a digest that is a path', manifestOf('{}', { config: { ...CONFIG, digest: '../../x' } }), 'MANIFEST_INVALID'],
  ['a negative size', manifestOf('{}', { config: { ...CONFIG, size: -1 } }), 'MANIFEST_INVALID'],
  ['a wrong size', manifestOf('{}', { config: { ...CONFIG, size: 3 } }), 'SIZE_INVALID'],
  ['a subject that is no descriptor', manifestOf('{}', { subject: 'x' }), 'MANIFEST_INVALID'],
] as const)
  test(`PUT manifest: ${what} is ${code}`, async (t) => {
    const { host } = await serve(t)
    await pushBlob(host, 'a', '{}')
    const put = await call(host, 'PUT /v2/a/manifests/v1', { headers: { 'content-type': OCI_MANIFEST }, body })
    assert.deepEqual([put.status, put.code], [400, code])
    assert.equal((await call(host, 'GET /v2/a/manifests/v1')).status, 404)
  })

test('PUT manifest: a type that is none of the four is refused', async (t) => {
  const { host } = await serve(t)
  await pushBlob(host, 'a', '{}')
  const type = 'application/vnd.docker.distribution.manifest.v1+json'
  const put = await putManifest(host, 'a/manifests/v1', manifestOf('{}', { mediaType: undefined }), type)
  assert.equal(put.code, 'MANIFEST_INVALID')
})

test('PUT manifest: 3.9 MB are taken, more than 4 MiB are 413', async (t) => {
  const { host } = await serve(t)
  await pushBlob(host, 'a', '{}')
  const sized = (bytes: number): string => manifestOf('{}', { annotations: { filler: 'x'.repeat(bytes) } })
  assert.equal((await putManifest(host, 'a/manifests/big', sized(3_900_000))).status, 201)
  assert.equal((await putManifest(host, 'a/manifests/bigger', sized(9_000_000))).status, 413)
})

test('PUT manifest: must have the digest it is sent by', async (t) => {
  const { host } = await serve(t)
  await pushBlob(host, 'a', '{}')
  const put = await putManifest(host, `a/manifests/${digestOf('other')}`, manifestOf('{}'))
  assert.deepEqual([put.status, put.code], [400, 'DIGEST_INVALID'])
})

test('PUT manifest: by sha512 takes tags along, and answers in sha512', async (t) => {
  const { host } = await serve(t)
  await pushBlob(host, 'a', '{}')
  const manifest = manifestOf('{}')
  const digest = `sha512:${createHash('sha512').update(manifest).digest('hex')}`
  const put = await putManifest(host, `a/manifests/${digest}?tag=x&tag=y`, manifest)
  assert.deepEqual([put.status, put.headers['oci-tag']], [201, 'x, y'])
  assert.equal((await call(host, 'HEAD /v2/a/manifests/y')).headers['docker-content-digest'], digest)
})

test('PUT manifest: replaces index.json, and never writes into the one that others read', async (t) => {
  const { host, root } = await serve(t)
  await pushImage(host, 'a', 'v1')
  const path = join(root, 'a', '_oci', 'index.json')
  const before = await readFile(path, 'utf8')
  const reader = await open(path)
  t.after(() => reader.close())
  await pushImage(host, 'a', 'v2')
  assert.equal(await reader.readFile('utf8'), before)
  assert.notEqual(await readFile(path, 'utf8'), before)
  assert.deepEqual((await readdir(join(root, 'a', '_oci'))).sort(), ['blobs', 'index.json', 'oci-layout'])
})

test('DELETE manifest: by tag takes the name away only', async (t) => {
  const { host } = await serve(t)
  const manifest = await pushImage(host, 'a', 'v1')
  assert.equal((await call(host, 'DELETE /v2/a/manifests/v1')).status, 202)
  assert.equal((await call(host, 'GET /v2/a/manifests/v1')).code, 'MANIFEST_UNKNOWN')
  assert.equal((await call(host, `GET /v2/a/manifests/${digestOf(manifest)}`)).status, 200)
})

test('DELETE manifest: by digest takes the file and all names', async (t) => {
  const { host, root } = await serve(t)
  const manifest = await pushImage(host, 'a', 'v1', '{}')
  await putManifest(host, 'a/manifests/v2', manifest)
  assert.equal((await call(host, `DELETE /v2/a/manifests/${digestOf(manifest)}`)).status, 202)
  for (const reference of ['v1', 'v2', digestOf(manifest)])
    assert.equal((await call(host, `GET /v2/a/manifests/${reference}`)).status, 404)
  assert.deepEqual((await indexFile(root, 'a')).manifests, [])
  assert.deepEqual(await readdir(join(root, 'a', '_oci', 'blobs', 'sha256')), [hexOf(digestOf('{}'))])
})

test('DELETE manifest: one that is not there is MANIFEST_UNKNOWN', async (t) => {
  const { host } = await serve(t)
  await pushImage(host, 'a', 'v1')
  for (const path of ['a/manifests/v2', `a/manifests/${digestOf('x')}`, 'b/manifests/v1'] as const)
    assert.equal((await call(host, `DELETE /v2/${path}`)).code, 'MANIFEST_UNKNOWN')
})

test('PUT manifest: fifty at once into one repository lose nothing', async (t) => {
  const first = await serve(t)
  const tags = Array.from({ length: 50 }, (_, at) => `v${at}`)
  const manifests = await Promise.all(tags.map((tag) => pushImage(first.host, 'a', tag)))
  await first.close()
  const { host } = await serve(t, first.root)
  const read = await Promise.all(tags.map((tag) => call(host, `GET /v2/a/manifests/${tag}`)))
  assert.deepEqual(
    read.map(({ body }) => body.toString()),
    manifests,
  )
})

test('PUT and DELETE of one manifest at once leave it whole or gone', async (t) => {
  const { host } = await serve(t)
  const manifest = await pushImage(host, 'a', 'v1', '{}')
  const path = `a/manifests/${digestOf(manifest)}` as const
  for (let round = 0; round < 20; round += 1) {
    await Promise.all([
      putManifest(host, 'a/manifests/v1', manifest),
      call(host, `DELETE /v2/${path}`),
      putManifest(host, 'a/manifests/v1', manifest),
    ])
    // HEAD answers from the index, a second server would answer GET from the file: both must say the same.
    assert.equal(
      (await call(host, `HEAD /v2/${path}`)).status,
      (await call(host, `GET /v2/a/blobs/${digestOf(manifest)}`)).status,
    )
  }
})

test('PUT manifest: one that could not be written is 500 and is not there', async (t) => {
  const { host, root } = await serve(t)
  const kept = await pushImage(host, 'a', 'kept')
  const file = join(root, 'a', '_oci', 'index.json')
  await rename(file, `${file}.aside`)
  await mkdir(join(file, 'in the way'), { recursive: true })
  await pushBlob(host, 'a', '{}')
  const put = await putManifest(host, 'a/manifests/lost', manifestOf('{}'))
  assert.deepEqual([put.status, put.code], [500, 'UNKNOWN'])
  for (const reference of ['lost', digestOf(manifestOf('{}'))])
    assert.equal((await call(host, `GET /v2/a/manifests/${reference}`)).status, 404)
  assert.equal((await call(host, 'GET /v2/a/manifests/kept')).body.toString(), kept)
  await rm(file, { recursive: true })
  assert.equal((await putManifest(host, 'a/manifests/lost', manifestOf('{}'))).status, 201)
  assert.equal((await call(host, 'GET /v2/a/manifests/kept')).body.toString(), kept)
})

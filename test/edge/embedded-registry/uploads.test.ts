import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { digestOf } from '../../../src/core/oci/digest.ts'
import { call, serve } from './client.ts'

const CONTENT = 'eleven byte'
const DIGEST = digestOf(CONTENT)

const begin = async (host: string, name = 'a/b'): Promise<string> => {
  const { status, headers } = await call(host, `POST /v2/${name}/blobs/uploads/`)
  assert.equal(status, 202)
  return String(headers.location)
}

const chunk = (from: number, to: number) => ({
  headers: { 'content-range': `${from}-${to}`, 'content-length': String(to - from + 1) },
  body: CONTENT.slice(from, to + 1),
})

const leftOvers = (root: string): Promise<string[]> => readdir(join(root, '_registry', 'uploads'))

test('upload: POST and PUT make a blob that can be read', async (t) => {
  const { host, root } = await serve(t)
  const put = await call(host, `PUT ${await begin(host)}?digest=${DIGEST}`, { body: CONTENT })
  assert.equal(put.status, 201)
  assert.equal(put.headers.location, `/v2/a/b/blobs/${DIGEST}`)
  const got = await call(host, `GET ${put.headers.location}`)
  assert.equal(got.body.toString(), CONTENT)
  assert.equal(got.headers['docker-content-digest'], DIGEST)
  assert.deepEqual(await leftOvers(root), [])
})

test('upload: POST with ?digest= is enough', async (t) => {
  const { host } = await serve(t)
  const post = await call(host, `POST /v2/a/blobs/uploads/?digest=${DIGEST}`, { body: CONTENT })
  assert.equal(post.status, 201)
  assert.equal((await call(host, `HEAD /v2/a/blobs/${DIGEST}`)).headers['content-length'], '11')
})

test('upload: an empty blob is a blob', async (t) => {
  const { host } = await serve(t)
  const digest = digestOf('')
  assert.equal((await call(host, `PUT ${await begin(host)}?digest=${digest}`)).status, 201)
  const got = await call(host, `GET /v2/a/b/blobs/${digest}`)
  assert.deepEqual([got.status, got.headers['content-length']], [200, '0'])
})

test('upload: chunks in order make the blob, and each answer says how far it is', async (t) => {
  const { host } = await serve(t)
  const location = await begin(host)
  const first = await call(host, `PATCH ${location}`, chunk(0, 3))
  assert.deepEqual([first.status, first.headers.range], [202, '0-3'])
  const status = await call(host, `GET ${location}?digest=${DIGEST}`)
  assert.deepEqual([status.status, status.headers.range], [204, '0-3'])
  assert.equal((await call(host, `PUT ${location}?digest=${DIGEST}`, chunk(4, 10))).status, 201)
})

for (const [what, headers] of [
  ['skips bytes', { 'content-range': '5-9' }],
  ['begins again', { 'content-range': '0-4' }],
] as const)
  test(`upload: a chunk that ${what} is 416 and the upload goes on`, async (t) => {
    const { host } = await serve(t)
    const location = await begin(host)
    await call(host, `PATCH ${location}`, chunk(0, 3))
    const refused = await call(host, `PATCH ${location}`, { headers, body: 'xxxxx' })
    assert.deepEqual([refused.status, refused.code], [416, 'BLOB_UPLOAD_INVALID'])
    assert.deepEqual([refused.headers.range, refused.headers.location], ['0-3', location])
    await call(host, `PATCH ${location}`, chunk(4, 10))
    assert.equal((await call(host, `PUT ${location}?digest=${DIGEST}`)).status, 201)
  })

test('upload: a first chunk that does not begin at 0 is 416', async (t) => {
  const { host } = await serve(t)
  assert.equal((await call(host, `PATCH ${await begin(host)}`, chunk(5, 7))).status, 416)
})

test('upload: Content-Range and Content-Length must agree', async (t) => {
  const { host } = await serve(t)
  const wrong = { headers: { 'content-range': '0-9' }, body: 'xxx' }
  const { status, code } = await call(host, `PATCH ${await begin(host)}`, wrong)
  assert.deepEqual([status, code], [400, 'SIZE_INVALID'])
})

test('upload: a Content-Range that cannot be read is refused', async (t) => {
  const { host } = await serve(t)
  const wrong = { headers: { 'content-range': 'bytes 0-2/3' }, body: 'xxx' }
  assert.equal((await call(host, `PATCH ${await begin(host)}`, wrong)).code, 'BLOB_UPLOAD_INVALID')
})

test('upload: other bytes than the digest says are refused and nothing stays', async (t) => {
  const { host, root } = await serve(t)
  const location = await begin(host)
  const put = await call(host, `PUT ${location}?digest=${DIGEST}`, { body: 'other bytes' })
  assert.deepEqual([put.status, put.code], [400, 'DIGEST_INVALID'])
  assert.equal((await call(host, `HEAD /v2/a/b/blobs/${DIGEST}`)).status, 404)
  assert.equal((await call(host, `PUT ${location}?digest=${DIGEST}`, { body: CONTENT })).status, 404)
  assert.deepEqual(await leftOvers(root), [])
})

for (const digest of [
  '',
  'sha256:abc',
  `sha256:${'A'.repeat(64)}`,
  `md5:${'a'.repeat(32)}`,
  `sha512:${'a'.repeat(64)}`,
])
  test(`upload: "${digest.slice(0, 12)}" is not a digest, and the upload goes on`, async (t) => {
    const { host } = await serve(t)
    const location = await begin(host)
    assert.equal((await call(host, `PUT ${location}?digest=${digest}`, { body: CONTENT })).code, 'DIGEST_INVALID')
    assert.equal((await call(host, `PUT ${location}?digest=${DIGEST}`, { body: CONTENT })).status, 201)
  })

test('upload: sha512 is checked, also when it is named after the bytes came', async (t) => {
  const { host } = await serve(t)
  const digest = `sha512:${createHash('sha512').update(CONTENT).digest('hex')}`
  const location = await begin(host)
  await call(host, `PATCH ${location}`, { body: CONTENT })
  const put = await call(host, `PUT ${location}?digest=${digest}`)
  assert.deepEqual([put.status, put.headers['docker-content-digest']], [201, digest])
  assert.equal((await call(host, `GET /v2/a/b/blobs/${digest}`)).body.toString(), CONTENT)
})

test('upload: goes on after its client was cut off in a chunk', async (t) => {
  const { host } = await serve(t)
  const location = await begin(host)
  const [hostname, port] = host.split(':')
  const cut = request({ hostname, port, method: 'PATCH', path: location, headers: { 'content-length': '11' } })
  cut.on('error', () => undefined)
  cut.write(CONTENT.slice(0, 4))
  await until(async () => (await call(host, `GET ${location}`)).headers.range === '0-3')
  cut.destroy()
  await until(async () => (await call(host, `PATCH ${location}`, chunk(4, 10))).status === 202)
  assert.equal((await call(host, `PUT ${location}?digest=${DIGEST}`)).status, 201)
})

test('upload: has one writer at a time', async (t) => {
  const { host } = await serve(t)
  const location = await begin(host)
  const [hostname, port] = host.split(':')
  const slow = request({ hostname, port, method: 'PATCH', path: location, headers: { 'content-length': '11' } })
  const answered = new Promise((resolve) => slow.on('response', (response) => resolve(response.statusCode)))
  slow.write('elev')
  await until(async () => (await call(host, `GET ${location}`)).headers.range === '0-3')
  const { status, code } = await call(host, `PATCH ${location}`, { body: 'x' })
  assert.deepEqual([status, code], [409, 'BLOB_UPLOAD_INVALID'])
  slow.end('en byte')
  assert.equal(await answered, 202)
  assert.equal((await call(host, `PUT ${location}?digest=${DIGEST}`)).status, 201)
})

test('upload: belongs to its repository', async (t) => {
  const { host } = await serve(t)
  const location = await begin(host, 'a')
  const elsewhere = location.replace('/v2/a/', '/v2/b/')
  assert.equal((await call(host, `PUT ${elsewhere}?digest=${DIGEST}`, { body: CONTENT })).code, 'BLOB_UPLOAD_UNKNOWN')
})

test('upload: DELETE gives it up', async (t) => {
  const { host, root } = await serve(t)
  const location = await begin(host)
  await call(host, `PATCH ${location}`, { body: CONTENT })
  assert.equal((await call(host, `DELETE ${location}`)).status, 204)
  assert.equal((await call(host, `PUT ${location}?digest=${DIGEST}`)).code, 'BLOB_UPLOAD_UNKNOWN')
  assert.deepEqual(await leftOvers(root), [])
})

test('upload: fifty at once, of one blob and of many, all arrive', async (t) => {
  const { host } = await serve(t)
  const contents = Array.from({ length: 50 }, (_, at) => (at % 2 === 0 ? 'the same' : `number ${at}`))
  const answers = await Promise.all(
    contents.map((body) => call(host, `POST /v2/a/blobs/uploads/?digest=${digestOf(body)}`, { body })),
  )
  assert.ok(answers.every(({ status }) => status === 201))
  const read = await Promise.all(contents.map((content) => call(host, `GET /v2/a/blobs/${digestOf(content)}`)))
  assert.deepEqual(
    read.map(({ body }) => body.toString()),
    contents,
  )
})

const until = async (condition: () => Promise<boolean>): Promise<void> => {
  for (let tries = 0; tries < 1_000; tries += 1) {
    if (await condition()) return
    await setTimeout(5)
  }
  assert.fail('it never came about')
}

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { Agent, type IncomingMessage, request } from 'node:http'
import { join } from 'node:path'
import { test } from 'node:test'
import { digestOf } from '../../../src/core/oci/digest.ts'
import { call, pushBlob, pushImage, serve, temporaryFolder } from './client.ts'

test('router: /v2/ says that this is a registry', async (t) => {
  const { host } = await serve(t)
  for (const path of ['/v2/', '/v2'] as const) {
    const { status, headers } = await call(host, `GET ${path}`)
    assert.deepEqual([status, headers['docker-distribution-api-version']], [200, 'registry/2.0'])
  }
})

for (const name of [
  '..',
  '.',
  'a/..',
  '../a',
  'a/../../b',
  '%2e%2e',
  '%2e%2e%2f%2e%2e%2fb',
  'a%2f..%2f..',
  '..%5c..',
  'a%00b',
  '_registry',
  'a/_oci',
  'A',
  'a//b',
  '/a',
  'a/',
  'a b',
  'é',
  'C:',
  '%',
  'a'.repeat(256),
])
  test(`router: "${name.slice(0, 20)}" is no repository, and nothing is written`, async (t) => {
    const around = await temporaryFolder(t)
    const { host, root } = await serve(t, join(around, 'root'))
    const target = `POST /v2/${encodeURI(name).replaceAll('%25', '%')}/blobs/uploads/?digest=${digestOf('x')}` as const
    const { status, code } = await call(host, target, { body: 'x' })
    assert.deepEqual([status, code], [400, 'NAME_INVALID'])
    assert.deepEqual(await readdir(root), ['_registry'])
    assert.deepEqual(await readdir(around), ['root'])
  })

test('router: repositories may be named like parts of the paths, and lie below each other', async (t) => {
  const { host } = await serve(t)
  const names = ['blobs', 'blobs/uploads', 'manifests/tags', 'a', 'a/b', 'a/blobs/uploads', 'a'.repeat(255)]
  for (const name of names) await pushImage(host, name, 'list', JSON.stringify({ name }))
  for (const name of names) {
    const config = digestOf(JSON.stringify({ name }))
    assert.equal((await call(host, `GET /v2/${name}/manifests/list`)).status, 200)
    assert.equal((await call(host, `GET /v2/${name}/blobs/${config}`)).body.toString(), JSON.stringify({ name }))
    assert.equal((await call(host, `GET /v2/${name}/tags/list`)).status, 200)
  }
})

test('router: a digest may be percent-encoded', async (t) => {
  const { host } = await serve(t)
  const digest = await pushBlob(host, 'a', 'x')
  assert.equal((await call(host, `GET /v2/a/blobs/${encodeURIComponent(digest)}`)).status, 200)
})

test('router: a connection goes on after a body that was refused in its middle', async (t) => {
  const { host } = await serve(t)
  const [hostname, port] = host.split(':')
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  t.after(() => agent.destroy())
  const ports = new Set<number | undefined>()
  const send = async (method: string, path: string, body: string): Promise<number | undefined> => {
    const headers = { 'content-length': String(body.length) }
    const sent = request({ hostname, port, method, path, headers, agent })
    sent.end(body)
    const [response] = (await once(sent, 'response')) as [IncomingMessage]
    await once(response.resume(), 'end')
    ports.add(sent.socket?.localPort)
    return response.statusCode
  }
  assert.equal(await send('PUT', '/v2/a/manifests/x', 'x'.repeat(30_000_000)), 413)
  assert.equal(await send('PATCH', '/v2/a/blobs/uploads/x', 'x'.repeat(30_000_000)), 404)
  assert.equal(await send('GET', '/v2/', ''), 200)
  assert.equal(ports.size, 1)
})

for (const [line, allow] of [
  ['PUT /v2/', 'GET, HEAD'],
  ['GET /v2/a/blobs/uploads/', 'POST'],
  ['POST /v2/a/manifests/x', 'GET, HEAD, PUT, DELETE'],
] as const)
  test(`router: ${line} is 405 and says what is allowed`, async (t) => {
    const { host } = await serve(t)
    const { status, code, headers } = await call(host, line)
    assert.deepEqual([status, code, headers.allow], [405, 'UNSUPPORTED', allow])
  })

for (const path of ['/', '/v1/', '/v2/_catalog', '/v2/a', '/v2/a/tags', '/favicon.ico'] as const)
  test(`router: ${path} is 404`, async (t) => {
    const { host } = await serve(t)
    assert.equal((await call(host, `GET ${path}`)).status, 404)
  })

for (const name of ['localhost', 'LOCALHOST:1', '127.0.0.1', '127.0.0.1:5000', '[::1]:5000'])
  test(`router: host ${name} is served`, async (t) => {
    const { host } = await serve(t)
    assert.equal((await call(host, 'GET /v2/', { headers: { host: name } })).status, 200)
  })

for (const name of [
  'evil.example',
  'localhost.evil.example',
  '127.0.0.1.evil.example:80',
  '10.0.0.1',
  '[::2]',
  'a@localhost',
])
  test(`router: host ${name} is DENIED, whatever resolves to us`, async (t) => {
    const { host } = await serve(t)
    const { status, code } = await call(host, 'GET /v2/', { headers: { host: name } })
    assert.deepEqual([status, code], [403, 'DENIED'])
  })

test('router: a web page is DENIED', async (t) => {
  const { host, root } = await serve(t)
  const headers = { origin: 'https://evil.example', 'content-type': 'text/plain' }
  const { code } = await call(host, `POST /v2/a/blobs/uploads/?digest=${digestOf('x')}`, { headers, body: 'x' })
  assert.equal(code, 'DENIED')
  assert.deepEqual(await readdir(root), ['_registry'])
})

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { test } from 'node:test'
import { ActionError } from '../../../src/core/errors.ts'
import { type LogEntry, openRegistry } from '../../../src/edge/embedded-registry/server.ts'
import { call, pushImage, serve, temporaryFolder } from './client.ts'

const inputInvalid = (message: RegExp) => (error: unknown) => {
  assert.ok(error instanceof ActionError)
  assert.equal(error.code, 'INPUT_INVALID')
  assert.match(error.message, message)
  assert.ok(error.hint)
  return true
}

test('openRegistry() serves a folder for one owner at a time', async (t) => {
  const first = await serve(t)
  await assert.rejects(openRegistry({ root: first.root }), inputInvalid(/another process serves it$/))
  assert.equal((await call(first.host, 'GET /v2/')).status, 200)
  await first.close()
  const second = await serve(t, first.root)
  assert.equal((await call(second.host, 'GET /v2/')).status, 200)
})

test('openRegistry() gives the folder back when it cannot listen', async (t) => {
  const { host } = await serve(t)
  const root = await temporaryFolder(t)
  const port = Number(host.split(':')[1])
  await assert.rejects(
    openRegistry({ root, port }),
    inputInvalid(/^Cannot listen on "127.0.0.1:\d+": the port is in use$/),
  )
  await serve(t, root)
})

test('openRegistry() refuses a root that is a file', async (t) => {
  const file = join(await temporaryFolder(t), 'file')
  await writeFile(file, '')
  await assert.rejects(openRegistry({ root: file }), inputInvalid(/^Cannot use folder ".*file"/))
})

test('openRegistry() refuses a lock that is not a lock', async (t) => {
  const { root, close } = await serve(t)
  await close()
  await writeFile(
    join(root, '_registry', 'lock.sqlite'),
    'not a database, but a text that is long enough for one'.repeat(20),
  )
  await assert.rejects(openRegistry({ root }), inputInvalid(/not a database/))
})

test('openRegistry() makes the folder', async (t) => {
  const root = join(await temporaryFolder(t), 'a', 'b')
  await pushImage((await serve(t, root)).host, 'x', 'v1')
})

test('openRegistry() logs each request with its answer', async (t) => {
  const entries: LogEntry[] = []
  const { host, close } = await openRegistry({ root: await temporaryFolder(t), log: (entry) => entries.push(entry) })
  t.after(close)
  await call(host, 'GET /v2/')
  await call(host, 'HEAD /v2/a/manifests/x?ns=1')
  assert.deepEqual(entries, [
    { method: 'GET', path: '/v2/', status: 200 },
    { method: 'HEAD', path: '/v2/a/manifests/x?ns=1', status: 404 },
  ])
})

test('close() ends idle and hanging connections, also when called twice', async (t) => {
  const { host, close } = await serve(t)
  const [hostname, port] = host.split(':')
  const agent = new Agent({ keepAlive: true })
  t.after(() => agent.destroy())
  const idle = request({ hostname, port, path: '/v2/', agent }).end()
  const [response] = (await once(idle, 'response')) as [NodeJS.ReadableStream]
  response.resume()
  await once(response, 'end')
  const hanging = request({
    hostname,
    port,
    path: '/v2/a/manifests/x',
    method: 'PUT',
    headers: { 'content-length': '9' },
  })
  const cut = once(hanging, 'error')
  hanging.write('{')
  await once(hanging, 'socket')
  await Promise.all([close(), close()])
  await cut
  await assert.rejects(call(host, 'GET /v2/'))
})

test('the signal closes the registry', async (t) => {
  const abort = new AbortController()
  const { host, root, close } = await openRegistry({ root: await temporaryFolder(t), signal: abort.signal })
  assert.equal((await call(host, 'GET /v2/')).status, 200)
  abort.abort()
  await close()
  await serve(t, root)
})

test('openRegistry() does not begin when the signal is aborted', async (t) => {
  const root = await temporaryFolder(t)
  await assert.rejects(openRegistry({ root, signal: AbortSignal.abort() }), { name: 'AbortError' })
})

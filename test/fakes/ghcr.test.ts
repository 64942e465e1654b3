import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import https from 'node:https'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { openRegistry } from '../../src/edge/embedded-registry/server.ts'
import type { EmbeddedRegistry } from '../../src/edge/embedded-registry/server.ts'
import type { FaultProxy } from './fault-proxy.ts'
import { REFUSALS, openGhcr } from './ghcr.ts'
import { openInternet } from './internet.ts'

describe('openGhcr()', () => {
  let folder: string
  let registry: EmbeddedRegistry
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ghcr-test-'))
    registry = await openRegistry({ root: folder })
  })
  after(async () => {
    await registry.close()
    await rm(folder, { recursive: true })
  })

  const bearer = async ({ url }: FaultProxy, scope: string, password?: string): Promise<string> => {
    const basic = `Basic ${Buffer.from(`x:${password}`).toString('base64')}`
    const headers = password === undefined ? {} : { authorization: basic }
    const reply = await fetch(`${url}/token?service=ghcr.io&scope=repository:acme/hello:${scope}`, { headers })
    if (!reply.ok) return String(reply.status)
    return `Bearer ${((await reply.json()) as { readonly token: string }).token}`
  }

  const message = async (reply: Response): Promise<string> =>
    ((await reply.json()) as { readonly errors: readonly [{ readonly message: string }] }).errors[0].message

  const upload = async (ghcr: FaultProxy, authorization: string): Promise<Response> =>
    fetch(`${ghcr.url}/v2/acme/hello/blobs/uploads/`, { method: 'POST', headers: { authorization } })

  test('asks for a token, and takes the job token as password', async () => {
    const ghcr = await openGhcr({ upstream: registry.host, token: 't' })
    const first = await fetch(`${ghcr.url}/v2/acme/hello/manifests/x`)
    assert.equal(first.status, 401)
    assert.match(first.headers.get('www-authenticate') ?? '', /realm="https:\/\/ghcr.io\/token".*acme\/hello:pull"/)
    assert.equal(await bearer(ghcr, 'pull', 'wrong'), '403')
    assert.equal((await upload(ghcr, await bearer(ghcr, 'pull,push', 't'))).status, 202)
    assert.equal((await upload(ghcr, await bearer(ghcr, 'pull,push'))).status, 403)
    await ghcr.close()
  })

  test('hides what is missing from those who may not write', async () => {
    const ghcr = await openGhcr({ upstream: registry.host, token: 't' })
    const ask = async (authorization: string): Promise<number> =>
      (await fetch(`${ghcr.url}/v2/acme/none/manifests/x`, { headers: { authorization } })).status
    assert.equal(await ask(await bearer(ghcr, 'pull', 't')), 403)
    assert.equal(await ask(await bearer(ghcr, 'pull,push', 't')), 404)
    await ghcr.close()
  })

  for (const refuses of ['write', 'write-package', 'create'] as const) {
    test(`refuses a push in GitHub's words: ${refuses}`, async () => {
      const ghcr = await openGhcr({ upstream: registry.host, token: 't', refuses })
      const reply = await upload(ghcr, await bearer(ghcr, 'pull,push', 't'))
      assert.equal(reply.status, 403)
      assert.equal(await message(reply), REFUSALS[refuses])
      await ghcr.close()
    })
  }

  test('asks the first writer to wait', async () => {
    const ghcr = await openGhcr({ upstream: registry.host, token: 't', refuses: 'rate-limit' })
    const token = await bearer(ghcr, 'pull,push', 't')
    const first = await upload(ghcr, token)
    assert.deepEqual([first.status, first.headers.get('retry-after')], [403, '1'])
    assert.equal((await upload(ghcr, token)).status, 202)
    await ghcr.close()
  })

  test('openInternet() serves it under its real name, and no other host', async () => {
    const ghcr = await openGhcr({ upstream: registry.host, token: 't' })
    const internet = await openInternet({ 'ghcr.io': ghcr.url })
    const agent = new https.Agent({ proxyEnv: { HTTPS_PROXY: internet.proxy }, ca: internet.certificate })
    const get = (url: string): Promise<number | string | undefined> =>
      new Promise((resolve) => {
        const request = https.get(url, { agent }, (reply) => resolve(reply.resume().statusCode))
        request.on('error', (error) => resolve(error.message))
      })
    assert.equal(await get('https://ghcr.io/v2/acme/hello/manifests/x'), 401)
    assert.match(String(await get('https://example.com/')), /502/)
    assert.deepEqual(internet.visited, ['ghcr.io:443', 'example.com:443'])
    agent.destroy()
    await internet.close()
    await ghcr.close()
  })
})

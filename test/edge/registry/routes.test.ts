import assert from 'node:assert/strict'
import https from 'node:https'
import { test, type TestContext } from 'node:test'
import { openRegistryClient } from '../../../src/edge/registry/client.ts'
import { makeCertificate } from '../../fakes/certificate.ts'
import { closeServer, listen } from '../../fakes/loopback.ts'
import { serve } from './serve.ts'

const never = new AbortController().signal

const clientOf = (
  t: TestContext,
  route: readonly [string, string],
  options: { ca?: string; insecure?: string[] } = {},
) => {
  const client = openRegistryClient({
    env: { HTTPS_PROXY: 'http://127.0.0.1:1', HTTP_PROXY: 'http://127.0.0.1:1' },
    insecureRegistries: options.insecure ?? [],
    routes: new Map([route]),
    ...(options.ca === undefined ? {} : { ca: options.ca }),
  })
  t.after(() => client.close())
  return client
}

test('openRegistryClient() reaches a routed host at its route, under its own name and past proxies', async (t) => {
  const { host, received } = await serve(t, () => ({ status: 404 }))
  const client = clientOf(t, ['registry.example:5000', host], { insecure: ['registry.example:5000'] })
  const answer = await client.manifest({ registry: 'registry.example:5000', path: 'a', tag: 'v1' }, never)
  assert.equal(answer.status, 'absent')
  assert.equal(received[0]?.headers.host, 'registry.example:5000')
})

test('openRegistryClient() follows token realms and redirects that name a routed host to its route', async (t) => {
  const name = '10.1.2.3:5000'
  const { host, received } = await serve(t, ({ url, headers }) => {
    if (url.startsWith('/token')) return { status: 200, body: '{"token":"t"}' }
    if (headers.authorization === undefined)
      return { status: 401, headers: { 'www-authenticate': `Bearer realm="http://${name}/token",service="s"` } }
    if (url.includes('/moved')) return { status: 404 }
    return { status: 307, headers: { location: `http://${name}/moved` } }
  })
  const client = clientOf(t, [name, host], { insecure: [name] })
  assert.equal((await client.manifest({ registry: name, path: 'a', tag: 'v1' }, never)).status, 'absent')
  assert.deepEqual(
    received.map(({ url }) => url.split('?')[0]),
    ['/v2/a/manifests/v1', '/token', '/v2/a/manifests/v1', '/moved'],
  )
})

for (const name of ['registry.example', '10.1.2.3'])
  test(`openRegistryClient() believes a routed host only with a certificate for "${name}"`, async (t) => {
    const [right, wrong] = [makeCertificate({ names: [name] }), makeCertificate({ names: ['127.0.0.1', 'localhost'] })]
    for (const [certificate, status] of [
      [right, 'absent'],
      [wrong, 'unknown'],
    ] as const) {
      const server = https.createServer(certificate, (_req, res) => res.writeHead(404).end())
      const host = await listen(server)
      t.after(() => closeServer(server))
      const client = clientOf(t, [name, host], { ca: certificate.cert })
      assert.equal((await client.manifest({ registry: name, path: 'a', tag: 'v1' }, never)).status, status)
    }
  })

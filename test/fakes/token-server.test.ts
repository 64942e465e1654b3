import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { openFaultProxy } from './fault-proxy.ts'
import { openProtectedRegistry } from './protected-registry.ts'
import { type SendOptions, send } from './send.ts'
import { type TokenServer, type TokenServerOptions, openTokenServer } from './token-server.ts'

const open = async (t: TestContext, options: TokenServerOptions): Promise<TokenServer> => {
  const server = await openTokenServer(options)
  t.after(() => server.close())
  return server
}

const ask = async (url: string, options: SendOptions = {}): Promise<Record<string, unknown>> => {
  const { status, body } = await send(url, options)
  return { status, ...(JSON.parse(body.toString()) as object) }
}

const basic = (text: string): SendOptions => ({
  headers: { authorization: `Basic ${Buffer.from(text).toString('base64')}` },
})

test('openTokenServer() gives the granted part of the scopes that are asked', async (t) => {
  const server = await open(t, { grants: { 'a/b': ['pull', 'push'], '*': ['pull'] } })
  const scopes = 'scope=repository:a/b:pull,push,delete&scope=repository:c:pull,push%20repository:d:push'
  const { token, expires_in } = await ask(`${server.realm}?service=x&${scopes}`)
  const access = server.access(String(token))
  assert.deepEqual(
    [...(access ?? [])],
    [
      ['a/b', ['pull', 'push']],
      ['c', ['pull']],
      ['d', []],
    ],
  )
  assert.equal(expires_in, 300)
  assert.deepEqual(server.calls[0]?.scopes, [
    'repository:a/b:pull,push,delete',
    'repository:c:pull,push',
    'repository:d:push',
  ])
})

test('openTokenServer() knows its users, and passwords with a colon', async (t) => {
  const server = await open(t, { grants: {}, users: { ann: 'a:b' } })
  assert.equal((await ask(server.realm, basic('ann:a:b'))).status, 200)
  assert.equal((await ask(server.realm, basic('ann:a'))).status, 401)
  assert.equal((await ask(server.realm)).status, 401)
  assert.deepEqual(
    server.calls.map(({ user }) => user),
    ['ann', 'ann', undefined],
  )
})

test('openTokenServer() takes identity tokens by POST, or refuses every POST', async (t) => {
  const server = await open(t, { grants: { '*': ['pull'] }, identityTokens: ['id'] })
  const form = 'grant_type=refresh_token&service=x&client_id=y&scope=repository:a:pull&refresh_token='
  assert.equal((await ask(server.realm, { method: 'POST', body: `${form}id` })).status, 200)
  assert.equal((await ask(server.realm, { method: 'POST', body: `${form}no` })).status, 401)
  const old = await open(t, { grants: {}, identityTokens: ['id'], post: 405 })
  assert.equal((await ask(old.realm, { method: 'POST', body: `${form}id` })).status, 405)
})

test('openTokenServer() can name the token access_token and keep its lifetime to itself', async (t) => {
  const server = await open(t, { grants: {}, field: 'access_token', expiresIn: false })
  assert.deepEqual(Object.keys(await ask(server.realm)), ['status', 'access_token'])
})

test('tokens end with their lifetime, with revoke(), and when they are changed', async (t) => {
  let clock = 0
  const server = await open(t, { grants: {}, lifetime: 2, now: () => clock })
  const token = String((await ask(server.realm))['token'])
  assert.ok(server.access(token))
  assert.equal(server.access(`x${token}`), undefined)
  clock = 2000
  assert.equal(server.access(token), undefined)
  clock = 0
  server.revoke()
  assert.equal(server.access(token), undefined)
})

test('openProtectedRegistry() challenges for what a request needs and passes what a token covers', async (t) => {
  const upstream = await openFaultProxy({ upstream: '127.0.0.1:1', script: '* /: status(200)' })
  t.after(() => upstream.close())
  const tokens = await open(t, { grants: { a: ['pull', 'push'], b: ['pull'] } })
  const front = await openProtectedRegistry({ upstream: upstream.host, tokens })
  t.after(() => front.close())
  const mount = `${front.url}/v2/a/blobs/uploads/?mount=sha256:0&from=b`
  const first = await send(mount, { method: 'POST' })
  assert.equal(first.status, 401)
  assert.equal(
    first.headers['www-authenticate'],
    `Bearer realm="${tokens.realm}",service="registry.test",scope="repository:b:pull repository:a:pull,push"`,
  )
  const bearer = async (scope: string): Promise<SendOptions['headers']> => ({
    authorization: `Bearer ${String((await ask(`${tokens.realm}?scope=${scope}`))['token'])}`,
  })
  const half = await send(mount, { method: 'POST', headers: (await bearer('repository:a:pull,push')) ?? {} })
  assert.match(half.headers['www-authenticate'] ?? '', /error="insufficient_scope"/)
  const whole = await bearer('repository:a:pull,push%20repository:b:pull')
  assert.equal((await send(mount, { method: 'POST', headers: whole ?? {} })).status, 200)
  assert.equal((await send(`${front.url}/v2/a/blobs/sha256:0`, { headers: whole ?? {} })).status, 200)
  tokens.revoke()
  const late = await send(`${front.url}/v2/a/manifests/x`, { headers: whole ?? {} })
  assert.match(late.headers['www-authenticate'] ?? '', /scope="repository:a:pull",error="invalid_token"/)
})

import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { openRegistryClient, type RegistryClientOptions } from '../../../src/edge/registry/client.ts'
import type { Registry } from '../../../src/ports.ts'
import { impatient, type Reply, type Received, serve, type Served } from './serve.ts'

interface Bed {
  readonly registry: Served
  readonly tokens: Served
}

/** A registry that wants tokens, and the server that makes them; each token is the scopes it was asked for. */
const openBed = async (t: TestContext, grant: (scopes: readonly string[]) => Reply | undefined = () => undefined) => {
  const tokens = await serve(t, ({ url }) => {
    const scopes = new URL(url, 'http://x').searchParams.getAll('scope')
    const token = Buffer.from(scopes.join(' ')).toString('base64')
    return grant(scopes) ?? { status: 200, body: JSON.stringify({ token, expires_in: 300 }) }
  })
  const registry = await serve(t, (request) => answer(request, tokens.host))
  return { registry, tokens } satisfies Bed
}

const answer = ({ url, headers }: Received, host: string): Reply => {
  const token = Buffer.from(headers.authorization?.slice('Bearer '.length) ?? '', 'base64').toString()
  const [, path] = /^\/v2\/(.+)\/(?:manifests|blobs)\//.exec(url) ?? []
  const from = new URL(url, 'http://x').searchParams.get('from')
  const needs = [path, ...(from === null ? [] : [from])]
  if (needs.every((name) => token.includes(`repository:${name}:pull`)))
    return url.includes('/uploads/') ? { status: 201 } : { status: 404 }
  return { status: 401, headers: { 'www-authenticate': `Bearer realm="http://${host}/token",service="s"` } }
}

const open = (t: TestContext, options: Partial<RegistryClientOptions> = {}): Registry => {
  const client = openRegistryClient({ env: {}, insecureRegistries: [], clock: impatient(), ...options })
  t.after(() => client.close())
  return client
}

/** Never aborts: in one process with all other tests, a clock that runs from the import would. */
const { signal } = new AbortController()

const askAll = (client: Registry, registry: string, paths: readonly string[]) =>
  Promise.all(paths.map((path) => client.manifest({ registry, path, tag: 'x' }, signal)))

const names = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `fn/f${index}`)

test('a run over 100 repositories makes 3 tokens and is refused once', async (t) => {
  const { registry, tokens } = await openBed(t)
  const client = open(t)
  const paths = names(100)
  client.expect(paths.map((path) => ({ repository: { registry: registry.host, path }, push: true })))
  const answers = await askAll(client, registry.host, paths)
  assert.ok(answers.every(({ status }) => status === 'absent'))
  assert.deepEqual([registry.received.length, tokens.received.length], [101, 3])
})

test('a repository that nobody expected has a token of its own, for reading alone', async (t) => {
  const { registry, tokens } = await openBed(t)
  const client = open(t)
  await askAll(client, registry.host, ['a/b', 'a/b', 'a/b'])
  assert.deepEqual(
    tokens.received.map(({ url }) => url),
    ['/token?service=s&scope=repository%3Aa%2Fb%3Apull'],
  )
})

test('where a group is denied, each repository is asked for alone, and the group never again', async (t) => {
  const { registry, tokens } = await openBed(t, (scopes) =>
    scopes.length > 1 ? { status: 403, body: '{"errors":[{"code":"DENIED"}]}' } : undefined,
  )
  const client = open(t)
  const paths = names(5)
  client.expect(paths.map((path) => ({ repository: { registry: registry.host, path }, push: true })))
  const answers = await askAll(client, registry.host, paths)
  assert.ok(answers.every(({ status }) => status === 'absent'))
  assert.equal(tokens.received.length, 6)
})

test('who may not push can still read: the right to push is given up for it', async (t) => {
  const { registry } = await openBed(t, (scopes) => (scopes.join().includes('push') ? { status: 403 } : undefined))
  const client = open(t)
  client.expect([{ repository: { registry: registry.host, path: 'a/b' }, push: true }])
  const [found] = await askAll(client, registry.host, ['a/b'])
  assert.equal(found?.status, 'absent')
})

test('a mount has a token for both repositories, also across groups', async (t) => {
  const { registry, tokens } = await openBed(t)
  const client = open(t)
  const paths = names(41)
  client.expect(paths.map((path) => ({ repository: { registry: registry.host, path }, push: true })))
  await askAll(client, registry.host, paths)
  const descriptor = { mediaType: 'a/b', digest: `sha256:${'a'.repeat(64)}`, size: 1 } as const
  const [from, to] = [
    { registry: registry.host, path: 'fn/f0' },
    { registry: registry.host, path: 'fn/f40' },
  ]
  assert.deepEqual(await client.copy(from, to, descriptor, signal), { how: 'mounted', bytes: 0 })
  assert.deepEqual([registry.received.length, tokens.received.length], [43, 3])
})

test('a token is used until it expires, and a little less', async (t) => {
  const { registry, tokens } = await openBed(t)
  const clock = impatient()
  const client = open(t, { clock })
  await askAll(client, registry.host, ['a/b'])
  await clock.sleep(280_000)
  await askAll(client, registry.host, ['a/b'])
  assert.equal(tokens.received.length, 1)
  await clock.sleep(11_000)
  await askAll(client, registry.host, ['a/b'])
  assert.equal(tokens.received.length, 2)
})

test('a password goes to a registry that asks for it, and to no other', async (t) => {
  const asking = await serve(t, ({ headers }) =>
    headers.authorization === undefined
      ? { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } }
      : { status: 404 },
  )
  const open404 = await serve(t, () => ({ status: 404 }))
  const secrets: string[] = []
  for (const { host } of [asking, open404]) {
    const credentials = { registry: host, username: 'ann', password: 'p:w' }
    const client = open(t, { credentials, onSecret: (secret) => secrets.push(secret) })
    const [found] = await askAll(client, host, ['a/b'])
    assert.equal(found?.status, 'absent')
  }
  assert.deepEqual(
    asking.received.map(({ headers }) => headers.authorization),
    [undefined, `Basic ${Buffer.from('ann:p:w').toString('base64')}`],
  )
  assert.deepEqual(
    open404.received.map(({ headers }) => headers.authorization),
    [undefined],
  )
  assert.ok(secrets.includes('p:w') && secrets.includes(Buffer.from('ann:p:w').toString('base64')))
})

test('tokens are given to be masked', async (t) => {
  const { registry } = await openBed(t)
  const secrets: string[] = []
  await askAll(open(t, { onSecret: (secret) => secrets.push(secret) }), registry.host, ['a/b'])
  assert.deepEqual(secrets, [Buffer.from('repository:a/b:pull').toString('base64')])
})

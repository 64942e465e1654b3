import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import fc from 'fast-check'
import { openFaultProxy } from '../../../fakes/fault-proxy.ts'
import { openTokenServer, type TokenServer } from '../../../fakes/token-server.ts'
import {
  type ClientOptions,
  assertWhole,
  blobOf,
  bytesOf,
  fakeClock,
  openClient,
  push,
  sampleImage,
  seedImage,
} from './bed.ts'
import { withDockerConfig } from './docker-config.ts'
import { openLocked } from './locked.ts'

const PATH = 'fn/hello'
const image = sampleImage()

const signal = (): AbortSignal => AbortSignal.timeout(20_000)
const open = (t: TestContext, options: ClientOptions = {}): ReturnType<typeof openClient> =>
  openClient(t, { clock: fakeClock(Date.now()), ...options })

test('R5 a repository that is to be pushed to and may not be pulled yet holds nothing: absent', async (t) => {
  // GHCR denies a token for a package that is not there, unless the right to make it is asked for.
  const refuse = (scope: string): number | undefined => (scope.includes('push') ? undefined : 403)
  const { tokens, reference } = await openLocked(t, { grants: { [PATH]: ['pull', 'push'] }, refuse })
  const client = open(t)
  client.expect([{ repository: reference, push: true }])
  assert.deepEqual(await client.manifest(reference, signal()), { status: 'absent' })
  assert.deepEqual(await client.digest(reference, signal()), { status: 'absent' })
  assert.ok(tokens.calls.every(({ scopes }) => scopes.some((scope) => scope.includes('push'))))
})

const DENIED = JSON.stringify(JSON.stringify({ errors: [{ code: 'DENIED', message: 'requested access is denied' }] }))

for (const status of [401, 403])
  test(`R5 a repository that is denied to readers with ${status} and takes pushes holds nothing: absent`, async (t) => {
    const { front, tokens } = await openLocked(t, { grants: { [PATH]: ['pull', 'push'] } })
    const denying = await openFaultProxy({
      upstream: front.host,
      script: `HEAD|GET /manifests/: 1*pass -> status(${status}, {}, ${DENIED})`,
    })
    t.after(() => denying.close())
    const reference = { registry: denying.host, path: PATH, tag: 'x' }
    const client = open(t)
    client.expect([{ repository: reference, push: true }])
    assert.deepEqual(await client.manifest(reference, signal()), { status: 'absent' })
    assert.deepEqual(await client.digest(reference, signal()), { status: 'absent' })
    assert.ok(denying.log.length <= 12 && tokens.calls.length <= 4, `${denying.log.length}, ${tokens.calls.length}`)
  })

test('R5 a repository that is denied to readers and to writers is not absent', async (t) => {
  const denying = await openFaultProxy({ upstream: '127.0.0.1:1', script: `* /: status(403, {}, ${DENIED})` })
  t.after(() => denying.close())
  const reference = { registry: denying.host, path: PATH, tag: 'x' }
  const client = open(t)
  client.expect([{ repository: reference, push: true }])
  const answer = await client.manifest(reference, signal())
  assert.equal(answer.status, 'unknown')
  assert.match(answer.error.message, /not found or denied/)
})

test('R5 a repository that is only read, and denied, is not absent', async (t) => {
  const { tokens, reference } = await openLocked(t, { grants: { [PATH]: ['push'] } })
  assert.equal((await open(t).manifest(reference, signal())).status, 'unknown')
  assert.ok(tokens.calls.every(({ scopes }) => !scopes.some((scope) => scope.includes('push'))))
})

for (const refuse of [undefined, () => 401, () => 403])
  test(`R5 a repository for which nothing is granted is "not found or denied" (${refuse?.() ?? 'empty token'})`, async (t) => {
    const { tokens, front, reference } = await openLocked(t, {
      grants: {},
      ...(refuse === undefined ? {} : { refuse }),
    })
    const client = open(t)
    const answer = await client.manifest(reference, signal())
    assert.equal(answer.status, 'unknown')
    assert.match(`${answer.error.message} ${answer.error.hint}`, /not found or denied|not found, or/i)
    assert.ok(front.log.length <= 8 && tokens.calls.length <= 8, `${front.log.length}, ${tokens.calls.length}`)
  })

test('R26 a registry that refuses every token it made is left alone: no loop, and the credential is named', async (t) => {
  const tokens = await openTokenServer({ grants: { '*': ['pull', 'push'] } })
  t.after(() => tokens.close())
  const challenge = `Bearer realm="${tokens.realm}",service="x",scope="repository:${PATH}:pull,push",error="invalid_token"`
  const refusing = await openFaultProxy({
    upstream: '127.0.0.1:1',
    script: `* /: status(401, ${JSON.stringify({ 'www-authenticate': challenge })})`,
  })
  t.after(() => refusing.close())
  const env = await withDockerConfig(t, { auths: { [refusing.host]: { username: 'ann', password: 'secret-word' } } })
  const reference = { registry: refusing.host, path: PATH, tag: 'x' }
  const client = open(t, { env })
  await assert.rejects(client.upload(reference, blobOf(bytesOf('x')), signal()), (error: Error & { hint?: string }) => {
    const shown = `${error.message} ${error.hint ?? ''}`
    assert.match(shown, /401|rejected|refused|denied/i)
    assert.ok(shown.includes('config.json'), shown)
    assert.ok(!shown.includes('secret-word'), shown)
    return true
  })
  assert.ok(refusing.log.length <= 4 && tokens.calls.length <= 4, `${refusing.log.length}, ${tokens.calls.length}`)
  assert.equal((await client.manifest(reference, signal())).status, 'unknown')
  assert.ok(refusing.log.length <= 12, `${refusing.log.length}`)
})

test('R26 a wrong password is told once, and is not sent again and again', async (t) => {
  const front = await openFaultProxy({
    upstream: '127.0.0.1:1',
    script: '* /: status(401, {"www-authenticate": "Basic realm=x"}, "{}")',
  })
  t.after(() => front.close())
  const env = await withDockerConfig(t, { auths: { [front.host]: { username: 'ann', password: 'secret-word' } } })
  const client = open(t, { env })
  const uploading = client.upload({ registry: front.host, path: PATH }, blobOf(bytesOf('x')), signal())
  await assert.rejects(uploading, { code: 'REGISTRY_FAILED' })
  assert.ok(front.log.length <= 3, `${front.log.length}`)
})

test('R26 a token server that knows no such password is asked once for each thing to be had', async (t) => {
  const { tokens, front, reference } = await openLocked(t, {
    grants: { '*': ['pull', 'push'] },
    users: { ann: 'right' },
  })
  const env = await withDockerConfig(t, { auths: { [front.host]: { username: 'ann', password: 'wrong-word' } } })
  const client = open(t, { env })
  await assert.rejects(client.upload(reference, blobOf(bytesOf('x')), signal()), (error: Error & { hint?: string }) => {
    assert.ok(!`${error.message} ${error.hint ?? ''}`.includes('wrong-word'))
    return error.message.includes('401')
  })
  assert.ok(front.log.length <= 2 && tokens.calls.length <= 3, `${front.log.length}, ${tokens.calls.length}`)
})

test('R25 tokens that end while a push goes on are made anew', async (t) => {
  const clock = fakeClock(Date.now())
  const { upstream, tokens, front, reference } = await openLocked(t, { grants: { '*': ['pull', 'push'] } })
  const client = open(t, { clock })
  for (const blob of [image.config, ...image.layers]) {
    await client.upload(reference, blob, signal())
    tokens.revoke()
  }
  await client.putManifest(reference, image.manifest, signal())
  await assertWhole({ ...reference, registry: upstream }, image)
  assert.ok(front.log.some(({ status }) => status === 401))
})

/** Challenges, and whether a client that understands them gets in. `<bearer>` is a Bearer challenge's parameters. */
const CHALLENGES: readonly (readonly [string | readonly string[], 'in' | 'out'])[] = [
  ['Bearer <bearer>', 'in'],
  ['bearer <bearer>', 'in'],
  ['BEARER <bearer>', 'in'],
  ['Bearer   <bearer>  ', 'in'],
  ['Bearer realm=<realm>,service=registry.test', 'in'],
  ['Bearer service="registry.test" , realm="<realm>"', 'in'],
  ['Bearer realm="<realm>",service="registry.test",scope=""', 'in'],
  ['Bearer Realm="<realm>",SERVICE="registry.test",unknown="a, b=c",other', 'in'],
  ['Bearer realm="<realm>",service="a \\"quoted\\" name"', 'in'],
  ['Bearer <bearer>, Basic realm="x"', 'in'],
  ['Basic realm="x", Bearer <bearer>', 'in'],
  [['Negotiate', 'Bearer <bearer>'], 'in'],
  [['Negotiate YIIJvwYGKwYBBQUCoIIJszCCCa+gMDAuBgk=', 'Basic realm="x"', 'Bearer <bearer>'], 'in'],
  ['Negotiate, NTLM, Bearer <bearer>', 'in'],
  [['Bearer', 'Bearer <bearer>'], 'in'],
  ['Bearer realm="<realm>",service="registry.test",scope="repository:fn/hello:pull repository:other:pull"', 'in'],
  ['Bearer', 'out'],
  ['Bearer realm=""', 'out'],
  ['Bearer realm="not a url"', 'out'],
  ['Negotiate', 'out'],
  ['Digest realm="x", nonce="y"', 'out'],
  ['', 'out'],
  [',,, ="', 'out'],
  ['Bearer realm="<realm>', 'out'],
  [[], 'out'],
]

for (const [written, outcome] of CHALLENGES)
  test(`R27 ${outcome === 'in' ? 'gets in by' : 'gives up on'} the challenge ${JSON.stringify(written)}`, async (t) => {
    const fill = (text: string, realm: string): string =>
      text.replace('<bearer>', `realm="${realm}",service="registry.test"`).replace('<realm>', realm)
    const { upstream, tokens, front, reference } = await openLocked(
      t,
      { grants: { '*': ['pull', 'push'] } },
      { challenge: () => [written].flat().map((text) => fill(text, tokensOf().realm)) },
    )
    const tokensOf = (): TokenServer => tokens
    await seedImage({ ...reference, registry: upstream }, image)
    const answer = await open(t).manifest(reference, signal())
    assert.equal(answer.status, outcome === 'in' ? 'present' : 'unknown')
    if (outcome === 'in') assert.ok(tokens.calls[0]?.scopes.some((scope) => scope.startsWith(`repository:${PATH}:`)))
    assert.ok(front.log.length <= 6, `${front.log.length} requests`)
  })

test('R27 any challenge at all ends in an answer, soon', async (t) => {
  let challenge = ''
  const front = await openFaultProxy({
    upstream: '127.0.0.1:1',
    script: '* /: call("challenge")',
    hooks: { challenge: () => ({ status: 401, headers: { 'www-authenticate': challenge } }) },
  })
  t.after(() => front.close())
  const word = fc.constantFrom(
    'Bearer',
    'Basic',
    'realm',
    'scope',
    '=',
    '"',
    '\\',
    ',',
    ' ',
    'http://127.0.0.1:1',
    'é',
    '\t',
  )
  const text = fc.oneof(
    fc.array(word, { maxLength: 12 }).map((words) => words.join('')),
    fc.string({ maxLength: 40 }),
  )
  await fc.assert(
    fc.asyncProperty(text, async (written) => {
      challenge = written.replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, '')
      const answer = await open(t).manifest({ registry: front.host, path: PATH, tag: 'x' }, signal())
      assert.equal(answer.status, 'unknown')
    }),
    { numRuns: 40 },
  )
})

for (const field of ['token', 'access_token'] as const)
  for (const expiresIn of [true, false])
    test(`R28 takes a token as "${field}", ${expiresIn ? 'with' : 'without'} expires_in`, async (t) => {
      const { upstream, reference, tokens } = await openLocked(t, {
        grants: { '*': ['pull', 'push'] },
        field,
        expiresIn,
      })
      await push(open(t), reference, image, signal())
      await assertWhole({ ...reference, registry: upstream }, image)
      assert.equal(tokens.calls.length, 1)
    })

test('R28 a token without lifetime is not used longer than a minute', async (t) => {
  const clock = fakeClock(Date.now())
  const { reference, tokens } = await openLocked(t, { grants: { '*': ['pull'] }, expiresIn: false })
  const client = open(t, { clock })
  await client.manifest(reference, signal())
  await client.manifest(reference, signal())
  assert.equal(tokens.calls.length, 1)
  await clock.sleep(61_000, signal())
  await client.manifest(reference, signal())
  assert.equal(tokens.calls.length, 2)
})

for (const post of [undefined, 400, 401, 404, 405])
  test(`R28 an identity token is traded by POST${post === undefined ? '' : `, and by GET where POST gives ${post}`}`, async (t) => {
    const { reference, tokens, front } = await openLocked(t, {
      grants: { '*': ['pull'] },
      users: { ann: 'word' },
      identityTokens: ['id-token'],
      ...(post === undefined ? {} : { post }),
    })
    const auth = Buffer.from('ann:word').toString('base64')
    const env = await withDockerConfig(t, { auths: { [front.host]: { auth, identitytoken: 'id-token' } } })
    await open(t, { env }).manifest(reference, signal())
    assert.equal(tokens.calls[0]?.method, 'POST')
    if (post === undefined) assert.equal(tokens.calls.length, 1)
    // What a server without POST takes by GET is its own affair; asked it must be.
    else assert.equal(tokens.calls[1]?.method, 'GET')
  })

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { type TestContext, test } from 'node:test'
import { type Exchange, type FaultProxy, openFaultProxy } from '../../../fakes/fault-proxy.ts'
import { openLocked } from './locked.ts'
import { type ClientOptions, fakeClock, openClient } from './bed.ts'
import { withDockerConfig } from './docker-config.ts'

const PATH = 'fn/hello'

const signal = (): AbortSignal => AbortSignal.timeout(20_000)
const open = (t: TestContext, options: ClientOptions = {}): ReturnType<typeof openClient> =>
  openClient(t, { clock: fakeClock(Date.now()), ...options })

/** A registry that wants a password and remembers what it got: `user:password`, or `anonymous`. */
const openBasic = async (t: TestContext): Promise<FaultProxy & { used(): string }> => {
  const front = await openFaultProxy({
    upstream: '127.0.0.1:1',
    script: '* /: call("ask")',
    hooks: {
      ask: ({ headers }) => ({
        status: headers.authorization === undefined ? 401 : 404,
        headers: { 'www-authenticate': 'Basic realm="test"' },
      }),
    },
  })
  t.after(() => front.close())
  const decode = ({ headers }: Exchange): string =>
    headers.authorization === undefined
      ? 'anonymous'
      : Buffer.from(headers.authorization.replace(/^Basic /, ''), 'base64').toString()
  return { ...front, used: () => front.log.map(decode).at(-1) ?? 'nothing' }
}

const basic = (text: string): string => Buffer.from(text).toString('base64')
const HELPER = 'read server; printf \'{"Username":"%s","Secret":"got %s"}\' helper "$server"'

/** Docker configurations for one host, and what they mean. */
const CONFIGS: Readonly<
  Record<string, (host: string) => { config: object | string; used: string | ((host: string) => string) }>
> = {
  'auth with a colon in the password': (host) => ({
    config: { auths: { [host]: { auth: basic('ann:a:b:c') } } },
    used: 'ann:a:b:c',
  }),
  'auth that is empty': (host) => ({ config: { auths: { [host]: { auth: '' } } }, used: 'anonymous' }),
  'an entry that is empty': (host) => ({ config: { auths: { [host]: {} } }, used: 'anonymous' }),
  'username and password': (host) => ({
    config: { auths: { [host]: { username: 'ann', password: 'b' } } },
    used: 'ann:b',
  }),
  'auth in UTF-8': (host) => ({ config: { auths: { [host]: { auth: basic('ann:pässwörd') } } }, used: 'ann:pässwörd' }),
  credHelpers: (host) => ({ config: { credHelpers: { [host]: 'test' } }, used: `helper:got ${host}` }),
  credsStore: (host) => ({ config: { auths: { [host]: {} }, credsStore: 'test' }, used: `helper:got ${host}` }),
  'credHelpers before credsStore': (host) => ({
    config: { credHelpers: { [host]: 'test' }, credsStore: 'missing' },
    used: `helper:got ${host}`,
  }),
  'credHelpers of another host': (host) => ({
    config: { credHelpers: { 'ghcr.io': 'missing' }, auths: { [host]: { auth: basic('ann:b') } } },
    used: 'ann:b',
  }),
  'no entry for the host': () => ({ config: { auths: { 'ghcr.io': { auth: basic('ann:b') } } }, used: 'anonymous' }),
  'a file that is empty': () => ({ config: '', used: 'anonymous' }),
}

for (const [what, make] of Object.entries(CONFIGS))
  test(`R29 uses the right credential with ${what}`, async (t) => {
    const front = await openBasic(t)
    const { config, used } = make(front.host)
    const env = await withDockerConfig(t, config, { 'docker-credential-test': HELPER })
    await open(t, { env }).manifest({ registry: front.host, path: PATH, tag: 'x' }, signal())
    assert.equal(front.used(), used)
  })

test('R29 a helper that answers "<token>" means an identity token', async (t) => {
  const { reference, tokens, front } = await openLocked(t, { grants: { '*': ['pull'] }, identityTokens: ['id-token'] })
  const env = await withDockerConfig(
    t,
    { credHelpers: { [front.host]: 'test' } },
    { 'docker-credential-test': 'printf \'{"Username":"<token>","Secret":"id-token"}\'' },
  )
  assert.deepEqual(await open(t, { env }).manifest(reference, signal()), { status: 'absent' })
  assert.deepEqual(
    tokens.calls.map(({ method, user }) => [method, user]),
    [['POST', '<token>']],
  )
})

test('R29 a helper that knows nothing leaves the client anonymous', async (t) => {
  const front = await openBasic(t)
  const nothing = 'echo "credentials not found in native keychain"; exit 1'
  const env = await withDockerConfig(t, { credsStore: 'test' }, { 'docker-credential-test': nothing })
  await open(t, { env }).manifest({ registry: front.host, path: PATH, tag: 'x' }, signal())
  assert.equal(front.used(), 'anonymous')
})

test('R29 every secret is told to onSecret', async (t) => {
  const { reference, front } = await openLocked(t, { grants: { '*': ['pull'] }, users: { ann: 'a:b' } })
  const secrets: string[] = []
  const env = await withDockerConfig(t, { auths: { [front.host]: { auth: basic('ann:a:b') } } })
  await open(t, { env, onSecret: (secret: string) => void secrets.push(secret) }).manifest(reference, signal())
  const [, token = ''] = /^Bearer (.+)$/.exec(String(front.log.at(-1)?.headers.authorization)) ?? []
  assert.notEqual(token, '')
  for (const secret of ['a:b', token]) assert.ok(secrets.includes(secret), secret)
  assert.ok(secrets.includes(basic('ann:a:b')), 'the Basic header')
})

/** Keys in the file, and the one that counts for `<host>/fn/hello`: its index. */
const KEYS: readonly (readonly [readonly string[], number | 'anonymous'])[] = [
  [['<host>'], 0],
  [['http://<host>'], 0],
  [['https://<host>/v2/'], 0],
  [['http://<host>/v2'], 0],
  [['https://<host>/v1/'], 0],
  [['<host>/fn'], 0],
  [['<host>/fn/hello'], 0],
  [['<host>', '<host>/fn'], 1],
  [['<host>/fn/hello', '<host>/fn', '<host>'], 0],
  [['<host>/other', '<host>'], 1],
  [['<host>/fn/hell', '<host>/f', 'https://<host>/v2/'], 2],
  [['http://<host>', '<host>'], 1],
  [['<host>1', '1<host>'], 'anonymous'],
  [['127.0.0.1'], 'anonymous'],
  [['<host>/other'], 'anonymous'],
]

for (const [keys, expected] of KEYS)
  test(`R30 of the keys ${keys.join(' ')} it takes ${expected === 'anonymous' ? 'none' : (keys[expected] ?? '')}`, async (t) => {
    const front = await openBasic(t)
    const auths = keys.map((key, i) => [key.replace('<host>', front.host), { auth: basic(`ann:${i}`) }])
    const env = await withDockerConfig(t, { auths: Object.fromEntries(auths) as object })
    await open(t, { env }).manifest({ registry: front.host, path: PATH, tag: 'x' }, signal())
    assert.equal(front.used(), expected === 'anonymous' ? 'anonymous' : `ann:${expected}`)
  })

const RUBBISH: Readonly<Record<string, string>> = {
  'that is missing': '',
  'that fails': 'echo "secret-word: something broke" >&2; echo secret-word; exit 3',
  'that prints rubbish': 'echo "<html>secret-word"',
  'that prints JSON without the fields': 'echo \'{"Secret":"secret-word"}\'',
  'that prints without end': 'while :; do echo secret-word secret-word secret-word secret-word; done',
}

for (const [what, script] of Object.entries(RUBBISH))
  test(`R31 a helper ${what} is an error that names it and shows nothing of what it said`, async (t) => {
    const front = await openBasic(t)
    const programs = script === '' ? {} : { 'docker-credential-test': script }
    const env = await withDockerConfig(t, { credHelpers: { [front.host]: 'test' } }, programs)
    const answer = await open(t, { env }).manifest({ registry: front.host, path: PATH, tag: 'x' }, signal())
    assert.equal(answer.status, 'unknown')
    const { message, hint = '' } = answer.error
    assert.match(message, /docker-credential-test|"test"/)
    assert.doesNotMatch(`${message} ${hint}`, /secret-word/)
  })

test('R31 a helper that hangs is ended after its limit, children included', async (t) => {
  const front = await openBasic(t)
  const env = await withDockerConfig(
    t,
    { credHelpers: { [front.host]: 'test' } },
    { 'docker-credential-test': 'sleep 60 & echo $! > "$DOCKER_CONFIG/child"; sleep 60' },
  )
  const client = open(t, { env, limits: { helper: 300 } })
  const answer = await client.manifest({ registry: front.host, path: PATH, tag: 'x' }, signal())
  assert.equal(answer.status, 'unknown')
  assert.match(answer.error.message, /docker-credential-test|"test"/)
  const child = Number(await readFile(`${env['DOCKER_CONFIG'] ?? ''}/child`, 'utf8'))
  await gone(child)
})

test('R31 a configuration that is no JSON is an error that names the file and shows nothing of it', async (t) => {
  const front = await openBasic(t)
  const env = await withDockerConfig(t, '{"auths": {"x": {"auth": "secret-word"')
  const answer = await open(t, { env }).manifest({ registry: front.host, path: PATH, tag: 'x' }, signal())
  assert.equal(answer.status, 'unknown')
  assert.match(answer.error.message, /config\.json/)
  assert.doesNotMatch(`${answer.error.message} ${answer.error.hint ?? ''}`, /secret-word/)
})

/** Waits until a process has ended; a zombie has. */
const gone = async (pid: number): Promise<void> => {
  for (let tries = 0; tries < 200; tries++) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ') Z')
    if (/\) [ZX]/.test(stat)) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  assert.fail(`process ${pid} is still there`)
}

import assert from 'node:assert/strict'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { parseRepository } from '../../../src/core/oci/reference.ts'
import { type CredentialOptions, openCredentials } from '../../../src/edge/registry/credentials.ts'

/** Never aborts: in one process with all other tests, a clock that runs from the import would. */
const { signal } = new AbortController()

const folderWith = async (t: TestContext, files: Readonly<Record<string, string>>): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'credentials-'))
  t.after(() => rm(folder, { recursive: true }))
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
    if (name.startsWith('bin/')) await chmod(join(folder, name), 0o755)
  }
  return folder
}

const configOf = (user: string, more: object = {}): string =>
  JSON.stringify({ auths: { 'a.b': { auth: Buffer.from(`${user}:p`).toString('base64') } }, ...more })

const openWith = (options: Partial<CredentialOptions>): ReturnType<typeof openCredentials> =>
  openCredentials({ env: {}, helperLimit: 10_000, onSecret: () => undefined, ...options })

const userFor = async (options: Partial<CredentialOptions>, name = 'a.b/c'): Promise<string | undefined> => {
  const { login } = await openWith(options).find(parseRepository(name), signal)
  return login?.kind === 'password' ? login.username : login?.kind
}

test('find() takes given credentials for their registry alone, whatever the files say', async (t) => {
  const HOME = await folderWith(t, { '.docker/config.json': configOf('file') })
  const given = { registry: 'a.b', username: 'given', password: 'p' }
  assert.equal(await userFor({ env: { HOME }, given }), 'given')
  assert.equal(await userFor({ env: { HOME }, given: { ...given, registry: 'c.d' } }), 'file')
  assert.equal(await userFor({ given: { ...given, registry: 'index.docker.io' } }, 'acme/c'), 'given')
})

test('find() reads REGISTRY_AUTH_FILE, then Docker’s config, then podman’s', async (t) => {
  const folder = await folderWith(t, {
    'auth.json': configOf('named'),
    'docker/config.json': configOf('docker'),
    'home/.docker/config.json': configOf('home'),
    'run/containers/auth.json': configOf('podman'),
  })
  const [named, docker, home, run] = ['auth.json', 'docker', 'home', 'run'].map((name) => join(folder, name))
  assert.equal(await userFor({ env: { REGISTRY_AUTH_FILE: named, DOCKER_CONFIG: docker } }), 'named')
  assert.equal(await userFor({ env: { DOCKER_CONFIG: docker, HOME: home, XDG_RUNTIME_DIR: run } }), 'docker')
  assert.equal(await userFor({ env: { HOME: home, XDG_RUNTIME_DIR: run } }), 'home')
  assert.equal(await userFor({ env: { HOME: join(folder, 'none'), XDG_RUNTIME_DIR: run } }), 'podman')
  assert.equal(await userFor({ env: { HOME: home } }, 'other.io/c'), undefined)
})

test('find() names file and key as the source', async (t) => {
  const HOME = await folderWith(t, { '.docker/config.json': configOf('u') })
  const { source } = await openWith({ env: { HOME } }).find(parseRepository('a.b/c'), signal)
  assert.equal(source, `"a.b" in ${join(HOME, '.docker/config.json')}`)
})

test('find() names a file that it cannot read, and quotes nothing of it', async (t) => {
  const HOME = await folderWith(t, { '.docker/config.json': '{"auths": {"a.b": {"auth": "c2VjcmV0' })
  await assert.rejects(userFor({ env: { HOME } }), (error: Error) => {
    assert.match(error.message, /^Cannot read credentials in ".*config\.json": it is not JSON$/)
    return !error.message.includes('c2Vj')
  })
})

const HELPERS = {
  good: 'read server; echo "{\\"ServerURL\\":\\"$server\\",\\"Username\\":\\"for-$server\\",\\"Secret\\":\\"hush\\"}"',
  token: 'echo \'{"Username":"<token>","Secret":"hush"}\'',
  none: 'echo "credentials not found in native keychain"; exit 1',
  fails: 'echo hush; echo hush >&2; exit 3',
  rubbish: 'echo hush',
  hangs: 'sleep 60 & wait',
  pours: 'yes hush',
}

const withHelper = async (t: TestContext, name: string): Promise<Partial<CredentialOptions>> => {
  const scripts = Object.entries(HELPERS).map(([key, text]) => [`bin/docker-credential-${key}`, `#!/bin/sh\n${text}\n`])
  const config = JSON.stringify({ credHelpers: { 'a.b': name } })
  const HOME = await folderWith(t, { ...Object.fromEntries(scripts), '.docker/config.json': config })
  return { env: { HOME, PATH: `${join(HOME, 'bin')}:/usr/bin:/bin` } }
}

test('find() asks a helper, with the registry on its stdin', async (t) => {
  assert.equal(await userFor(await withHelper(t, 'good')), 'for-a.b')
  assert.equal(await userFor(await withHelper(t, 'token')), 'identity')
  assert.equal(await userFor(await withHelper(t, 'none')), undefined)
})

test('find() asks a helper once for all who want to know', async (t) => {
  const log = join(await folderWith(t, {}), 'log')
  const options = await withHelper(t, 'good')
  const bin = join(options.env?.['HOME'] ?? '', 'bin/docker-credential-good')
  await writeFile(bin, `#!/bin/sh\necho once >> ${log}\n${HELPERS.token}\n`)
  const credentials = openWith(options)
  await Promise.all(['a.b/c', 'a.b/d', 'a.b/e'].map((name) => credentials.find(parseRepository(name), signal)))
  const { readFile } = await import('node:fs/promises')
  assert.equal(await readFile(log, 'utf8'), 'once\n')
})

const FAILURES: Readonly<Record<string, RegExp>> = {
  fails: /"docker-credential-fails": it ended with code 3$/,
  rubbish: /"docker-credential-rubbish": it did not print JSON$/,
  pours: /"docker-credential-pours": it printed more than 64 KiB$/,
  absent: /"docker-credential-absent": it is not on the PATH$/,
  '../evil': /its name is not a plain file name$/,
  'a b': /its name is not a plain file name$/,
}

for (const [name, message] of Object.entries(FAILURES))
  test(`find() names the helper "${name}", and shows nothing of what it printed`, async (t) => {
    await assert.rejects(userFor(await withHelper(t, name)), (error: Error) => {
      assert.match(error.message, message)
      return !error.message.includes('hush')
    })
  })

test('find() ends a helper that hangs, and what it started', async (t) => {
  const options = { ...(await withHelper(t, 'hangs')), helperLimit: 100 }
  await assert.rejects(userFor(options), /it did not answer within 0\.1 s$/)
})

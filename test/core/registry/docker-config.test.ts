import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseRepository } from '../../../src/core/oci/reference.ts'
import { findLogin, normalKey, parseDockerConfig } from '../../../src/core/registry/docker-config.ts'

const auth = (text: string): { auth: string } => ({ auth: Buffer.from(text).toString('base64') })

const find = (config: unknown, name: string): unknown =>
  findLogin(parseDockerConfig(JSON.stringify(config)), parseRepository(name))

const userAt = (auths: Record<string, object>, name: string): unknown => {
  const found = findLogin(parseDockerConfig(JSON.stringify({ auths })), parseRepository(name))
  return found?.kind === 'login' && found.login.kind === 'password' ? found.login.username : found
}

test('normalKey() reads keys in every form they are written', () => {
  const KEYS = {
    'https://index.docker.io/v1/': 'docker.io',
    'https://index.docker.io/v1': 'docker.io',
    'index.docker.io': 'docker.io',
    'registry-1.docker.io/v2/': 'docker.io',
    'docker.io/acme': 'docker.io/acme',
    'http://host:5000/v2': 'host:5000',
    'https://host:5000/v2/': 'host:5000',
    'host:5000': 'host:5000',
    'HOST:5000/': 'host:5000',
    'https://gcr.io': 'gcr.io',
    'host/v2': 'host/v2',
    'quay.io/acme/team': 'quay.io/acme/team',
  }
  for (const [key, normal] of Object.entries(KEYS)) assert.equal(normalKey(key), normal, key)
})

test('findLogin() keeps colons in passwords', () => {
  assert.deepEqual(find({ auths: { 'a.b': auth('u:p:w:') } }, 'a.b/c'), {
    kind: 'login',
    key: 'a.b',
    login: { kind: 'password', username: 'u', password: 'p:w:' },
  })
})

test('findLogin() reads username and password, identity and registry tokens', () => {
  const login = (entry: object): unknown => (find({ auths: { 'a.b': entry } }, 'a.b/c') as { login?: unknown })?.login
  assert.deepEqual(login({ username: 'u', password: 'p' }), { kind: 'password', username: 'u', password: 'p' })
  assert.deepEqual(login({ ...auth('u:'), identitytoken: 't' }), { kind: 'identity', username: 'u', token: 't' })
  assert.deepEqual(login(auth('<token>:t')), { kind: 'identity', username: '', token: 't' })
  assert.deepEqual(login({ registrytoken: 't' }), { kind: 'bearer', token: 't' })
  assert.deepEqual(login(auth('u:p\0\0')), { kind: 'password', username: 'u', password: 'p' })
})

test('findLogin() passes over empty entries', () => {
  for (const entry of [{}, { auth: '' }, null, 'x', auth(':')])
    assert.equal(find({ auths: { 'a.b': entry } }, 'a.b/c'), undefined)
})

test('findLogin() takes the most specific key, at whole path parts', () => {
  const auths = { 'a.b': auth('host:p'), 'a.b/team': auth('team:p'), 'https://a.b/team/x': auth('x:p') }
  assert.equal(userAt(auths, 'a.b/other'), 'host')
  assert.equal(userAt(auths, 'a.b/team/y'), 'team')
  assert.equal(userAt(auths, 'a.b/team/x'), 'x')
  assert.equal(userAt(auths, 'a.b/teams/y'), 'host')
  assert.equal(userAt(auths, 'aa.b/team'), undefined)
})

test('findLogin() prefers a plain key to the same one in another form', () => {
  assert.equal(userAt({ 'https://a.b/v2/': auth('old:p'), 'a.b': auth('plain:p') }, 'a.b/c'), 'plain')
  assert.equal(userAt({ 'http://a.b/v2': auth('first:p'), 'https://a.b/v1': auth('second:p') }, 'a.b/c'), 'first')
})

test('findLogin() asks the helper of a registry, then its entry, then the store', () => {
  const config = {
    auths: { 'a.b': auth('u:p'), 'c.d': {}, 'e.f': auth('u:p'), 'e.f/team': auth('team:p') },
    credHelpers: { 'a.b': 'mine', 'https://e.f': 'other' },
    credsStore: 'desktop',
  }
  assert.deepEqual(find(config, 'a.b/x'), { kind: 'helper', name: 'mine', server: 'a.b' })
  assert.deepEqual(find(config, 'c.d/x'), { kind: 'helper', name: 'desktop', server: 'c.d' })
  assert.deepEqual(find(config, 'acme/x'), { kind: 'helper', name: 'desktop', server: 'https://index.docker.io/v1/' })
  assert.deepEqual(find(config, 'e.f/x'), { kind: 'helper', name: 'other', server: 'e.f' })
  assert.equal((find(config, 'e.f/team/x') as { kind: string }).kind, 'login')
})

test('parseDockerConfig() says what is wrong without quoting the file', () => {
  for (const text of ['{"auths": "secret"', '[]', '"secret"', '{"auths":{"a.b":{"auth":"c2VjcmV0"}}}'])
    assert.throws(
      () => parseDockerConfig(text),
      (error: Error) => !error.message.includes('secret'),
      text,
    )
})

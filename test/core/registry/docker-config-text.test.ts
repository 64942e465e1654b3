import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findLogin, type Login, parseDockerConfig } from '../../../src/core/registry/docker-config.ts'
import { dockerConfigText } from '../../../src/core/registry/docker-config-text.ts'

const LOGINS: readonly Login[] = [
  { kind: 'password', username: 'user', password: 'pass:word' },
  { kind: 'identity', username: '', token: 'refresh' },
  { kind: 'bearer', token: 'token' },
]

for (const registry of ['docker.io', 'registry.example.com:5000'])
  for (const login of LOGINS)
    test(`dockerConfigText() is read back as ${login.kind} for ${registry}`, () => {
      const found = findLogin(parseDockerConfig(dockerConfigText(registry, login)), { registry, path: 'a/b' })
      assert.deepEqual(found?.kind === 'login' && found.login, login)
    })

test('dockerConfigText() holds no other registry’s login', () => {
  const text = dockerConfigText('a.example.com', { kind: 'bearer', token: 'token' })
  assert.equal(findLogin(parseDockerConfig(text), { registry: 'b.example.com', path: 'a/b' }), undefined)
})

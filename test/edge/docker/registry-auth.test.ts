import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Login } from '../../../src/core/registry/docker-config.ts'
import { registryAuth } from '../../../src/edge/docker/registry-auth.ts'

const CASES: readonly (readonly [registry: string, login: Login, sent: object])[] = [
  [
    'ghcr.io',
    { kind: 'password', username: 'ada', password: 'ü?>' },
    { serveraddress: 'ghcr.io', username: 'ada', password: 'ü?>' },
  ],
  [
    'docker.io',
    { kind: 'identity', username: '', token: 't' },
    { serveraddress: 'https://index.docker.io/v1/', identitytoken: 't' },
  ],
  ['localhost:5000', { kind: 'bearer', token: 't' }, { serveraddress: 'localhost:5000', registrytoken: 't' }],
]

for (const [registry, login, sent] of CASES)
  test(`registryAuth() writes a ${login.kind} for ${registry} as Go's URL encoding does`, () => {
    const text = registryAuth(registry, login)['x-registry-auth'] ?? ''
    assert.match(text, /^[A-Za-z0-9_=-]+$/)
    assert.equal(text.length % 4, 0)
    assert.deepEqual(JSON.parse(Buffer.from(text, 'base64url').toString()), sent)
  })

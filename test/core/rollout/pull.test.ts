import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dockerConfigOf, nodesLogIn } from '../../../src/core/rollout/pull.ts'

const secretOf = (type: string, key: string, text: string) => ({
  type,
  data: { [key]: Buffer.from(text).toString('base64') },
})

const JSON_TYPE = 'kubernetes.io/dockerconfigjson'
const login = { auth: 'YTpi' }

const KEYS = {
  'host:5000': 'host:5000',
  'https://host': 'host',
  'http://host:5000/': 'host:5000',
  'http://host:5000/v2': 'host:5000/v2',
  'http://host:5000/v2/': 'host:5000',
  'https://index.docker.io/v1/': 'index.docker.io',
  'host/acme': 'host/acme',
}

for (const [written, read] of Object.entries(KEYS))
  test(`dockerConfigOf() reads the key ${written} as nodes do`, () => {
    const secret = secretOf(JSON_TYPE, '.dockerconfigjson', JSON.stringify({ auths: { [written]: login } }))
    assert.deepEqual(JSON.parse(dockerConfigOf(secret) ?? ''), { auths: { [read]: login } })
  })

test('dockerConfigOf() reads Secrets of the older type', () => {
  const secret = secretOf('kubernetes.io/dockercfg', '.dockercfg', JSON.stringify({ host: login }))
  assert.deepEqual(JSON.parse(dockerConfigOf(secret) ?? ''), { auths: { host: login } })
})

test('dockerConfigOf() takes no other Secret', () => {
  assert.equal(dockerConfigOf(secretOf('Opaque', '.dockerconfigjson', '{"auths":{}}')), undefined)
})

test('dockerConfigOf() makes of what is broken one without logins', () => {
  assert.equal(dockerConfigOf(secretOf(JSON_TYPE, '.dockerconfigjson', '{')), '{"auths":{}}')
})

for (const [registry, expected] of [
  ['123456789012.dkr.ecr.eu-west-1.amazonaws.com', true],
  ['europe-docker.pkg.dev', true],
  ['eu.gcr.io', true],
  ['acme.azurecr.io', true],
  ['ghcr.io', false],
  ['docker.io', false],
  ['pkg.dev.evil.example', false],
] as const)
  test(`nodesLogIn() is ${String(expected)} for ${registry}`, () => assert.equal(nodesLogIn(registry), expected))

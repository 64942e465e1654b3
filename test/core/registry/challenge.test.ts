import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseChallenges, pickChallenge } from '../../../src/core/registry/challenge.ts'

const parsed = (...headers: string[]): unknown =>
  parseChallenges(headers).map(({ scheme, params }) => ({ scheme, params: { ...params } }))

test('parseChallenges() reads a Bearer challenge with quoted and bare values', () => {
  assert.deepEqual(parsed('Bearer realm="https://a.b/token?x=1,2",service=a.b , scope="repository:a:pull"'), [
    { scheme: 'bearer', params: { realm: 'https://a.b/token?x=1,2', service: 'a.b', scope: 'repository:a:pull' } },
  ])
})

test('parseChallenges() reads several challenges of one header, and of several', () => {
  assert.deepEqual(parsed('Negotiate abcd==, Basic realm="a, b=c", BEARER Realm="r"', 'Digest qop=auth'), [
    { scheme: 'negotiate', params: {} },
    { scheme: 'basic', params: { realm: 'a, b=c' } },
    { scheme: 'bearer', params: { realm: 'r' } },
    { scheme: 'digest', params: { qop: 'auth' } },
  ])
})

test('parseChallenges() unescapes quotes and keeps the first of two equal names', () => {
  assert.deepEqual(parsed('Bearer realm="say \\"hi\\" \\\\",realm="second"'), [
    { scheme: 'bearer', params: { realm: 'say "hi" \\' } },
  ])
})

test('parseChallenges() is not misled by names of Object.prototype', () => {
  const [challenge] = parseChallenges(['Bearer __proto__="x",constructor="y"'])
  assert.deepEqual(Object.entries(challenge?.params ?? {}), [
    ['__proto__', 'x'],
    ['constructor', 'y'],
  ])
})

test('parseChallenges() ends, and gives lower-case schemes, whatever the header holds', () => {
  const part = fc.constantFrom('Bearer', 'basic ', 'realm', '=', '"', '\\', ',', ' ', 'x', '"a"', 'é', '\t')
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(part).map((parts) => parts.join('')),
      ),
      (header) => {
        for (const { scheme } of parseChallenges([header])) assert.equal(scheme, scheme.toLowerCase())
      },
    ),
  )
})

test('pickChallenge() prefers Bearer with a realm, then Basic, then nothing', () => {
  const pick = (...headers: string[]): unknown => pickChallenge(parseChallenges(headers))
  assert.deepEqual(pick('Basic realm="x"', 'Bearer realm="r",scope="a  b"'), {
    kind: 'bearer',
    realm: 'r',
    service: undefined,
    scopes: ['a', 'b'],
  })
  assert.deepEqual(pick('Bearer service="x", Basic'), { kind: 'basic' })
  assert.equal(pick('Negotiate'), undefined)
  assert.equal(pick(), undefined)
})

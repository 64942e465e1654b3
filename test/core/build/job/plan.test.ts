import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { formatMessage, parseMessage } from '../../../../src/core/build/job/plan.ts'
import { digestOf } from '../../../../src/core/oci/digest.ts'

test('formatMessage() keeps to what the kubelet keeps, whatever it says', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 5_000 }), fc.string({ maxLength: 3_000 }), (message, hint) => {
      const text = formatMessage({ kind: 'error', message, hint })
      assert.ok(Buffer.byteLength(text) <= 1_000)
      assert.equal(parseMessage(text)?.kind, 'error')
    }),
  )
})

test('parseMessage() reads the layer that formatMessage() wrote', () => {
  const digest = digestOf(Buffer.from('layer'))
  const message = { kind: 'layer', descriptor: { mediaType: 'a/b', digest, size: 5 }, diffId: digest } as const
  assert.deepEqual(parseMessage(formatMessage(message)), message)
})

for (const text of [
  '',
  'null',
  '{}',
  '{"kind":"layer"}',
  '{"kind":"layer","descriptor":{"digest":"x"},"diffId":"y"}',
  '{"kind":"error"',
])
  test(`parseMessage() takes ${JSON.stringify(text)} for none of ours`, () => {
    assert.equal(parseMessage(text), undefined)
  })

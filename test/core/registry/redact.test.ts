import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { openRedactor } from '../../../src/core/registry/redact.ts'

test('S9 openRedactor() finds a secret in every form that HTTP carries it in', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 8, unit: 'grapheme-ascii' }),
      fc.string({ maxLength: 5 }),
      fc.string({ maxLength: 5 }),
      (secret, before, after) => {
        const redactor = openRedactor()
        redactor.learn(secret)
        const around = Buffer.from(`${before}${secret}${after}`)
        const core = around.toString('base64')
        for (const text of [
          secret,
          encodeURIComponent(secret),
          JSON.stringify(secret),
          core,
          around.toString('base64url'),
        ])
          assert.notEqual(redactor.clean(text), text)
      },
    ),
  )
})

test('openRedactor() leaves other text alone', () => {
  const redactor = openRedactor()
  redactor.learn('hunter2-secret')
  redactor.learn('abc')
  assert.equal(redactor.clean('abc denied for hunter'), 'abc denied for hunter')
})

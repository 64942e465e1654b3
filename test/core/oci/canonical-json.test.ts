import assert from 'node:assert/strict'
import { test } from 'node:test'
import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { canonicalJson, type Json } from '../../../src/core/oci/canonical-json.ts'

test('canonicalJson() writes what another implementation of RFC 8785 writes', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      assert.equal(canonicalJson(value as Json), canonicalize(value))
    }),
  )
})

test('canonicalJson() leaves out undefined members', () => {
  assert.equal(canonicalJson({ b: undefined, a: 1 }), '{"a":1}')
})

test('canonicalJson() refuses what JSON cannot hold', () => {
  assert.throws(() => canonicalJson(Number.NaN), TypeError)
  assert.throws(() => canonicalJson('\uD800'), TypeError)
})

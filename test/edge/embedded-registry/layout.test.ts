import assert from 'node:assert/strict'
import { test } from 'node:test'
import { digestOf } from '../../../src/core/oci/digest.ts'
import { formatIndex, parseIndex } from '../../../src/edge/embedded-registry/layout.ts'

const [A, B] = [digestOf('a'), digestOf('b')]

test('formatIndex() and parseIndex() are each other’s reverse', () => {
  const index = {
    manifests: new Map([
      [A, { mediaType: 'x', size: 1 }],
      [B, { mediaType: 'y', size: 2 }],
    ]),
    tags: new Map([
      ['v1', A],
      ['v2', A],
    ]),
  }
  assert.deepEqual(parseIndex(formatIndex(index)), index)
})

test('parseIndex() keeps manifests whose names are no tags, and passes over other algorithms', () => {
  const named = (digest: string, name: string) => ({
    mediaType: 'x',
    digest,
    size: 1,
    annotations: { 'org.opencontainers.image.ref.name': name },
  })
  const text = JSON.stringify({ manifests: [named(A, 'docker.io/library/x:1'), named('md5:abc', 'v1')] })
  assert.deepEqual(parseIndex(text), { manifests: new Map([[A, { mediaType: 'x', size: 1 }]]), tags: new Map() })
})

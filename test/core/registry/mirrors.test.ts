import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatRepository, parseRepository } from '../../../src/core/oci/reference.ts'
import { mirrored } from '../../../src/core/registry/mirrors.ts'

const MIRRORS = [
  { from: 'docker.io', to: 'mirror.lan:5000/hub' },
  { from: 'docker.io/library/node', to: 'node.lan/node' },
  { from: 'quay.io', to: 'quay.lan' },
]

const moved = (name: string): string => formatRepository(mirrored(MIRRORS, parseRepository(name)))

test('mirrored() rewrites by the longest prefix', () => {
  assert.equal(moved('python'), 'mirror.lan:5000/hub/library/python')
  assert.equal(moved('node'), 'node.lan/node')
  assert.equal(moved('quay.io/a/b'), 'quay.lan/a/b')
})

test('mirrored() rewrites whole path parts only, and leaves the rest alone', () => {
  assert.equal(moved('node-red'), 'mirror.lan:5000/hub/library/node-red')
  assert.equal(moved('quay.io.example/a'), 'quay.io.example/a')
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Recent } from '../../../src/edge/embedded-registry/recent.ts'

const held = (recent: Recent, keys: string): string =>
  keys
    .split('')
    .filter((key) => recent.get(key) !== undefined)
    .join('')

test('Recent lets go of what was not used longest', () => {
  const recent = new Recent(30)
  for (const key of 'abc') recent.set(key, Buffer.alloc(10))
  recent.get('a')
  recent.set('d', Buffer.alloc(10))
  assert.equal(held(recent, 'abcd'), 'acd')
})

test('Recent counts what is replaced and deleted', () => {
  const recent = new Recent(30)
  for (let round = 0; round < 9; round += 1) recent.set('a', Buffer.alloc(10))
  recent.set('b', Buffer.alloc(10))
  recent.delete('b')
  recent.delete('b')
  recent.set('c', Buffer.alloc(20))
  assert.equal(held(recent, 'abc'), 'ac')
})

test('Recent does not keep what is larger than all it may keep', () => {
  const recent = new Recent(30)
  recent.set('a', Buffer.alloc(10))
  recent.set('b', Buffer.alloc(31))
  assert.equal(held(recent, 'b'), '')
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeTarget, resolveLocation, targetOf, withParam } from '../../../src/core/registry/target.ts'

const BASE = new URL('https://r.example:5000/v2/a/blobs/uploads/')

const resolved = (location: string): string | undefined => {
  const target = resolveLocation(BASE, location)
  return target === undefined ? undefined : `${target.url.origin} ${target.path}`
}

test('resolveLocation() takes every form that registries send', () => {
  assert.equal(resolved('/v2/a/blobs/uploads/1?s=2'), 'https://r.example:5000 /v2/a/blobs/uploads/1?s=2')
  assert.equal(resolved('1?s=2'), 'https://r.example:5000 /v2/a/blobs/uploads/1?s=2')
  assert.equal(resolved('http://b.c/x'), 'http://b.c /x')
  assert.equal(resolved('//b.c:1/x'), 'https://b.c:1 /x')
  assert.equal(resolved('b.c/v2/x?y'), 'https://b.c /v2/x?y')
  assert.equal(resolved('localhost:5001/v2/x'), 'https://localhost:5001 /v2/x')
  assert.equal(resolved('registry:5001/v2/x'), 'https://registry:5001 /v2/x')
})

test('resolveLocation() keeps the query byte for byte', () => {
  const query = `_state=a%2Fb+c&y='()*~%7E&&x==&w#`
  assert.equal(resolveLocation(BASE, `/u?${query}`)?.path, `/u?${query.slice(0, -1)}`)
})

test('resolveLocation() gives nothing for what is no address', () => {
  assert.equal(resolveLocation(BASE, 'http://'), undefined)
  assert.equal(resolveLocation(undefined, '/v2/'), undefined)
})

test('withParam() adds to a query, or begins one', () => {
  assert.equal(withParam(targetOf('http://a/u'), 'digest', 'sha256:1').path, '/u?digest=sha256%3A1')
  assert.equal(withParam(targetOf('http://a/u?s=+'), 'digest', 'x').path, '/u?s=+&digest=x')
})

test('describeTarget() leaves out scheme and query', () => {
  assert.equal(describeTarget(targetOf('https://a.b:1/c?secret=1')), 'a.b:1/c')
})

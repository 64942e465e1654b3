import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatScopes, GROUP_SIZE, scopeGroups } from '../../../src/core/registry/scopes.ts'

const many = (count: number, push: boolean, prefix = 'r') =>
  Array.from({ length: count }, (_, index) => ({ path: `${prefix}${index}`, push }))

test('formatScopes() puts those with push first', () => {
  assert.deepEqual(
    formatScopes([
      { path: 'a', push: false },
      { path: 'b', push: true },
    ]),
    ['repository:b:pull,push', 'repository:a:pull'],
  )
})

test('scopeGroups() makes groups of 40 that hold every repository once', () => {
  const groups = scopeGroups()
  groups.expect(many(100, true))
  const found = new Set(many(100, true).map(({ path }) => groups.groupOf(path)))
  assert.deepEqual(
    [...found].map((group) => group?.length),
    [GROUP_SIZE, GROUP_SIZE, 20],
  )
  assert.equal(new Set([...found].flatMap((group) => group?.map(({ path }) => path))).size, 100)
})

test('scopeGroups() puts repositories that are pushed to before others', () => {
  const groups = scopeGroups()
  groups.expect([...many(60, false), ...many(30, true, 'p')])
  const group = groups.groupOf('r0') ?? []
  assert.equal(group.filter(({ push }) => push).length, 30)
})

test('scopeGroups() gives no group to a repository that nobody expected', () => {
  assert.equal(scopeGroups().groupOf('a'), undefined)
})

test('scopeGroups() makes a new group for what is read first and pushed to later', () => {
  const groups = scopeGroups()
  groups.expect(many(3, false))
  groups.groupOf('r0')
  groups.expect([{ path: 'r1', push: true }])
  assert.deepEqual(groups.groupOf('r1'), [{ path: 'r1', push: true }])
  assert.ok(groups.pushes('r1') && !groups.pushes('r0'))
  groups.expect([{ path: 'r1', push: false }])
  assert.ok(groups.pushes('r1'))
})

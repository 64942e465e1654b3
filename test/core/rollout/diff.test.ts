import assert from 'node:assert/strict'
import { test } from 'node:test'
import { diffLines } from '../../../src/core/rollout/diff.ts'

const containers = (image: string, value: string): object => ({
  spec: { containers: [{ name: 'a', image, env: [{ name: 'TOKEN', value }] }] },
})

test('diffLines() names each field that changes', () => {
  assert.deepEqual(diffLines(containers('x:1', ''), containers('x:2', '')), [
    '- spec.containers[a].image: x:1',
    '+ spec.containers[a].image: x:2',
  ])
})

test('diffLines() shows no values of variables, whatever is in them', () => {
  const lines = diffLines(containers('x', 'one\n- spec.x: two'), containers('x', 'three'))
  assert.deepEqual(lines, [
    '- spec.containers[a].env[TOKEN].value: (not shown)',
    '+ spec.containers[a].env[TOKEN].value: (not shown)',
  ])
})

test('diffLines() leaves out what is the server’s and what changes with each run', () => {
  const after = {
    metadata: {
      uid: 'u',
      generation: 2,
      resourceVersion: '9',
      managedFields: [{ manager: 'x' }],
      annotations: { 'function-images.github.io/commit': 'c', 'function-images.github.io/run': '1-1' },
    },
    status: { replicas: 1 },
  }
  assert.deepEqual(diffLines(undefined, after), [])
})

test('diffLines() ends a long list with what is left of it', () => {
  const data = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`k${index}`, 'v']))
  const lines = diffLines(undefined, { data } as never)
  assert.deepEqual([lines.length, lines.at(-1)], [61, '… 40 more lines'])
})

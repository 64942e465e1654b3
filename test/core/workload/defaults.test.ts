import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ValueObject } from '../../../src/core/function/value.ts'
import { overDefaults } from '../../../src/core/workload/defaults.ts'

const CASES: Readonly<Record<string, readonly [ValueObject | undefined, ValueObject | undefined, ValueObject]>> = {
  'nothing to nothing': [undefined, undefined, {}],
  'the defaults where the function says nothing': [{ spec: { a: 1 } }, undefined, { spec: { a: 1 } }],
  'the function’s value over the default': [{ a: { b: 1, c: 2 } }, { a: { b: 3 } }, { a: { b: 3, c: 2 } }],
  'the default where a client wrote an empty field': [
    { a: 'x', b: 'y' },
    { a: null, b: '' },
    { a: 'x', b: 'y' },
  ],
  'false and 0, which are values': [
    { a: true, b: 1 },
    { a: false, b: 0 },
    { a: false, b: 0 },
  ],
  'the function’s list, whole': [
    { args: ['a'], tolerations: [{ key: 'x' }] },
    { args: ['b'], tolerations: [] },
    { args: ['b'], tolerations: [{ key: 'x' }] },
  ],
  'variables by name': [
    {
      env: [
        { name: 'A', value: '1' },
        { name: 'B', value: '2' },
      ],
    },
    {
      env: [
        { name: 'C', value: '3' },
        { name: 'A', value: '4' },
      ],
    },
    {
      env: [
        { name: 'B', value: '2' },
        { name: 'C', value: '3' },
        { name: 'A', value: '4' },
      ],
    },
  ],
  'the first containers into one, whatever their names, and the others by name': [
    { containers: [{ name: 'x', resources: { limits: { cpu: '1' } } }, { name: 'a' }, { name: 'b', image: '1' }] },
    {
      containers: [
        { name: '', resources: {} },
        { name: 'b', image: '2' },
      ],
    },
    { containers: [{ name: 'x', resources: { limits: { cpu: '1' } } }, { name: 'a' }, { name: 'b', image: '2' }] },
  ],
}

for (const [what, [defaults, own, expected]] of Object.entries(CASES))
  test(`overDefaults() gives ${what}`, () => {
    assert.deepEqual(overDefaults(defaults, own), expected)
  })

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseFunctions } from '../../../src/core/function/parse.ts'
import { strayTriggers, triggersOf } from '../../../src/core/workload/triggers.ts'
import { specText } from './samples.ts'

const HERE = specText({ triggers: { 'HTTPTrigger a': {}, 'CronJobTrigger b': {} } })
const AWAY = specText({ name: 'other', triggers: { 'HTTPTrigger c': { metadata: { namespace: 'test' } } } })

const parse = () =>
  parseFunctions(
    [HERE, AWAY].map((text, index) => ({ path: `${index}.yaml`, text })),
    { defaultNamespace: 'default' },
  )

test('triggersOf() finds those that name the function, in its namespace', () => {
  const { functions, triggers } = parse()
  assert.deepEqual(
    functions.map((source) => triggersOf(source, triggers).map(({ name }) => name)),
    [['a', 'b'], []],
  )
})

test('strayTriggers() warns of those that name no function here, where they name it', () => {
  const { functions, triggers } = parse()
  assert.deepEqual(
    strayTriggers(triggers, functions).map(
      ({ severity, message, at }) => `${at.file}:${at.line} ${severity}: ${message}`,
    ),
    ['1.yaml:23 warning: Cannot use HTTPTrigger "c": there is no function "test/other" here'],
  )
})

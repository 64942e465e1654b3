import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildFailed, buildFailureOf, commandFailed, LOG_TAIL } from '../../../src/core/build/failure.ts'
import { ActionError } from '../../../src/core/errors.ts'

const at = [
  { file: 'a.yaml', line: 1, column: 2 },
  { file: 'b.yaml', line: 3, column: 4 },
]
const log = [...Array.from({ length: 50 }, (_, index) => `line ${index}`), 'ERROR: no space']

test('commandFailed() says why at each place, and keeps the end of the log', () => {
  const error = commandFailed({ phase: 'install', tool: 'pip', exitCode: 2, log }, at)
  assert.equal(error.message, 'Cannot install dependencies: pip no space')
  assert.deepEqual(
    error.problems.map(({ at, message }) => ({ at, message })),
    at.map((place) => ({ at: place, message: error.message })),
  )
  assert.deepEqual(buildFailureOf(error), {
    phase: 'install',
    reason: 'pip no space',
    exitCode: 2,
    log: log.slice(-LOG_TAIL),
  })
})

test('commandFailed() names the exit code when the tool said nothing', () => {
  const error = commandFailed({ phase: 'compile', tool: 'npm', exitCode: 137, log: [] }, at)
  assert.equal(error.message, 'Cannot compile the function: npm ended with exit code 137')
})

test('buildFailed() passes the hint on to each problem', () => {
  const error = buildFailed({ phase: 'install', reason: 'no', exitCode: undefined, log: [] }, at, 'Do this')
  assert.deepEqual([error.hint, ...error.problems.map(({ hint }) => hint)], ['Do this', 'Do this', 'Do this'])
})

test('buildFailureOf() is undefined for errors about something else', () => {
  assert.equal(buildFailureOf(new Error('x')), undefined)
  assert.equal(buildFailureOf(new ActionError('BUILD_FAILED', 'x')), undefined)
  assert.equal(buildFailureOf(new ActionError('SPEC_INVALID', 'x', { cause: { reason: '', log: [] } })), undefined)
})

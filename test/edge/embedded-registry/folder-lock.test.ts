import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import { withoutWarning } from '../../../src/edge/embedded-registry/folder-lock.ts'

test('withoutWarning() keeps back the experimental warning of its feature and no other', async () => {
  const seen: string[] = []
  const listen = (warning: Error): void => void seen.push(warning.message)
  process.on('warning', listen)
  const result = withoutWarning('SQLite', () => {
    process.emitWarning('SQLite is an experimental feature', 'ExperimentalWarning')
    process.emitWarning('something else is an experimental feature', 'ExperimentalWarning')
    process.emitWarning('SQLite is deprecated', { type: 'DeprecationWarning' })
    return 'result'
  })
  process.emitWarning('SQLite is experimental, later', 'ExperimentalWarning')
  await once(process, 'warning')
  process.off('warning', listen)
  assert.equal(result, 'result')
  assert.deepEqual(seen, [
    'something else is an experimental feature',
    'SQLite is deprecated',
    'SQLite is experimental, later',
  ])
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openGate } from '../../src/core/gate.ts'

test('openGate() lets through as many as it has places, in order, also after a failure', async () => {
  const gate = openGate(2)
  const events: string[] = []
  let [now, most] = [0, 0]
  const work = (name: string, fails: boolean) =>
    gate(async () => {
      most = Math.max(most, ++now)
      events.push(name)
      await new Promise(setImmediate)
      now -= 1
      if (fails) throw new Error(name)
    })
  const results = await Promise.allSettled(['a', 'b', 'c', 'd', 'e'].map((name, index) => work(name, index % 2 === 0)))
  assert.deepEqual([most, events.join('')], [2, 'abcde'])
  assert.equal(results.filter(({ status }) => status === 'rejected').length, 3)
})

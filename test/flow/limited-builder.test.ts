import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { limitBuilder } from '../../src/flow/limited-builder.ts'
import type { Builder, DependencyUnit } from '../../src/ports.ts'
import { signal } from './stage.ts'

test('limitBuilder() runs no more phases at once than it has places, and all of them', async () => {
  let [now, most, done] = [0, 0, 0]
  const inner: Builder = {
    name: 'docker',
    toolchain: async () => undefined,
    check: () => undefined,
    run: async () => {
      now += 1
      most = Math.max(most, now)
      await turn()
      now -= 1
      done += 1
      return { kind: 'files', files: [], release: async () => undefined }
    },
  }
  const limited = limitBuilder(4, inner)
  await Promise.all(Array.from({ length: 50 }, () => limited.run({} as DependencyUnit, () => undefined, signal)))
  assert.deepEqual([most, done], [4, 50])
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { turnOf } from '../../../src/core/rollout/order.ts'

const run = { id: 7, attempt: 1, event: 'push', commit: 'c', url: 'u' }
const live = (mark: string): object => ({ metadata: { annotations: { 'function-images.github.io/run': mark } } })

for (const [what, object, over, kind] of [
  ['nothing is there', undefined, {}, 'free'],
  ['nobody noted a run', {}, {}, 'free'],
  ['the note is unreadable', live('later'), {}, 'free'],
  ['an earlier run was there', live('6-3'), {}, 'free'],
  ['another attempt of this run was there', live('7-2'), {}, 'free'],
  ['a later run was there', live('8-1'), {}, 'later'],
  ['a later run was there, with more digits', live('10-1'), {}, 'later'],
  ['this is a re-run', live('8-1'), { attempt: 2 }, 'deliberate'],
  ['somebody dispatched this', live('8-1'), { event: 'workflow_dispatch' }, 'deliberate'],
  ['this is a release', live('8-1'), { event: 'release' }, 'deliberate'],
  ['this is on a timetable', live('8-1'), { event: 'schedule' }, 'deliberate'],
] as const)
  test(`K5 turnOf() is ${kind} when ${what}`, () => assert.equal(turnOf(object, { ...run, ...over }).kind, kind))

test('K5 turnOf() is free outside a workflow', () => assert.equal(turnOf(live('8-1'), undefined).kind, 'free'))

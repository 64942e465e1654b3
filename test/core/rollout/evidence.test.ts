import assert from 'node:assert/strict'
import { test } from 'node:test'
import { diagnose } from '../../../src/core/rollout/diagnosis.ts'
import { evidenceText, LOG_LINES, SHOWN_LINES, shownLines, wantedLogs } from '../../../src/core/rollout/evidence.ts'
import { event, pod, seen } from './objects.ts'

const IMAGE = 'r/hello:2'

const crashing = pod(IMAGE, { restartCount: 2, state: { terminated: { exitCode: 1, message: 'Error: no\n  at x' } } })

const failed = seen(
  [crashing],
  [event(`pod ${IMAGE}`, 'BackOff', 'Back-off restarting failed container', { count: 3 })],
)

test('evidenceText() has cause, pods, last words, events and logs', () => {
  const logs = [{ pod: 'hello-1', container: 'hello', previous: true, lines: ['starting', 'gone'] }]
  const text = evidenceText({ seen: failed, causes: diagnose(failed), waitingFor: ['1 of 2 pods updated'], logs })
  for (const part of [
    'Deployment prod/hello, generation 2, revision 9\n',
    'waiting for: 1 of 2 pods updated\n',
    'cause: crash loop: no (Pod/hello-1)',
    'hello: ended, 2 restarts\n',
    '| Error: no\n',
    'BackOff: Back-off restarting failed container (3 times)\n',
    '## Log of hello-1, container hello, before its last restart\nstarting\ngone\n',
  ])
    assert.ok(text.includes(part), part)
})

test('evidenceText() has no value of an environment', () => {
  const text = evidenceText({ seen: failed, causes: diagnose(failed), waitingFor: [], logs: [] })
  assert.ok(JSON.stringify(failed).includes('sesame'))
  assert.ok(!text.includes('sesame'))
})

test('evidenceText() cuts endless lines', () => {
  const logs = [{ pod: 'p', container: 'c', previous: false, lines: ['x'.repeat(1e6)] }]
  assert.ok(evidenceText({ seen: failed, causes: [], waitingFor: [], logs }).length < 10_000)
})

test('wantedLogs() names the present and the former container of at most three pods that ran', () => {
  const more = [1, 2, 3, 4, 5].map((index) => ({
    ...crashing,
    metadata: { ...crashing.metadata, name: `hello-${index}` },
  }))
  const never = pod(IMAGE, { state: { waiting: { reason: 'ErrImagePull' } } })
  assert.equal(wantedLogs(seen(more)).length, 6)
  assert.deepEqual(
    wantedLogs(failed).map(({ previous }) => previous),
    [false, true],
  )
  assert.deepEqual(wantedLogs(seen([never])), [])
})

test('shownLines() shows the end of a log, else the last words', () => {
  const lines = Array.from({ length: LOG_LINES }, (_, index) => `line ${index}`)
  const logs = [
    { pod: 'p', container: 'c', previous: false, lines: [] },
    { pod: 'p', container: 'c', previous: true, lines },
  ]
  assert.deepEqual(shownLines({ seen: failed, logs }), lines.slice(-SHOWN_LINES))
  assert.deepEqual(shownLines({ seen: failed, logs: [] }), ['Error: no', '  at x'])
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DaemonSet, Deployment, Workload } from '../../../src/core/cluster/object.ts'
import { type RolloutStatus, statusOf } from '../../../src/core/rollout/status.ts'
import { deployment, statefulSet, templateOf } from './objects.ts'

const daemonSet = (status: Partial<NonNullable<DaemonSet['status']>>, type = 'RollingUpdate'): DaemonSet => ({
  metadata: { name: 'agent', generation: 2 },
  spec: { selector: {}, template: templateOf('r/agent:2'), updateStrategy: { type } },
  status: {
    observedGeneration: 2,
    currentNumberScheduled: 3,
    desiredNumberScheduled: 3,
    updatedNumberScheduled: 3,
    numberAvailable: 3,
    numberMisscheduled: 0,
    numberReady: 3,
    ...status,
  },
})

const withStatus = (status: Deployment['status']): Deployment => {
  const whole = deployment()
  return { ...whole, status: { ...whole.status, ...status } }
}

const withSpec = (spec: Partial<Deployment['spec']>, status: Deployment['status'] = {}): Deployment => {
  const { spec: whole, ...rest } = withStatus(status)
  return { ...rest, spec: { ...whole, ...spec } as NonNullable<Deployment['spec']> }
}

const rolling = (spec: object, status: object): Workload => {
  const whole = statefulSet()
  return {
    ...whole,
    spec: { ...whole.spec, ...spec } as NonNullable<typeof whole.spec>,
    status: { ...whole.status, ...status } as NonNullable<typeof whole.status>,
  }
}

const waits = (...waitingFor: readonly string[]): RolloutStatus => ({ status: 'progressing', waitingFor })
const complete: RolloutStatus = { status: 'complete' }
const unseen = waits('the controller to see the change')

const ROWS: readonly (readonly [what: string, kind: string, workload: Workload, verdict: RolloutStatus])[] = [
  ['a Deployment whose pods are all new and available', 'Deployment', deployment(), complete],
  ['a change not yet seen', 'Deployment', withStatus({ observedGeneration: 1 }), unseen],
  ['no status at all', 'Deployment', deployment({ status: {} }), unseen],
  [
    'too few updated',
    'Deployment',
    withStatus({ updatedReplicas: 1, availableReplicas: 1, replicas: 1 }),
    waits('1 of 2 pods updated'),
  ],
  ['old pods left', 'Deployment', withStatus({ replicas: 3 }), waits('1 old pods to end')],
  ['too few available', 'Deployment', withStatus({ availableReplicas: 1 }), waits('1 of 2 updated pods available')],
  [
    'no replicas wanted',
    'Deployment',
    withSpec({ replicas: 0 }, { replicas: 0, updatedReplicas: 0, availableReplicas: 0 }),
    complete,
  ],
  [
    'a paused one with old pods',
    'Deployment',
    withSpec({ paused: true }, { updatedReplicas: 0, availableReplicas: 2 }),
    { status: 'held', why: 'paused', waitingFor: ['0 of 2 pods updated', '2 old pods to end'] },
  ],
  ['a paused one that is complete', 'Deployment', withSpec({ paused: true }), complete],
  ['a StatefulSet that is complete', 'StatefulSet', statefulSet(), complete],
  ['a StatefulSet’s change not yet seen', 'StatefulSet', rolling({}, { observedGeneration: 1 }), unseen],
  ['a StatefulSet with too few ready', 'StatefulSet', rolling({}, { readyReplicas: 1 }), waits('1 of 2 pods ready')],
  [
    'a StatefulSet with an old pod',
    'StatefulSet',
    rolling({}, { updatedReplicas: 1, currentRevision: 'a' }),
    waits('1 of 2 pods updated'),
  ],
  [
    'a StatefulSet without replicas',
    'StatefulSet',
    rolling({ replicas: 0 }, { readyReplicas: 0, updatedReplicas: 0 }),
    complete,
  ],
  [
    'a StatefulSet up to its partition',
    'StatefulSet',
    rolling(
      { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 1 } } },
      { updatedReplicas: 1, currentRevision: 'a' },
    ),
    complete,
  ],
  [
    'a StatefulSet short of its partition',
    'StatefulSet',
    rolling(
      { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 1 } } },
      { updatedReplicas: 0, currentRevision: 'a' },
    ),
    waits('0 of 1 pods updated'),
  ],
  [
    'a StatefulSet that updates on delete',
    'StatefulSet',
    rolling({ updateStrategy: { type: 'OnDelete' } }, { updatedReplicas: 0 }),
    { status: 'held', why: 'on-delete', waitingFor: ['0 of 2 pods updated'] },
  ],
  ['a DaemonSet that is complete', 'DaemonSet', daemonSet({}), complete],
  [
    'a DaemonSet without nodes',
    'DaemonSet',
    daemonSet({ desiredNumberScheduled: 0, updatedNumberScheduled: 0, numberAvailable: 0 }),
    complete,
  ],
  [
    'a DaemonSet with too few updated',
    'DaemonSet',
    daemonSet({ updatedNumberScheduled: 1 }),
    waits('1 of 3 pods updated'),
  ],
  [
    'a DaemonSet with too few available',
    'DaemonSet',
    daemonSet({ numberAvailable: 2 }),
    waits('2 of 3 updated pods available'),
  ],
  [
    'a DaemonSet that updates on delete',
    'DaemonSet',
    daemonSet({ updatedNumberScheduled: 0 }, 'OnDelete'),
    { status: 'held', why: 'on-delete', waitingFor: ['0 of 3 pods updated'] },
  ],
]

for (const [what, kind, workload, verdict] of ROWS)
  test(`K20 statusOf() of ${what} is ${verdict.status}`, () => {
    assert.deepEqual(statusOf(workload, { kind, generation: 2, before: undefined }), verdict)
  })

const exceeded = (lastUpdateTime: string, over: Deployment['status'] = {}): Deployment =>
  withStatus({
    updatedReplicas: 1,
    availableReplicas: 0,
    conditions: [{ type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded', lastUpdateTime }],
    ...over,
  })

const judged = (now: Deployment, before: Deployment | undefined): string =>
  statusOf(now, { kind: 'Deployment', generation: 2, before }).status

test('K21 statusOf() counts no deadline that was exceeded before our write', () => {
  assert.equal(judged(exceeded('2026-01-01T00:00:00Z'), exceeded('2026-01-01T00:00:00Z')), 'progressing')
})

test('K21 statusOf() counts one that was exceeded before the controller saw our write not at all', () => {
  const now = exceeded('2026-01-01T00:00:00Z', { observedGeneration: 1 })
  assert.equal(judged(now, undefined), 'progressing')
})

test('K21 statusOf() counts one that is exceeded since', () => {
  assert.equal(judged(exceeded('2026-01-01T00:10:00Z'), exceeded('2026-01-01T00:00:00Z')), 'failed')
  assert.equal(judged(exceeded('2026-01-01T00:10:00Z'), deployment()), 'failed')
})

test('K21 statusOf() waits for the generation of our write, however complete the object read is', () => {
  const stale = deployment({}, { generation: 1 })
  assert.deepEqual(statusOf(stale, { kind: 'Deployment', generation: 3, before: undefined }), unseen)
})

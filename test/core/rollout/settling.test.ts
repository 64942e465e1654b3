import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Deployment } from '../../../src/core/cluster/object.ts'
import { settlingSeconds } from '../../../src/core/rollout/settling.ts'

type Spec = Partial<NonNullable<Deployment['spec']>>

const workload = (spec: Spec, readinessProbe?: object): Deployment => ({
  spec: {
    selector: {},
    template: { spec: { containers: [{ name: 'x', ...(readinessProbe === undefined ? {} : { readinessProbe }) }] } },
    ...spec,
  },
})

for (const [what, object, seconds] of [
  ['waits where nothing tells a started process from a ready one', workload({}), 5],
  ['trusts a readiness probe', workload({}, {}), 0],
  ['trusts minReadySeconds', workload({ minReadySeconds: 1 }), 0],
  ['has no pod to wait for', workload({ replicas: 0 }), 0],
] as const)
  test(`settlingSeconds() ${what}`, () => {
    assert.equal(settlingSeconds(object), seconds)
  })

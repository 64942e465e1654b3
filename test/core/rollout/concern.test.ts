import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { KubeEvent, KubeObject, Pod, ReplicaSet } from '../../../src/core/cluster/object.ts'
import { concernOf, type Known } from '../../../src/core/rollout/concern.ts'

const owned = (name: string, kind: string, owner: string): Pod & ReplicaSet => ({
  metadata: { name, ownerReferences: [{ apiVersion: 'apps/v1', kind, name: owner, uid: owner, controller: true }] },
})

const pods = [owned('hello-1-a', 'ReplicaSet', 'hello-1'), owned('set-0', 'StatefulSet', 'set')]
const known: Known = {
  pod: (wanted) => pods.find(({ metadata }) => metadata?.name === wanted),
  replicaSet: (wanted) => (wanted === 'hello-1' ? owned('hello-1', 'Deployment', 'hello') : undefined),
}

const eventOn = (kind: string, name: string): KubeEvent => ({ metadata: {}, involvedObject: { kind, name } })

const cases: readonly (readonly [what: string, kind: string, object: KubeObject, concern: string | undefined])[] = [
  ['a workload itself', 'Deployment', { metadata: { name: 'hello' } }, 'hello'],
  ['the owner of a ReplicaSet', 'ReplicaSet', owned('hello-2', 'Deployment', 'hello'), 'hello'],
  ['the Deployment of a pod, by its ReplicaSet', 'Pod', owned('hello-1-b', 'ReplicaSet', 'hello-1'), 'hello'],
  ['the StatefulSet of a pod', 'Pod', owned('set-1', 'StatefulSet', 'set'), 'set'],
  ['nobody for a pod whose ReplicaSet is not known', 'Pod', owned('new-1-a', 'ReplicaSet', 'new-1'), undefined],
  ['nobody for a pod without an owner', 'Pod', { metadata: { name: 'alone' } }, undefined],
  ['the Deployment of the pod that an event is about', 'Event', eventOn('Pod', 'hello-1-a'), 'hello'],
  ['the Deployment of the ReplicaSet that an event is about', 'Event', eventOn('ReplicaSet', 'hello-1'), 'hello'],
  ['the workload that an event is about', 'Event', eventOn('StatefulSet', 'set'), 'set'],
  ['nobody for an event about a pod that is not known', 'Event', eventOn('Pod', 'new-1-a'), undefined],
]

for (const [what, kind, object, concern] of cases)
  test(`concernOf() names ${what}`, () => assert.equal(concernOf(kind, object, known), concern))

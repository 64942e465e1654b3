import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ManagedFieldsEntry } from '../../../src/core/cluster/object.ts'
import { FROM_KUBELESS, FROM_NOBODY } from '../../../src/core/rollout/adoption.ts'
import { takeoverPatch } from '../../../src/core/rollout/ownership.ts'

const entry = (manager: string, fieldsV1: object, over: Partial<ManagedFieldsEntry> = {}): ManagedFieldsEntry => ({
  manager,
  operation: 'Update',
  apiVersion: 'apps/v1',
  fieldsType: 'FieldsV1',
  fieldsV1,
  ...over,
})

const SPEC = { 'f:spec': { 'f:replicas': {}, 'f:template': { 'f:spec': { 'f:type': {} } } } }
const OWNER = { apiVersion: 'kubeless.io/v1beta1', kind: 'Function', name: 'a', uid: 'u' }

const valueAt = (live: object, path: string, takeover = FROM_KUBELESS): unknown => {
  const operation = takeoverPatch(live, takeover)?.find((candidate) => candidate.path === path)
  return operation === undefined || operation.op === 'remove' ? undefined : operation.value
}

test('takeoverPatch() makes one entry of ours of those before, without what is released', () => {
  const managedFields = [
    entry('kubeless-function-controller', SPEC),
    entry('kubectl-edit', { 'f:spec': { 'f:paused': {} } }),
    entry('kube-controller-manager', { 'f:status': {} }, { subresource: 'status' }),
  ]
  const value = valueAt({ metadata: { generation: 4, managedFields } }, '/metadata/managedFields')
  assert.deepEqual(value, [
    {
      ...entry('function-images', { 'f:spec': { 'f:template': { 'f:spec': { 'f:type': {} } }, 'f:paused': {} } }),
      operation: 'Apply',
    },
    managedFields[2],
  ])
})

test('takeoverPatch() leaves the cluster’s address, type and ports of a Service to nobody', () => {
  const port = { 'k:{"port":80,"protocol":"TCP"}': { '.': {}, 'f:port': {}, 'f:nodePort': {} } }
  const fields = { 'f:spec': { 'f:clusterIP': {}, 'f:type': {}, 'f:selector': {}, 'f:ports': port } }
  const managedFields = [entry('kubeless-function-controller', fields)]
  const [ours] = valueAt({ metadata: { managedFields } }, '/metadata/managedFields') as readonly ManagedFieldsEntry[]
  assert.deepEqual(ours?.fieldsV1, {
    'f:spec': { 'f:selector': {}, 'f:ports': { 'k:{"port":80,"protocol":"TCP"}': { '.': {}, 'f:port': {} } } },
  })
})

test('takeoverPatch() drops owners of Kubeless alone', () => {
  const other = { ...OWNER, apiVersion: 'v1' }
  const live = { metadata: { generation: 1, ownerReferences: [OWNER, other] } }
  assert.deepEqual(valueAt(live, '/metadata/ownerReferences'), [other])
})

test('takeoverPatch() tests the generation, or the version of what has none', () => {
  const ownerReferences = [OWNER]
  assert.deepEqual(takeoverPatch({ metadata: { generation: 3, ownerReferences } }, FROM_KUBELESS)?.[0], {
    op: 'test',
    path: '/metadata/generation',
    value: 3,
  })
  assert.deepEqual(takeoverPatch({ metadata: { resourceVersion: '9', ownerReferences } }, FROM_KUBELESS)?.[0], {
    op: 'test',
    path: '/metadata/resourceVersion',
    value: '9',
  })
})

test('takeoverPatch() takes nothing from managers that it does not know', () => {
  assert.equal(takeoverPatch({ metadata: { managedFields: [entry('keda', SPEC)] } }, FROM_KUBELESS), undefined)
})

test('takeoverPatch() has nothing to do where all is ours', () => {
  const managedFields = [entry('function-images', SPEC, { operation: 'Apply' })]
  assert.equal(takeoverPatch({ metadata: { managedFields } }, FROM_KUBELESS), undefined)
  assert.equal(takeoverPatch({ metadata: { managedFields } }, FROM_NOBODY), undefined)
})

test('takeoverPatch() lets go of replicas of our own where it is told to', () => {
  const managedFields = [entry('function-images', SPEC, { operation: 'Apply' })]
  const released = { ...FROM_NOBODY, release: true }
  const [ours] = valueAt(
    { metadata: { managedFields } },
    '/metadata/managedFields',
    released,
  ) as readonly ManagedFieldsEntry[]
  assert.deepEqual(ours?.fieldsV1, { 'f:spec': { 'f:template': { 'f:spec': { 'f:type': {} } } } })
})

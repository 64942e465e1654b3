import assert from 'node:assert/strict'
import { test } from 'node:test'
import { functionImagePatch, leftoversPatch } from '../../../src/core/rollout/handover.ts'

const fn = (spec: object) => ({ metadata: { generation: 2 }, spec }) as never

test('functionImagePatch() adds the image with the parents that are missing', () => {
  assert.deepEqual(functionImagePatch(fn({ handler: 'a.b' }), 'i')?.at(-1), {
    op: 'add',
    path: '/spec/deployment',
    value: { spec: { template: { spec: { containers: [{ image: 'i' }] } } } },
  })
  const deployment = { spec: { template: { metadata: {} } } }
  assert.deepEqual(functionImagePatch(fn({ deployment }), 'i')?.at(-1), {
    op: 'add',
    path: '/spec/deployment/spec/template/spec',
    value: { containers: [{ image: 'i' }] },
  })
})

test('functionImagePatch() sets the image of the first container, and leaves one that has it', () => {
  const named = (image?: string) =>
    fn({ deployment: { spec: { template: { spec: { containers: [{ name: 'x', image }] } } } } })
  const path = '/spec/deployment/spec/template/spec/containers/0/image'
  assert.deepEqual(functionImagePatch(named(), 'i')?.at(-1), { op: 'add', path, value: 'i' })
  assert.equal(functionImagePatch(named('i'), 'i'), undefined)
})

test('leftoversPatch() keeps init containers, mounts and volumes that are not of Kubeless’ build', () => {
  const mount = (name: string, mountPath: string) => ({ name, mountPath })
  const deployment = {
    metadata: { generation: 1 },
    spec: {
      template: {
        spec: {
          initContainers: [
            { name: 'prepare', volumeMounts: [mount('fn', '/kubeless'), mount('fn-deps', '/src')] },
            { name: 'warm', volumeMounts: [mount('cache', '/cache')] },
          ],
          containers: [{ name: 'fn', volumeMounts: [mount('fn', '/kubeless/'), mount('data', '/data')] }],
          volumes: ['fn', 'fn-deps', 'cache', 'data', 'unmounted'].map((name) => ({ name })),
        },
      },
    },
  }
  const values = (leftoversPatch(deployment as never) ?? []).map((operation) =>
    operation.op === 'remove' ? undefined : operation.value,
  )
  assert.deepEqual(values.slice(1), [
    [{ name: 'fn', volumeMounts: [mount('data', '/data')] }],
    [{ name: 'warm', volumeMounts: [mount('cache', '/cache')] }],
    ['cache', 'data', 'unmounted'].map((name) => ({ name })),
  ])
})

test('leftoversPatch() finds nothing in a Deployment without a build', () => {
  const deployment = { spec: { template: { spec: { containers: [{ name: 'fn' }], volumes: [{ name: 'x' }] } } } }
  assert.equal(leftoversPatch(deployment as never), undefined)
})

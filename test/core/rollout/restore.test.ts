import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Deployment, ManagedFieldsEntry } from '../../../src/core/cluster/object.ts'
import { appliedObject } from '../../../src/core/rollout/applied.ts'
import { changerOf } from '../../../src/core/rollout/changer.ts'
import { brokenPods, contentPatch, restorationOf } from '../../../src/core/rollout/restore.ts'
import { deployment, owner, pod, statefulSet, templateOf } from './objects.ts'

const entry = (manager: string, fieldsV1: object, more: Partial<ManagedFieldsEntry> = {}): ManagedFieldsEntry => ({
  manager,
  operation: 'Apply',
  fieldsType: 'FieldsV1',
  fieldsV1,
  ...more,
})

/** As an API server wrote it down for an apply of image, command and a port. */
const OURS = entry('function-images', {
  'f:metadata': { 'f:annotations': { 'f:function-images.github.io/hash': {} } },
  'f:spec': {
    'f:selector': {},
    'f:template': {
      'f:spec': {
        'f:containers': {
          'k:{"name":"hello"}': {
            '.': {},
            'f:image': {},
            'f:name': {},
            'f:ports': { 'k:{"containerPort":8080,"protocol":"TCP"}': { '.': {}, 'f:containerPort': {} } },
            'f:args': {},
          },
        },
      },
    },
  },
})

const live = (managedFields: readonly ManagedFieldsEntry[]): Deployment => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: {
    namespace: 'prod',
    name: 'hello',
    uid: 'd',
    generation: 4,
    labels: { 'kept/by': 'others' },
    annotations: { 'function-images.github.io/hash': 'h1', 'deployment.kubernetes.io/revision': '8' },
    managedFields,
  },
  spec: {
    replicas: 3,
    selector: { matchLabels: { app: 'hello' } },
    template: {
      spec: {
        terminationGracePeriodSeconds: 30,
        containers: [
          { name: 'sidecar', image: 'injected' },
          {
            name: 'hello',
            image: 'r/hello:1',
            args: ['a', 'b'],
            imagePullPolicy: 'IfNotPresent',
            ports: [
              { containerPort: 8080, protocol: 'TCP' },
              { containerPort: 9090, protocol: 'TCP' },
            ],
          },
        ],
      },
    },
  },
})

test('appliedObject() has what we applied, with its present values, and nothing else', () => {
  assert.deepEqual(appliedObject(live([OURS])), {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { namespace: 'prod', name: 'hello', annotations: { 'function-images.github.io/hash': 'h1' } },
    spec: {
      selector: { matchLabels: { app: 'hello' } },
      template: {
        spec: {
          containers: [{ name: 'hello', image: 'r/hello:1', args: ['a', 'b'], ports: [{ containerPort: 8080 }] }],
        },
      },
    },
  })
})

test('appliedObject() is undefined where we only patched, or never were', () => {
  assert.equal(appliedObject(live([entry('function-images', {}, { operation: 'Update' })])), undefined)
  assert.equal(appliedObject(live([entry('kubectl', {})])), undefined)
})

const theirs = entry('kubectl', { 'f:spec': { 'f:replicas': {} } })

test('restorationOf() applies again what we had applied', () => {
  assert.equal(restorationOf(live([OURS, theirs]), live([OURS, theirs])).kind, 'apply')
})

test('restorationOf() patches after an adoption, and after fields were taken over', () => {
  assert.equal(restorationOf(live([theirs]), live([OURS])).kind, 'patch')
  assert.equal(restorationOf(live([OURS, theirs]), live([OURS])).kind, 'patch')
})

test('restorationOf() does not mind what controllers note', () => {
  const status = entry('kube-controller-manager', {}, { operation: 'Update', subresource: 'status' })
  assert.equal(restorationOf(live([OURS, status]), live([OURS])).kind, 'apply')
})

test('contentPatch() brings back spec, labels and annotations, but neither replicas nor a controller’s notes', () => {
  const before = live([])
  const now: Deployment = {
    metadata: {
      generation: 5,
      labels: { 'kept/by': 'others', new: 'x' },
      annotations: { 'function-images.github.io/hash': 'h2', 'deployment.kubernetes.io/revision': '9' },
    },
    spec: { replicas: 7, selector: {}, template: templateOf('r/hello:2') },
  }
  assert.deepEqual(contentPatch(before, now), [
    { op: 'test', path: '/metadata/generation', value: 5 },
    { op: 'replace', path: '/spec', value: { ...before.spec, replicas: 7 } },
    { op: 'remove', path: '/metadata/labels/new' },
    { op: 'add', path: '/metadata/annotations/function-images.github.io~1hash', value: 'h1' },
  ])
})

test('brokenPods() are those of the failed revision that do not run', () => {
  const of = (revision: string, ready: string) => ({
    ...pod('r/store:2', {}, { status: { conditions: [{ type: 'Ready', status: ready }] } }),
    metadata: {
      name: `${revision} ${ready}`,
      labels: { 'controller-revision-hash': revision },
      ownerReferences: [owner('StatefulSet', 's')],
    },
  })
  const pods = [of('a', 'False'), of('b', 'False'), of('b', 'True')]
  assert.deepEqual(
    brokenPods(statefulSet(), pods).map(({ metadata }) => metadata?.name),
    ['b False'],
  )
})

test('K22 changerOf() names who changed the pods', () => {
  const written = live([OURS])
  const edited: Deployment = {
    ...written,
    metadata: {
      ...written.metadata,
      generation: 5,
      managedFields: [OURS, entry('kubectl-edit', {}, { operation: 'Update' })],
    },
    spec: { selector: {}, template: templateOf('r/other:1') },
  }
  assert.equal(changerOf(written, edited), 'kubectl-edit')
})

test('K20 changerOf() leaves the number of replicas to an autoscaler', () => {
  const written = deployment()
  const scaled = deployment({}, { generation: 3 })
  const more: Deployment = { ...scaled, spec: { ...scaled.spec, replicas: 5 } as NonNullable<Deployment['spec']> }
  assert.equal(changerOf(written, more), undefined)
})

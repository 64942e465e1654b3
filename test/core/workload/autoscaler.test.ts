import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AUTOSCALERS } from '../../../src/core/cluster/resource.ts'
import { objectsOf, only, type Sample, shown } from './samples.ts'

const scaled = (spec: object, metadata: object = { name: 'hello' }): Sample => ({
  spec: {
    horizontalPodAutoscaler: {
      metadata,
      spec: { minReplicas: 1, maxReplicas: 4, scaleTargetRef: { kind: 'Deployment', name: 'hello' }, ...spec },
    },
  },
})

const metricsOf = (metric: object): unknown => {
  const { spec } = only(objectsOf(scaled({ metrics: [metric] })), AUTOSCALERS)
  return JSON.parse(JSON.stringify(spec?.metrics))
}

/** From v2beta1 to v2, https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v2/ */
const METRICS: Readonly<Record<string, readonly [object, object]>> = {
  'Resource by utilization': [
    { type: 'Resource', resource: { name: 'cpu', targetAverageUtilization: 60 } },
    { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 60 } } },
  ],
  'Resource by value': [
    { type: 'Resource', resource: { name: 'memory', targetAverageValue: '100Mi' } },
    { type: 'Resource', resource: { name: 'memory', target: { type: 'AverageValue', averageValue: '100Mi' } } },
  ],
  ContainerResource: [
    { type: 'ContainerResource', containerResource: { name: 'cpu', container: 'hello', targetAverageUtilization: 5 } },
    {
      type: 'ContainerResource',
      containerResource: { name: 'cpu', container: 'hello', target: { type: 'Utilization', averageUtilization: 5 } },
    },
  ],
  'Object, as kubeless autoscale writes it': [
    {
      type: 'Object',
      object: {
        metricName: 'function_calls',
        target: { apiVersion: 'v1', kind: 'Service', name: 'hello' },
        targetValue: '10',
      },
    },
    {
      type: 'Object',
      object: {
        describedObject: { apiVersion: 'v1', kind: 'Service', name: 'hello' },
        metric: { name: 'function_calls' },
        target: { type: 'Value', value: '10' },
      },
    },
  ],
  'Object by average': [
    {
      type: 'Object',
      object: {
        metricName: 'm',
        target: { kind: 'Service', name: 'x' },
        targetValue: '0',
        averageValue: '3',
        selector: { matchLabels: { a: 'b' } },
      },
    },
    {
      type: 'Object',
      object: {
        describedObject: { kind: 'Service', name: 'x' },
        metric: { name: 'm', selector: { matchLabels: { a: 'b' } } },
        target: { type: 'AverageValue', averageValue: '3' },
      },
    },
  ],
  Pods: [
    { type: 'Pods', pods: { metricName: 'q', targetAverageValue: '5', selector: { matchLabels: { a: 'b' } } } },
    {
      type: 'Pods',
      pods: {
        metric: { name: 'q', selector: { matchLabels: { a: 'b' } } },
        target: { type: 'AverageValue', averageValue: '5' },
      },
    },
  ],
  'External by value': [
    { type: 'External', external: { metricName: 'e', metricSelector: { matchLabels: { a: 'b' } }, targetValue: '2' } },
    {
      type: 'External',
      external: { metric: { name: 'e', selector: { matchLabels: { a: 'b' } } }, target: { type: 'Value', value: '2' } },
    },
  ],
  'External by average': [
    { type: 'External', external: { metricName: 'e', targetAverageValue: '2' } },
    { type: 'External', external: { metric: { name: 'e' }, target: { type: 'AverageValue', averageValue: '2' } } },
  ],
}

for (const [what, [before, after]] of Object.entries(METRICS)) {
  test(`functionObjects() converts a metric of autoscaling/v2beta1: ${what}`, () => {
    assert.deepEqual(metricsOf(before), [after])
  })
  test(`functionObjects() leaves a metric of autoscaling/v2 as it is: ${what}`, () => {
    assert.deepEqual(metricsOf(after), [after])
  })
}

test('functionObjects() makes an autoscaler of autoscaling/v2 for the Deployment of apps/v1', () => {
  const behavior = { scaleDown: { stabilizationWindowSeconds: 3 } }
  const target = { apiVersion: 'apps/v1beta1', kind: 'Deployment', name: 'hello' }
  const object = only(objectsOf(scaled({ scaleTargetRef: target, behavior })), AUTOSCALERS)
  assert.deepEqual(JSON.parse(JSON.stringify(object)), {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: {
      name: 'hello',
      namespace: 'prod',
      labels: { 'created-by': 'kubeless', function: 'hello', 'app.kubernetes.io/managed-by': 'function-images' },
    },
    spec: { minReplicas: 1, maxReplicas: 4, behavior, scaleTargetRef: { ...target, apiVersion: 'apps/v1' } },
  })
})

const UNUSABLE: Readonly<Record<string, readonly [object, string]>> = {
  'a metric without a target value': [
    { type: 'Pods', pods: { metricName: 'q' } },
    'Cannot use "spec.horizontalPodAutoscaler.spec.metrics[0]": "pods" names no target value',
  ],
  'a metric of an unknown type': [
    { type: 'Queue', queue: {} },
    'Cannot use "spec.horizontalPodAutoscaler.spec.metrics[0]": its type "Queue" is unknown',
  ],
  'a metric named like a part of every object': [
    { type: 'constructor', constructor: { target: { type: 'Value' } } },
    'Cannot use "spec.horizontalPodAutoscaler.spec.metrics[0]": its type "constructor" is unknown',
  ],
}

for (const [what, [metric, message]] of Object.entries(UNUSABLE))
  test(`functionObjects() refuses ${what}, at its line`, () => {
    assert.deepEqual(shown(objectsOf(scaled({ metrics: [metric] }))), [`24 error: ${message}`])
  })

test('functionObjects() makes no autoscaler without both names, and warns when one was meant', () => {
  const kinds = (sample: Sample) => objectsOf(sample).objects.map(({ resource }) => resource.kind)
  const meant = scaled({}, {})
  const written = {
    spec: {
      horizontalPodAutoscaler: {
        metadata: { creationTimestamp: null },
        spec: { maxReplicas: 0, scaleTargetRef: { kind: '', name: '' } },
        status: { conditions: null },
      },
    },
  }
  assert.deepEqual(
    [kinds(meant), kinds(written)],
    [
      ['Service', 'Deployment'],
      ['Service', 'Deployment'],
    ],
  )
  assert.deepEqual(shown(objectsOf(meant)), [
    '12 warning: Cannot use "spec.horizontalPodAutoscaler": it needs metadata.name and spec.scaleTargetRef.name',
  ])
  assert.deepEqual(shown(objectsOf(written)), [])
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Deployment } from '../../../src/core/cluster/object.ts'
import { BUILT_IN, type Runtime } from '../../../src/core/runtime/catalogue.ts'
import { DEPLOYMENTS } from '../../../src/core/cluster/resource.ts'
import { functionObjects } from '../../../src/core/workload/objects.ts'
import {
  deployed,
  deploymentOf,
  IMAGE,
  NOTHING,
  objectsOf,
  only,
  podOf,
  type Sample,
  shown,
  withPod,
} from './samples.ts'

type Look = (deployment: Deployment) => unknown

const template: Look = ({ spec }) => spec?.template
const pod = (deployment: Deployment) => deployment.spec?.template.spec
const container = (deployment: Deployment) => pod(deployment)?.containers[0]
const labels: Look = ({ spec }) => spec?.template.metadata?.labels

const withContainer = (fields: object, more: object = {}): Sample => withPod({ containers: [fields] }, more)

const LABELS = { 'app.kubernetes.io/managed-by': 'function-images', 'created-by': 'kubeless', function: 'hello' }
const PROBE = { httpGet: { path: '/alive', port: 81 } }

const CONTRACT: readonly (readonly [string, Sample, Look, unknown])[] = [
  ['is named as the function', {}, ({ metadata }) => [metadata?.namespace, metadata?.name], ['prod', 'hello']],
  [
    'selects by the labels that Kubeless’ Deployments have',
    {},
    ({ spec }) => spec?.selector,
    {
      matchLabels: { 'created-by': 'kubeless', function: 'hello' },
    },
  ],
  [
    'carries the function’s labels',
    { metadata: { labels: { team: 'a' } } },
    ({ metadata }) => metadata?.labels,
    { ...LABELS, team: 'a' },
  ],
  ['gives its pods the function’s labels', { metadata: { labels: { team: 'a' } } }, labels, { ...LABELS, team: 'a' }],
  [
    'lets no label of the spec take the place of those that select',
    { metadata: { labels: { function: 'x', 'created-by': 'y' } } },
    labels,
    LABELS,
  ],
  [
    'keeps labels of the Deployment and of the pod',
    {
      spec: {
        deployment: { metadata: { labels: { a: '1' } }, spec: { template: { metadata: { labels: { b: '2' } } } } },
      },
    },
    (deployment) => [deployment.metadata?.labels, labels(deployment)],
    [
      { ...LABELS, a: '1' },
      { ...LABELS, b: '2' },
    ],
  ],
  [
    'carries annotations of the function, of the Deployment and of the pod',
    {
      metadata: { annotations: { a: '1' } },
      spec: {
        deployment: {
          metadata: { annotations: { b: '2' } },
          spec: { template: { metadata: { annotations: { c: '3', 'prometheus.io/path': '/m' } } } },
        },
      },
    },
    ({ metadata, spec }) => [metadata?.annotations, spec?.template.metadata?.annotations],
    [
      { a: '1', b: '2' },
      { a: '1', c: '3', 'prometheus.io/scrape': 'true', 'prometheus.io/path': '/m', 'prometheus.io/port': '8080' },
    ],
  ],
  [
    'leaves out what kubectl noted on the function',
    { metadata: { annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}' } } },
    ({ metadata }) => metadata?.annotations,
    undefined,
  ],
  [
    'shows Prometheus the port',
    { spec: { service: { ports: [{ port: 80, targetPort: 9000 }] } } },
    ({ spec }) => spec?.template.metadata?.annotations?.['prometheus.io/port'],
    '9000',
  ],
  ['sets no replicas by itself', {}, ({ spec }) => spec?.replicas, undefined],
  [
    'sets the replicas of the spec',
    { spec: { deployment: { spec: { replicas: 0 } } } },
    ({ spec }) => spec?.replicas,
    0,
  ],
  [
    'leaves the replicas to an autoscaler',
    {
      spec: {
        deployment: { spec: { replicas: 3 } },
        horizontalPodAutoscaler: {
          metadata: { name: 'hello' },
          spec: { maxReplicas: 3, scaleTargetRef: { name: 'hello' } },
        },
      },
    },
    ({ spec }) => spec?.replicas,
    undefined,
  ],
  [
    'rolls out without taking pods away first',
    { spec: { deployment: { spec: { strategy: {} } } } },
    ({ spec }) => spec?.strategy,
    { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0 } },
  ],
  [
    'keeps old pods until new ones have stayed ready',
    { spec: { deployment: { spec: {} } } },
    ({ spec }) => spec?.minReadySeconds,
    5,
  ],
  [
    'keeps the minReadySeconds of the spec',
    { spec: { deployment: { spec: { minReadySeconds: 0 } } } },
    ({ spec }) => spec?.minReadySeconds,
    0,
  ],
  [
    'keeps the strategy of the spec',
    { spec: { deployment: { spec: { strategy: { type: 'Recreate' } } } } },
    ({ spec }) => spec?.strategy,
    { type: 'Recreate' },
  ],
  [
    'keeps other fields of the Deployment',
    { spec: { deployment: { spec: { minReadySeconds: 3, revisionHistoryLimit: 2 } } } },
    ({ spec }) => [spec?.minReadySeconds, spec?.revisionHistoryLimit],
    [3, 2],
  ],
  [
    'leaves out status and fields without a value',
    { spec: { deployment: { metadata: { creationTimestamp: null }, status: {}, spec: { paused: null } } } },
    (deployment) => [deployment.status, 'paused' in (deployment.spec ?? {})],
    [undefined, false],
  ],
  [
    'names the container after the function',
    withContainer({ name: 'x' }),
    (deployment) => container(deployment)?.name,
    'hello',
  ],
  ['runs the image by digest', withContainer({ name: 'x' }), (deployment) => container(deployment)?.image, IMAGE],
  [
    'keeps other fields of the container',
    withContainer({
      imagePullPolicy: 'Always',
      resources: { limits: { cpu: '1' } },
      volumeMounts: [{ name: 'v', mountPath: '/v' }],
      envFrom: [{ secretRef: { name: 's' } }],
      args: ['a'],
    }),
    (deployment) => {
      const { imagePullPolicy, resources, volumeMounts, envFrom, args } = container(deployment) ?? {}
      return { imagePullPolicy, resources, volumeMounts, envFrom, args }
    },
    {
      imagePullPolicy: 'Always',
      resources: { limits: { cpu: '1' } },
      volumeMounts: [{ name: 'v', mountPath: '/v' }],
      envFrom: [{ secretRef: { name: 's' } }],
      args: ['a'],
    },
  ],
  [
    'opens the function’s port',
    {},
    (deployment) => container(deployment)?.ports,
    [{ containerPort: 8080, protocol: 'TCP' }],
  ],
  [
    'opens the function’s port once',
    withContainer({
      ports: [
        { name: 'http', containerPort: 8080 },
        { containerPort: 8080, protocol: 'UDP' },
      ],
    }),
    (deployment) => container(deployment)?.ports,
    [
      { name: 'http', containerPort: 8080 },
      { containerPort: 8080, protocol: 'UDP' },
    ],
  ],
  [
    'names the port as the Service does',
    { spec: { service: { ports: [{ port: 80, targetPort: 'web' }] } } },
    (deployment) => container(deployment)?.ports,
    [{ name: 'web', containerPort: 8080, protocol: 'TCP' }],
  ],
  [
    'probes liveness as Kubeless did',
    {},
    (deployment) => container(deployment)?.livenessProbe,
    { httpGet: { path: '/healthz', port: 8080 }, initialDelaySeconds: 3, periodSeconds: 30 },
  ],
  [
    'keeps the liveness probe of the spec',
    withContainer({ livenessProbe: PROBE }),
    (deployment) => container(deployment)?.livenessProbe,
    PROBE,
  ],
  [
    'probes readiness each second, from the start',
    {},
    (deployment) => {
      const { httpGet, periodSeconds, initialDelaySeconds } = container(deployment)?.readinessProbe ?? {}
      return { httpGet, periodSeconds, initialDelaySeconds }
    },
    { httpGet: { path: '/healthz', port: 8080 }, periodSeconds: 1, initialDelaySeconds: undefined },
  ],
  [
    'keeps the readiness probe of the spec',
    withContainer({ readinessProbe: PROBE }),
    (deployment) => container(deployment)?.readinessProbe,
    PROBE,
  ],
  [
    'gives calls their time when a pod ends',
    { spec: { timeout: '30' } },
    (deployment) => pod(deployment)?.terminationGracePeriodSeconds,
    40,
  ],
  [
    'gives calls 180 s when the spec says nothing',
    {},
    (deployment) => pod(deployment)?.terminationGracePeriodSeconds,
    190,
  ],
  [
    'keeps the grace period of the spec',
    withPod({ terminationGracePeriodSeconds: 1 }),
    (deployment) => pod(deployment)?.terminationGracePeriodSeconds,
    1,
  ],
  ['leaves draining to our own shim', {}, (deployment) => container(deployment)?.lifecycle, undefined],
  [
    'spreads pods over nodes where it can',
    {},
    (deployment) => pod(deployment)?.affinity,
    {
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          {
            weight: 100,
            podAffinityTerm: {
              labelSelector: { matchLabels: { 'created-by': 'kubeless', function: 'hello' } },
              topologyKey: 'kubernetes.io/hostname',
            },
          },
        ],
      },
    },
  ],
  [
    'keeps the affinity of the spec',
    withPod({ affinity: { nodeAffinity: {} } }),
    (deployment) => pod(deployment)?.affinity,
    { nodeAffinity: {} },
  ],
  [
    'keeps other fields of the pod',
    withPod({
      nodeSelector: { a: 'b' },
      tolerations: [{ key: 'k' }],
      serviceAccountName: 's',
      volumes: [{ name: 'v', emptyDir: {} }],
      hostAliases: [],
    }),
    (deployment) => {
      const { nodeSelector, tolerations, serviceAccountName, volumes } = pod(deployment) ?? {}
      return { nodeSelector, tolerations, serviceAccountName, volumes }
    },
    {
      nodeSelector: { a: 'b' },
      tolerations: [{ key: 'k' }],
      serviceAccountName: 's',
      volumes: [{ name: 'v', emptyDir: {} }],
    },
  ],
  [
    'keeps other containers',
    withPod({ containers: [{}, { name: 'side', image: 'i' }] }),
    (deployment) => pod(deployment)?.containers.map(({ name, image }) => [name, image]),
    [
      ['hello', IMAGE],
      ['side', 'i'],
    ],
  ],
  [
    'keeps init containers, but not Kubeless’ carrier of resources',
    withPod({
      initContainers: [
        { name: '', resources: {} },
        { name: 'wait', image: 'i' },
      ],
    }),
    (deployment) => pod(deployment)?.initContainers?.map(({ name }) => name),
    ['wait'],
  ],
  [
    'sets what the cluster’s strict reader knows alone',
    {},
    (deployment) => Object.keys(deployment).toSorted(),
    ['apiVersion', 'kind', 'metadata', 'spec'],
  ],
  [
    'keeps the template’s own fields',
    { spec: { deployment: { spec: { template: {} } } } },
    (deployment) => Object.keys(template(deployment) as object).toSorted(),
    ['metadata', 'spec'],
  ],
]

for (const [promise, sample, look, expected] of CONTRACT)
  test(`functionObjects() makes a Deployment that ${promise}`, () => {
    assert.deepEqual(JSON.parse(JSON.stringify([look(deploymentOf(sample))])), JSON.parse(JSON.stringify([expected])))
  })

test('functionObjects() adds the pull secrets of the run to those of the spec, each once', () => {
  const pod = podOf(withPod({ imagePullSecrets: [{ name: 'a' }, { name: 'b' }] }), {
    ...NOTHING,
    pullSecrets: ['b', 'c'],
  })
  assert.deepEqual(pod.imagePullSecrets, [{ name: 'a' }, { name: 'b' }, { name: 'c' }])
})

const OWN_SERVER: Runtime = { ...(BUILT_IN.get('nodejs24') as Runtime), shim: undefined }

test('functionObjects() has pods wait before they end whose server cannot drain', () => {
  const look = (sample: Sample) =>
    only(functionObjects(deployed(sample, OWN_SERVER), NOTHING), DEPLOYMENTS).spec?.template.spec?.containers[0]
      ?.lifecycle
  assert.deepEqual(look({}), { preStop: { sleep: { seconds: 5 } } })
  const preStop = { exec: { command: ['true'] } }
  assert.deepEqual(look(withContainer({ lifecycle: { preStop } })), { preStop })
})

test('functionObjects() takes the liveness probe of the runtime from kubeless-config, under the spec’s own', () => {
  const kubeless = {
    registryTlsVerify: true,
    deployment: undefined,
    serviceType: undefined,
    runtimeImages: undefined,
    livenessProbes: new Map([['nodejs', { tcpSocket: { port: 8080 } }]]),
  }
  const probe = (sample: Sample) => podOf(sample, { ...NOTHING, kubeless }).containers[0]?.livenessProbe
  assert.deepEqual(probe({}), { tcpSocket: { port: 8080 } })
  assert.deepEqual(probe({ runtime: 'python3.13' })?.httpGet, { path: '/healthz', port: 8080 })
  assert.deepEqual(probe(withContainer({ livenessProbe: PROBE })), PROBE)
})

test('functionObjects() warns of an image of the spec and of a mount that hides the code, where they are written', () => {
  const sample = withContainer({ volumeMounts: [{ name: 'v', mountPath: '/kubeless/' }] })
  assert.deepEqual(shown(objectsOf(sample)), ['19 warning: The mount on /kubeless hides the function’s code'])
})

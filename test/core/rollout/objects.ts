import type {
  ContainerStatus,
  Deployment,
  KubeEvent,
  ObjectMeta,
  Pod,
  PodTemplate,
  ReplicaSet,
  StatefulSet,
} from '../../../src/core/cluster/object.ts'
import type { Seen } from '../../../src/core/rollout/seen.ts'

/** The pods of `image`, with a variable whose value must appear nowhere. */
export const templateOf = (image: string): PodTemplate => ({
  metadata: { labels: { app: 'hello' } },
  spec: { containers: [{ name: 'hello', image, env: [{ name: 'KEY', value: 'sesame' }] }] },
})

export const deployment = (over: Partial<Deployment> = {}, metadata: ObjectMeta = {}): Deployment => ({
  metadata: {
    namespace: 'prod',
    name: 'hello',
    uid: 'd',
    generation: 2,
    annotations: { 'deployment.kubernetes.io/revision': '9' },
    ...metadata,
  },
  spec: { selector: { matchLabels: { app: 'hello' } }, template: templateOf('r/hello:2'), replicas: 2 },
  status: { observedGeneration: 2, replicas: 2, updatedReplicas: 2, availableReplicas: 2, readyReplicas: 2 },
  ...over,
})

export const replicaSet = (image: string, over: Partial<ReplicaSet> = {}): ReplicaSet => {
  const template = templateOf(image)
  const labels = { ...template.metadata?.labels, 'pod-template-hash': image }
  return {
    metadata: {
      namespace: 'prod',
      name: `hello-${image}`,
      uid: `rs ${image}`,
      ownerReferences: [owner('Deployment', 'd')],
    },
    spec: { selector: {}, template: { ...template, metadata: { labels } } },
    ...over,
  }
}

export const statefulSet = (over: Partial<StatefulSet> = {}): StatefulSet => ({
  metadata: { namespace: 'prod', name: 'store', uid: 's', generation: 2 },
  spec: { selector: {}, template: templateOf('r/store:2'), replicas: 2, serviceName: 'store' },
  status: {
    observedGeneration: 2,
    replicas: 2,
    readyReplicas: 2,
    updatedReplicas: 2,
    currentRevision: 'b',
    updateRevision: 'b',
  },
  ...over,
})

export const owner = (kind: string, uid: string) => ({ apiVersion: 'apps/v1', kind, name: 'x', uid, controller: true })

/** A pod of the ReplicaSet for `image` that is not ready. */
export const pod = (image: string, status: Partial<ContainerStatus> = {}, over: Partial<Pod> = {}): Pod => ({
  metadata: {
    namespace: 'prod',
    name: 'hello-1',
    uid: `pod ${image}`,
    ownerReferences: [owner('ReplicaSet', `rs ${image}`)],
  },
  spec: templateOf(image).spec ?? { containers: [] },
  status: {
    phase: 'Pending',
    conditions: [{ type: 'Ready', status: 'False' }],
    containerStatuses: [{ name: 'hello', image, imageID: '', ready: false, restartCount: 0, ...status }],
  },
  ...over,
})

export const event = (uid: string, reason: string, message: string, over: Partial<KubeEvent> = {}): KubeEvent => ({
  metadata: { name: `${uid} ${reason}` },
  involvedObject: { kind: 'Pod', name: uid, uid },
  reason,
  message,
  type: 'Warning',
  lastTimestamp: '2026-01-01T00:00:10Z',
  ...over,
})

/** Of a Deployment whose new pods are those of `r/hello:2`. */
export const seen = (pods: readonly Pod[], events: readonly KubeEvent[] = []): Seen => ({
  kind: 'Deployment',
  workload: deployment(),
  replicaSets: [replicaSet('r/hello:1'), replicaSet('r/hello:2')],
  pods,
  events,
})

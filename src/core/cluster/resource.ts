import type {
  ConfigMap,
  CronJob,
  DaemonSet,
  Deployment,
  HorizontalPodAutoscaler,
  Ingress,
  Job,
  KubeEvent,
  KubeObject,
  Pod,
  ReplicaSet,
  Secret,
  Service,
  ServiceAccount,
  StatefulSet,
} from './object.ts'

/** A kind of object and where the API server serves it. All are namespaced. */
export interface Resource<T extends KubeObject = KubeObject> {
  readonly apiVersion: string
  readonly kind: string
  readonly plural: string
  /** Never set: ties the kind to its type. */
  readonly type?: T
}

export const CONFIG_MAPS: Resource<ConfigMap> = { apiVersion: 'v1', kind: 'ConfigMap', plural: 'configmaps' }
export const EVENTS: Resource<KubeEvent> = { apiVersion: 'v1', kind: 'Event', plural: 'events' }
export const PODS: Resource<Pod> = { apiVersion: 'v1', kind: 'Pod', plural: 'pods' }
export const SECRETS: Resource<Secret> = { apiVersion: 'v1', kind: 'Secret', plural: 'secrets' }
export const SERVICES: Resource<Service> = { apiVersion: 'v1', kind: 'Service', plural: 'services' }
export const SERVICE_ACCOUNTS: Resource<ServiceAccount> = {
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  plural: 'serviceaccounts',
}
export const DAEMON_SETS: Resource<DaemonSet> = { apiVersion: 'apps/v1', kind: 'DaemonSet', plural: 'daemonsets' }
export const DEPLOYMENTS: Resource<Deployment> = { apiVersion: 'apps/v1', kind: 'Deployment', plural: 'deployments' }
export const REPLICA_SETS: Resource<ReplicaSet> = { apiVersion: 'apps/v1', kind: 'ReplicaSet', plural: 'replicasets' }
export const STATEFUL_SETS: Resource<StatefulSet> = {
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  plural: 'statefulsets',
}
export const CRON_JOBS: Resource<CronJob> = { apiVersion: 'batch/v1', kind: 'CronJob', plural: 'cronjobs' }
export const JOBS: Resource<Job> = { apiVersion: 'batch/v1', kind: 'Job', plural: 'jobs' }
export const AUTOSCALERS: Resource<HorizontalPodAutoscaler> = {
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  plural: 'horizontalpodautoscalers',
}
export const INGRESSES: Resource<Ingress> = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  plural: 'ingresses',
}

/** Kubeless' own Functions, where its CRD is still there. */
export const KUBELESS_FUNCTIONS: Resource = {
  apiVersion: 'kubeless.io/v1beta1',
  kind: 'Function',
  plural: 'functions',
}

/** Returns the API group of a resource, empty for the core group, as RBAC rules write it. */
export const groupOf = ({ apiVersion }: Pick<Resource, 'apiVersion'>): string =>
  apiVersion.includes('/') ? (apiVersion.split('/', 1)[0] ?? '') : ''

/** Returns the path below the server's address of a namespace's collection, or of one object in it. */
export const pathOf = ({ apiVersion, plural }: Resource, namespace: string, name?: string): string => {
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`
  const object = name === undefined ? '' : `/${encodeURIComponent(name)}`
  return `${root}/namespaces/${encodeURIComponent(namespace)}/${plural}${object}`
}

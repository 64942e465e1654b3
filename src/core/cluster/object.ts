import type {
  CoreV1Event,
  V1ConfigMap,
  V1Container,
  V1ContainerStatus,
  V1CronJob,
  V1DaemonSet,
  V1Deployment,
  V1Ingress,
  V1Job,
  V1ManagedFieldsEntry,
  V1ObjectMeta,
  V1OwnerReference,
  V1Pod,
  V1PodSpec,
  V1PodTemplateSpec,
  V1ReplicaSet,
  V1Secret,
  V1Service,
  V1ServiceAccount,
  V1StatefulSet,
  V2HorizontalPodAutoscaler,
} from '@kubernetes/client-node'

/** A type of the client library as the API server writes it: times are text, and nothing of it is changed in place. */
export type Wire<T> = T extends Date
  ? string
  : T extends readonly (infer U)[]
    ? readonly Wire<U>[]
    : T extends object
      ? { readonly [K in keyof T]: Wire<T[K]> }
      : T

/** Where an object is. */
export interface ObjectKey {
  readonly namespace: string
  readonly name: string
}

export type ObjectMeta = Wire<V1ObjectMeta>
export type OwnerReference = Wire<V1OwnerReference>
export type ManagedFieldsEntry = Wire<V1ManagedFieldsEntry>

/** What all objects have. Fields that we do not name are carried as they are. */
export interface KubeObject {
  readonly apiVersion?: string
  readonly kind?: string
  readonly metadata?: ObjectMeta
}

export type Container = Wire<V1Container>
export type ContainerStatus = Wire<V1ContainerStatus>
export type PodSpec = Wire<V1PodSpec>
export type PodTemplate = Wire<V1PodTemplateSpec>

export type ConfigMap = Wire<V1ConfigMap>
export type CronJob = Wire<V1CronJob>
export type DaemonSet = Wire<V1DaemonSet>
export type Deployment = Wire<V1Deployment>
export type HorizontalPodAutoscaler = Wire<V2HorizontalPodAutoscaler>
export type Ingress = Wire<V1Ingress>
export type Job = Wire<V1Job>
export type KubeEvent = Wire<CoreV1Event>
export type Pod = Wire<V1Pod>
export type ReplicaSet = Wire<V1ReplicaSet>
export type Secret = Wire<V1Secret>
export type Service = Wire<V1Service>
export type ServiceAccount = Wire<V1ServiceAccount>
export type StatefulSet = Wire<V1StatefulSet>

/** What is rolled out and watched. A CronJob has no rollout: its next run takes the new image. */
export type Workload = Deployment | StatefulSet | DaemonSet

/** Writes an object for people: `Deployment/hello`. */
export const showObject = ({ kind, metadata }: KubeObject): string => `${kind ?? 'Object'}/${metadata?.name ?? ''}`

/** Returns where `object` is; one without a name or namespace gives empty text. */
export const keyOfObject = ({ metadata }: KubeObject): ObjectKey => ({
  namespace: metadata?.namespace ?? '',
  name: metadata?.name ?? '',
})

import type { Container, KubeEvent, KubeObject, ObjectMeta, Pod, ReplicaSet } from '../cluster/object.ts'

/** Keeps of a pod what a diagnosis reads: a namespace may have thousands, and no value of an environment is needed. */
export const slimPod = ({ metadata, spec, status }: Pod): Pod => {
  const { phase, conditions, initContainerStatuses, containerStatuses } = status ?? {}
  return {
    ...slimMeta({ metadata }),
    spec: {
      containers: (spec?.containers ?? []).map(slimContainer),
      initContainers: (spec?.initContainers ?? []).map(slimContainer),
    },
    status: defined({ phase, conditions, initContainerStatuses, containerStatuses }),
  }
}

const slimContainer = ({ name, image, resources }: Container): Container => ({
  name,
  ...defined({ image, resources }),
})

/** Its template is needed to know which of a Deployment's it is. */
export const slimReplicaSet = ({ metadata, spec, status }: ReplicaSet): ReplicaSet => ({
  ...slimMeta({ metadata }),
  ...defined({ spec, status }),
})

/** Tells whether an event may say why something does not come up; most only say that something went well. */
export const tells = ({ type, reason }: KubeEvent): boolean => type !== 'Normal' || reason === 'Killing'

export const slimEvent = (event: KubeEvent): KubeEvent => {
  const { involvedObject, reason, message, type, count, lastTimestamp, eventTime, series } = event
  const { kind, name, uid } = involvedObject
  return {
    metadata: slimMeta(event).metadata ?? {},
    involvedObject: defined({ kind, name, uid }),
    ...defined({ reason, message, type, count, lastTimestamp, eventTime, series }),
  }
}

const slimMeta = ({ metadata }: { readonly metadata?: ObjectMeta | undefined }): Pick<KubeObject, 'metadata'> => {
  const { name, namespace, uid, labels, annotations, ownerReferences, creationTimestamp, deletionTimestamp } =
    metadata ?? {}
  const revision = annotations?.['deployment.kubernetes.io/revision']
  return {
    metadata: {
      ...defined({ name, namespace, uid, labels, ownerReferences, creationTimestamp, deletionTimestamp }),
      ...(revision === undefined ? {} : { annotations: { 'deployment.kubernetes.io/revision': revision } }),
    },
  }
}

/** Without the members that are undefined. */
const defined = <T extends object>(object: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as never

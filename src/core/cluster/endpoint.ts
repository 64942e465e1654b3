import { ActionError } from '../errors.ts'
import type { Pod, Service } from './object.ts'

/** A Service and one of its ports, by number or name. */
export interface ServicePort {
  readonly namespace: string
  readonly name: string
  readonly port: number | string
}

/** A pod and the number of the port that it listens on. */
export interface Endpoint {
  readonly pod: string
  readonly port: number
}

/** Returns the label selector of a Service's pods. Throws CLUSTER_FAILED when it has none. */
export const podSelector = (service: Service, wanted: ServicePort): string => {
  const labels = Object.entries(service.spec?.selector ?? {})
  if (labels.length > 0) return labels.map(([name, value]) => `${name}=${value}`).join(',')
  throw unreachable(wanted, 'it selects no pods', 'Name a Service with a selector')
}

/** Picks pods that are ready to answer for a Service's port, those first that were not among `failed`. Throws CLUSTER_FAILED when there is none. */
export const endpointsOf = (
  service: Service,
  pods: readonly Pod[],
  wanted: ServicePort,
  failed: ReadonlySet<string> = new Set(),
): readonly Endpoint[] => {
  const ports = service.spec?.ports ?? []
  const port = ports.find(({ port, name }) => port === wanted.port || name === wanted.port)
  if (port === undefined) {
    const known = ports.map(({ port, name }) => (name === undefined ? `${port}` : `${port} (${name})`)).join(', ')
    throw unreachable(wanted, `it has no port ${wanted.port}`, `It has ${known === '' ? 'none' : known}`)
  }
  const target = port.targetPort ?? port.port
  const endpoints = pods.filter(isReady).flatMap((pod) => {
    const number = typeof target === 'number' ? target : namedPort(pod, target)
    return number === undefined ? [] : [{ pod: pod.metadata?.name ?? '', port: number }]
  })
  if (endpoints.length === 0) throw unreachable(wanted, 'none of its pods is ready', 'Wait until its pods are ready')
  return endpoints.toSorted((a, b) => Number(failed.has(a.pod)) - Number(failed.has(b.pod)))
}

const isReady = ({ metadata, status }: Pod): boolean =>
  metadata?.deletionTimestamp === undefined &&
  status?.phase === 'Running' &&
  (status.conditions ?? []).some(({ type, status }) => type === 'Ready' && status === 'True')

const namedPort = ({ spec }: Pod, name: number | string | object): number | undefined =>
  spec?.containers.flatMap(({ ports = [] }) => ports).find((port) => port.name === name)?.containerPort

const unreachable = ({ namespace, name }: ServicePort, why: string, hint: string): ActionError =>
  new ActionError('CLUSTER_FAILED', `Cannot reach Service "${name}" in namespace "${namespace}": ${why}`, { hint })

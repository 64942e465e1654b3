import type { ContainerStatus, Job, KubeEvent, Pod } from '../../cluster/object.ts'
import { BUILD, INSTALL } from './containers.ts'

/** All that the cluster says about one Job. */
export interface JobView {
  /** Undefined once it was deleted. */
  readonly job: Job | undefined
  readonly pods: readonly Pod[]
  /** Warnings about the Job and its pods, as they came. */
  readonly events: readonly KubeEvent[]
}

export type JobVerdict =
  | { readonly status: 'working' }
  /** The build container has ended well; `message` is what it said. */
  | { readonly status: 'built'; readonly message: string }
  | { readonly status: 'failed'; readonly failure: JobFailure }
  /** It may yet go on by itself: failed when it stays so for `patience` seconds. */
  | { readonly status: 'stuck'; readonly failure: JobFailure; readonly patience: number }

/** Why a Job does not end well, in the cluster's own words. */
export type JobFailure =
  | { readonly kind: 'command'; readonly exitCode: number; readonly message: string }
  | { readonly kind: 'packing'; readonly exitCode: number; readonly message: string }
  | { readonly kind: 'memory'; readonly container: string }
  | { readonly kind: 'start'; readonly container: string; readonly message: string }
  | { readonly kind: 'image'; readonly image: string; readonly message: string }
  | { readonly kind: 'deadline'; readonly node: string | undefined }
  | { readonly kind: 'unschedulable'; readonly message: string }
  /** No pod could be made. */
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'mount'; readonly message: string }
  | { readonly kind: 'job'; readonly message: string }
  | { readonly kind: 'deleted' }

const WORKING: JobVerdict = { status: 'working' }

/** Judges a Job by its newest pod, before anything the Job itself says: that comes seconds later. Never by counters. */
export const judgeJob = (view: JobView): JobVerdict => {
  const built = view.pods.map(builtMessage).find((message) => message !== undefined)
  if (built !== undefined) return { status: 'built', message: built }
  const pod = newestPod(view)
  const verdict = pod === undefined ? WORKING : judgePod(pod, view.events)
  if (verdict.status === 'failed') return verdict
  if (view.job === undefined) return { status: 'failed', failure: { kind: 'deleted' } }
  const ended = jobFailure(view.job, view.pods.at(-1))
  if (ended !== undefined) return { status: 'failed', failure: ended }
  return pod === undefined ? judgeAbsence(view) : verdict
}

/** Returns the pod that counts: the last one that the cluster did not take away. */
export const newestPod = ({ pods }: Pick<JobView, 'pods'>): Pod | undefined =>
  pods.findLast((pod) => !isDisrupted(pod) && pod.metadata?.deletionTimestamp === undefined)

/** Tells whether the cluster took a pod away: evicted, preempted, or off a node that is gone. */
export const isDisrupted = ({ status }: Pod): boolean =>
  status?.conditions?.some(({ type, status }) => type === 'DisruptionTarget' && status === 'True') === true

/** Returns the state of a pod's container, init containers included. */
export const containerOf = ({ status }: Pod, name: string): ContainerStatus | undefined =>
  [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])].find(
    (container) => container.name === name,
  )

const builtMessage = (pod: Pod): string | undefined => {
  const ended = containerOf(pod, BUILD)?.state?.terminated
  return ended?.exitCode === 0 ? (ended.message ?? '') : undefined
}

const judgePod = (pod: Pod, events: readonly KubeEvent[]): JobVerdict => {
  if (pod.status?.phase === 'Failed' && pod.status.reason === 'DeadlineExceeded')
    return { status: 'failed', failure: { kind: 'deadline', node: pod.spec?.nodeName } }
  for (const name of [INSTALL, BUILD]) {
    const container = containerOf(pod, name)
    const failure = endOf(container)
    if (failure !== undefined) return { status: 'failed', failure }
    const stuck = container === undefined ? undefined : waitOf(container, pod, events)
    if (stuck !== undefined) return stuck
  }
  if (pod.status?.phase === 'Failed')
    return { status: 'failed', failure: { kind: 'job', message: pod.status.message ?? pod.status.reason ?? '' } }
  return unschedulable(pod) ?? unmounted(pod, events) ?? WORKING
}

const endOf = (container: ContainerStatus | undefined): JobFailure | undefined => {
  const ended = container?.state?.terminated
  if (container === undefined || ended === undefined || ended.exitCode === 0) return undefined
  const { exitCode, message = '' } = ended
  if (ended.reason === 'OOMKilled') return { kind: 'memory', container: container.name }
  if (START_ERRORS.has(ended.reason ?? '')) return { kind: 'start', container: container.name, message }
  return { kind: container.name === INSTALL ? 'command' : 'packing', exitCode, message }
}

const START_ERRORS = new Set(['StartError', 'ContainerCannotRun', 'ContainerStatusUnknown'])

/** Seconds for what heals by itself: a full quota, a full node, a registry that is overloaded. */
const PATIENCE = { space: 60, pull: 30, mount: 60, start: 10, unknown: 10 } as const

const waitOf = (container: ContainerStatus, pod: Pod, events: readonly KubeEvent[]): JobVerdict | undefined => {
  const { reason = '', message = '' } = container.state?.waiting ?? {}
  if (PULL_ERRORS.has(reason)) {
    const said = [message, ...eventsOf(pod, events, ['Failed']).map(({ message = '' }) => message)]
    const failure: JobFailure = { kind: 'image', image: container.image, message: pullCause(said) }
    return reason === 'ErrImagePull' || reason === 'ImagePullBackOff'
      ? { status: 'stuck', failure, patience: PATIENCE.pull }
      : { status: 'failed', failure }
  }
  if (!CREATE_ERRORS.has(reason)) return undefined
  const failure: JobFailure = { kind: 'start', container: container.name, message }
  return { status: 'stuck', failure, patience: PATIENCE.start }
}

// https://github.com/kubernetes/kubernetes/blob/master/pkg/kubelet/images/types.go
const PULL_ERRORS = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'ErrImageNeverPull',
  'InvalidImageName',
  'ImageInspectError',
  'RegistryUnavailable',
  'SignatureValidationFailed',
])
const CREATE_ERRORS = new Set(['CreateContainerConfigError', 'CreateContainerError', 'RunContainerError'])

/** A back-off says less than the failure before it. */
const pullCause = (said: readonly string[]): string =>
  said.find((message) => message !== '' && !/^(Back-off|Error: )/.test(message)) ?? said[0] ?? ''

const unschedulable = (pod: Pod): JobVerdict | undefined => {
  const condition = pod.status?.conditions?.find(({ type }) => type === 'PodScheduled')
  if (condition?.status !== 'False' || condition.reason !== 'Unschedulable') return undefined
  return {
    status: 'stuck',
    failure: { kind: 'unschedulable', message: condition.message ?? '' },
    patience: PATIENCE.space,
  }
}

/** A mount that failed is tried again, and only events tell; what stands beside the Job comes a moment after it. */
const unmounted = (pod: Pod, events: readonly KubeEvent[]): JobVerdict | undefined => {
  const mounted = pod.status?.conditions?.some(
    ({ type, status }) => type === 'PodReadyToStartContainers' && status === 'True',
  )
  const waits = containerOf(pod, INSTALL)?.state?.waiting !== undefined && mounted !== true
  const event = waits ? eventsOf(pod, events, ['FailedMount', 'FailedCreatePodSandBox']).at(-1) : undefined
  if (event === undefined) return undefined
  return { status: 'stuck', failure: { kind: 'mount', message: event.message ?? '' }, patience: PATIENCE.mount }
}

/** Tells whether a condition of `job` holds. */
export const isCondition = ({ status }: Job, wanted: string): boolean =>
  status?.conditions?.some(({ type, status }) => type === wanted && status === 'True') === true

const jobFailure = (job: Job, pod: Pod | undefined): JobFailure | undefined => {
  const failed = job.status?.conditions?.find(
    ({ type, status }) => status === 'True' && (type === 'Failed' || type === 'FailureTarget'),
  )
  if (failed === undefined) return undefined
  if (failed.reason === 'DeadlineExceeded') return { kind: 'deadline', node: pod?.spec?.nodeName }
  return { kind: 'job', message: failed.message ?? failed.reason ?? '' }
}

/** Quota, admission and webhooks refuse pods, and no condition of the Job tells. */
const judgeAbsence = ({ job, pods, events }: JobView): JobVerdict => {
  const event = pods.length > 0 || job === undefined ? undefined : eventsOf(job, events, ['FailedCreate']).at(-1)
  if (event === undefined) return WORKING
  const message = event.message ?? ''
  const failure: JobFailure = { kind: 'refused', message }
  if (/exceeded quota|failed calling webhook/.test(message))
    return { status: 'stuck', failure, patience: PATIENCE.space }
  if (/violates PodSecurity|is forbidden|denied the request|is being terminated|is invalid/.test(message))
    return { status: 'failed', failure }
  return { status: 'stuck', failure, patience: PATIENCE.unknown }
}

const eventsOf = (
  { metadata }: Pod | Job,
  events: readonly KubeEvent[],
  reasons: readonly string[],
): readonly KubeEvent[] =>
  events.filter(({ involvedObject, reason }) => involvedObject.uid === metadata?.uid && reasons.includes(reason ?? ''))

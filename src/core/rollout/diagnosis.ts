import { type KubeEvent, type Pod, showObject } from '../cluster/object.ts'
import { byPatience, type Cause, PASSING, TO_THE_DEADLINE } from './cause.ts'
import { containerCause, type ContainerCause } from './container.ts'
import { creationCause } from './creation.ts'
import { isReady } from './pods.ts'
import { eventsOf, newPods, type NewPods, type Seen, timeOf, writtenAt } from './seen.ts'

/**
 * Returns why the pods of the workload's present template do not come up, the surest cause first; none while they are on
 * their way. For workloads whose controller has observed the template: before, the pods seen are those of another one.
 */
export const diagnose = (seen: Seen): readonly Cause[] => {
  const fresh = newPods(seen)
  const causes = [...creationCauses(seen, fresh), ...fresh.pods.flatMap((pod) => podCauses(pod, seen.events))]
  return byPatience([...new Map(causes.toReversed().map((cause) => [cause.text, cause])).values()].toReversed())
}

/** A Deployment's ReplicaSet has a condition that goes when it is over; the others only leave events. */
const creationCauses = ({ kind, workload, events }: Seen, { replicaSet }: NewPods): readonly Cause[] => {
  if (kind === 'Deployment') {
    const failure = replicaSet?.status?.conditions?.find(
      ({ type, status }) => type === 'ReplicaFailure' && status === 'True',
    )
    if (replicaSet === undefined || failure === undefined) return []
    return [{ ...creationCause(failure.message ?? ''), object: named('ReplicaSet', replicaSet) }]
  }
  const event = eventsOf(workload, events).findLast(({ reason }) => reason === 'FailedCreate')
  if (event === undefined || timeOf(event) < writtenAt(workload)) return []
  return [{ ...creationCause(event.message ?? ''), object: named(kind, workload) }]
}

const podCauses = (pod: Pod, all: readonly KubeEvent[]): readonly Cause[] => {
  if (isReady(pod)) return []
  const events = eventsOf(pod, all)
  const causes = [
    ...unschedulable(pod),
    ...containers(pod).flatMap(({ status, container }) => containerCause({ status, container, events }) ?? []),
    ...volume(pod, events),
  ]
  return (causes.length > 0 ? causes : notReady(pod, events)).map((cause) => ({ ...cause, object: named('Pod', pod) }))
}

const named = (kind: string, { metadata }: Pick<Pod, 'metadata'>): string =>
  showObject(metadata === undefined ? { kind } : { kind, metadata })

const containers = ({ spec, status }: Pod): readonly Omit<Parameters<typeof containerCause>[0], 'events'>[] => {
  const all = [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])]
  return [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])]
    .filter(({ state }) => state?.terminated?.exitCode !== 0 || state.terminated.reason === 'OOMKilled')
    .map((status) => ({ status, container: all.find(({ name }) => name === status.name) }))
}

const unschedulable = ({ status }: Pod): readonly ContainerCause[] => {
  const condition = status?.conditions?.find(({ type, status }) => type === 'PodScheduled' && status === 'False')
  if (condition?.reason !== 'Unschedulable') return []
  const [why = ''] = (condition.message ?? '').split(/(?<=\.) (?=no new claims|preemption)/)
  return [
    {
      kind: 'unschedulable',
      text: `unschedulable: ${why.replace(/\.$/, '')}`,
      patience: PASSING,
      hint: 'Ask for less in the spec, or add a node that fits',
    },
  ]
}

/** Says nothing of a volume that is mounted by now. */
const volume = (pod: Pod, events: readonly KubeEvent[]): readonly ContainerCause[] => {
  const waits = containers(pod).some(({ status }) => status.state?.waiting?.reason === 'ContainerCreating')
  const event = events.findLast(({ reason }) => reason === 'FailedMount' || reason === 'FailedCreatePodSandBox')
  if (!waits || event === undefined) return []
  const why = (event.message ?? '').replace(/^MountVolume\.SetUp failed for volume/, 'volume')
  return [
    {
      kind: 'volume',
      text: `pod cannot be set up: ${why}`,
      patience: PASSING,
      hint: 'Make what the volume names, or correct the spec',
    },
  ]
}

const notReady = (pod: Pod, events: readonly KubeEvent[]): readonly ContainerCause[] => {
  const running = containers(pod).some(({ status }) => status.state?.running !== undefined)
  if (!running) return []
  const probe = events.findLast(
    ({ reason, message }) => reason === 'Unhealthy' && message?.startsWith('Liveness') !== true,
  )
  const text = probe === undefined ? 'not ready: its containers run' : `not ready: ${probe.message ?? ''}`
  return [
    {
      kind: probe === undefined ? 'not-ready' : 'probe',
      text,
      patience: TO_THE_DEADLINE,
      hint: 'Look whether the function answers on the path and port of its readiness probe',
    },
  ]
}

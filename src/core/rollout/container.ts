import type { Container, ContainerStatus, KubeEvent } from '../cluster/object.ts'
import { AT_ONCE, CACHED, type Cause, TO_THE_DEADLINE } from './cause.ts'
import { imageCause, isImageReason } from './image-pull.ts'
import { sayingLine } from './said.ts'

export type ContainerCause = Omit<Cause, 'object'>

/** One container of a new pod; `events` are the pod's. */
export interface SeenContainer {
  readonly status: ContainerStatus
  readonly container: Container | undefined
  readonly events: readonly KubeEvent[]
}

/** Says what is wrong with a container that does not run; undefined when it runs, or is only on its way. */
export const containerCause = (seen: SeenContainer): ContainerCause | undefined => {
  const { waiting, terminated } = seen.status.state ?? {}
  const { reason, message = '' } = waiting ?? {}
  if (isImageReason(reason)) return pullCause(seen, `${message || reason}`)
  if (reason === 'CreateContainerConfigError' || reason === 'CreateContainerError') return configurationCause(message)
  return waiting !== undefined || terminated !== undefined ? crashCause(seen) : undefined
}

/** Older kubelets say in a back-off only that there is one: the reason is in an event. */
const pullCause = ({ status, container, events }: SeenContainer, message: string): ContainerCause => {
  const event = events.findLast(({ message }) => message?.startsWith('Failed to pull image') === true)
  const words = /: /.test(message.replace(/"[^"]*"/g, '')) ? message : (event?.message ?? message)
  return imageCause(container?.image ?? status.image, words)
}

const configurationCause = (message: string): ContainerCause => ({
  kind: 'configuration',
  text: `container cannot be made: ${message.replace(/ \(pod: .*\)$/, '')}`,
  patience: /not found|couldn't find key/.test(message) ? CACHED : AT_ONCE,
  hint: /not found|couldn't find key/.test(message)
    ? 'Make the Secret or ConfigMap that the function’s environment names, with that key'
    : 'Correct the container’s settings in the spec',
})

/** A first crash may be for want of something that comes up beside it; a container that always crashes soon has more. */
const crashCause = (seen: SeenContainer): ContainerCause | undefined => {
  const { restartCount, state, lastState } = seen.status
  const ended = state?.terminated ?? lastState?.terminated
  if (ended === undefined) return undefined
  const cause = crash(seen, ended)
  const starting = /^(ContainerCreating|PodInitializing)$/.test(state?.waiting?.reason ?? '')
  // The last one has not been restarted yet.
  const crashes = restartCount + (starting ? 0 : 1)
  return { ...cause, patience: crashes >= CRASHES[cause.kind] ? AT_ONCE : TO_THE_DEADLINE }
}

/** How many crashes are enough. */
const CRASHES = { handler: 2, memory: 2, start: 2, crash: 3 } as const

type Ended = NonNullable<NonNullable<ContainerStatus['state']>['terminated']>

type Crash = Pick<Cause, 'text' | 'hint'> & { readonly kind: keyof typeof CRASHES }

const crash = ({ container, events }: SeenContainer, { exitCode, reason, message = '' }: Ended): Crash => {
  if (reason === 'OOMKilled') {
    const limit = container?.resources?.limits?.['memory']
    return {
      kind: 'memory',
      text: `crash loop: out of memory${limit === undefined ? '' : `, the limit is ${limit}`}`,
      hint: 'Raise the memory limit in the spec, or let the function use less',
    }
  }
  if (reason === 'StartError' || reason === 'ContainerCannotRun')
    return { kind: 'start', text: `crash loop: ${startError(message)}`, hint: START_HINT }
  const said = sayingLine(message, 'message')
  if (said !== undefined) return { kind: exitCode === 1 ? 'handler' : 'crash', text: `crash loop: ${said}`, hint: HINT }
  const probe = events.findLast(
    ({ reason, message }) => reason === 'Unhealthy' && message?.startsWith('Liveness') === true,
  )
  const killed = probe !== undefined && (exitCode === 137 || exitCode === 143 || exitCode === 0)
  const how = killed ? `killed after its ${decapitalised(probe.message ?? '')}` : `exit code ${exitCode}`
  return { kind: 'crash', text: `crash loop: ${how}`, hint: killed ? PROBE_HINT : HINT }
}

const startError = (message: string): string =>
  message.replace(/^.*unable to start container process: /s, '').replace(/: unknown$/, '') || 'it cannot be started'

const decapitalised = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`

const HINT = 'Try the function with "function-images run", and look at the log of its last container'
const START_HINT = 'Correct the command, or the image that should have it'
const PROBE_HINT = 'Correct the liveness probe, or give the function more time before it'

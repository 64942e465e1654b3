import type { ContainerStatus, KubeEvent, Pod } from '../cluster/object.ts'
import type { Cause } from './cause.ts'
import { isReady } from './pods.ts'
import { eventsOf, newPods, revisionOf, type Seen, timeOf } from './seen.ts'

/** How many lines of a log are kept in the folder of evidence. */
export const LOG_LINES = 200

/** How many of them are shown in a summary. */
export const SHOWN_LINES = 30

/** How many pods are looked at: what the third one says the others say, too. */
const MAX_PODS = 3

const MAX_EVENTS = 40

const MAX_LINE = 4096

/** A log to be read. */
export interface WantedLog {
  readonly pod: string
  readonly container: string
  /** Of the container before its last restart. */
  readonly previous: boolean
}

/** One that was, oldest line first. */
export interface KeptLog extends WantedLog {
  readonly lines: readonly string[]
}

/** What is known of a failure. */
export interface Failure {
  readonly seen: Seen
  readonly causes: readonly Cause[]
  readonly waitingFor: readonly string[]
  readonly logs: readonly KeptLog[]
}

/** Names the logs worth reading: of containers that ran and are not ready, in the new pods, those that fail most first. */
export const wantedLogs = (seen: Seen): readonly WantedLog[] =>
  newPods(seen)
    .pods.filter((pod) => !isReady(pod))
    .toSorted((a, b) => restarts(b) - restarts(a))
    .slice(0, MAX_PODS)
    .flatMap((pod) =>
      statuses(pod)
        .filter(({ ready, restartCount, state }) => !ready && (restartCount > 0 || state?.waiting === undefined))
        .flatMap(({ name: container, restartCount }) =>
          [false, ...(restartCount > 0 ? [true] : [])].map((previous) => ({
            pod: pod.metadata?.name ?? '',
            container,
            previous,
          })),
        ),
    )

/** The lines that show best what was wrong: the end of the log, else what the container left as its last words. */
export const shownLines = ({ seen, logs }: Pick<Failure, 'seen' | 'logs'>): readonly string[] => {
  const log = logs.find(({ lines }) => lines.length > 0)
  if (log !== undefined) return log.lines.slice(-SHOWN_LINES).map(cut)
  const words = newPods(seen).pods.flatMap((pod) => statuses(pod).map(lastWords))
  return (words.find((text) => text !== '') ?? '')
    .split('\n')
    .filter((line) => line !== '')
    .slice(-SHOWN_LINES)
    .map(cut)
}

/**
 * Writes what was seen of a failed rollout as text. Nothing of a pod's spec is in it, so that no value of an environment
 * is; logs and messages are as they are.
 */
export const evidenceText = (failure: Failure): string =>
  [...head(failure), ...conditions(failure.seen), ...pods(failure.seen), ...events(failure.seen), ...logs(failure.logs)]
    .map((line) => `${cut(line)}\n`)
    .join('')

const head = ({ seen, causes, waitingFor }: Failure): readonly string[] => {
  const { kind, workload } = seen
  const { namespace = '', name = '', generation = 0 } = workload.metadata ?? {}
  const revision = revisionOf(workload)
  return [
    `${kind} ${namespace}/${name}, generation ${generation}${revision === undefined ? '' : `, revision ${revision}`}`,
    ...waitingFor.map((what) => `waiting for: ${what}`),
    ...causes.map(({ text, object, hint }) => `cause: ${text} (${object}). ${hint}`),
  ]
}

const conditions = ({ workload }: Seen): readonly string[] =>
  section(
    'Conditions',
    (workload.status?.conditions ?? []).map(
      ({ type, status, reason, message }) => `${type} ${status} ${reason ?? ''}: ${message ?? ''}`,
    ),
  )

const pods = (seen: Seen): readonly string[] => section('New pods', newPods(seen).pods.flatMap(podLines))

const podLines = (pod: Pod): readonly string[] => [
  `${pod.metadata?.name ?? ''} ${pod.status?.phase ?? ''}${isReady(pod) ? ' ready' : ''}`,
  ...(pod.status?.conditions ?? [])
    .filter(({ status, message }) => status !== 'True' && message !== undefined)
    .map(({ type, message }) => `  ${type}: ${message ?? ''}`),
  ...statuses(pod).flatMap(containerLines),
]

const containerLines = (status: ContainerStatus): readonly string[] => {
  const { waiting, running, terminated } = status.state ?? {}
  const ended = terminated ?? status.lastState?.terminated
  const now =
    waiting !== undefined
      ? `waiting ${waiting.reason ?? ''}: ${waiting.message ?? ''}`
      : running !== undefined
        ? 'running'
        : 'ended'
  return [
    `  ${status.name}: ${now}, ${status.restartCount} restarts`,
    ...(ended === undefined ? [] : [`    ended with exit code ${ended.exitCode}, ${ended.reason ?? ''}`]),
    ...lastWords(status)
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => `    | ${line}`),
  ]
}

const lastWords = ({ state, lastState }: ContainerStatus): string =>
  state?.terminated?.message ?? lastState?.terminated?.message ?? ''

const events = (seen: Seen): readonly string[] => {
  const { replicaSet, pods } = newPods(seen)
  const about = [seen.workload, ...(replicaSet === undefined ? [] : [replicaSet]), ...pods]
  const found = about.flatMap((object) => eventsOf(object, seen.events))
  const last = found.toSorted((a, b) => timeOf(a) - timeOf(b)).slice(-MAX_EVENTS)
  return section('Events', last.map(eventLine))
}

const eventLine = (event: KubeEvent): string => {
  const { involvedObject, reason, message, count = 1 } = event
  const time = event.lastTimestamp ?? event.eventTime ?? ''
  const often = count > 1 ? ` (${count} times)` : ''
  return `${time} ${involvedObject.kind ?? ''}/${involvedObject.name ?? ''} ${reason ?? ''}: ${message ?? ''}${often}`
}

const logs = (kept: readonly KeptLog[]): readonly string[] =>
  kept.flatMap(({ pod, container, previous, lines }) =>
    section(`Log of ${pod}, container ${container}${previous ? ', before its last restart' : ''}`, lines),
  )

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', `## ${title}`, ...lines]

const statuses = ({ status }: Pod): readonly ContainerStatus[] => [
  ...(status?.initContainerStatuses ?? []),
  ...(status?.containerStatuses ?? []),
]

const restarts = (pod: Pod): number => statuses(pod).reduce((sum, { restartCount }) => sum + restartCount, 0)

const cut = (line: string): string => (line.length > MAX_LINE ? `${line.slice(0, MAX_LINE)}…` : line)

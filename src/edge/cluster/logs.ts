import type { ContainerStatus, ObjectKey, Pod } from '../../core/cluster/object.ts'
import { refusalOf } from '../../core/cluster/refusal.ts'
import { pathOf, PODS } from '../../core/cluster/resource.ts'
import { backOff } from '../../core/cluster/retry.ts'
import type { LogOptions } from '../../ports.ts'
import { MAX_LOG_TAIL } from './limits.ts'
import { readLines } from './log-lines.ts'
import type { Call, Connection } from './request.ts'
import { ConnectionFailure } from './transport.ts'

export interface LogSource {
  readonly pod: ObjectKey
  readonly container: string
  readonly options: LogOptions
}

/** How far a log was read: the time of its last line, and how many lines of that time there were. */
interface Progress {
  time: string | undefined
  lines: number
}

/**
 * Yields the lines of a container's log. Followed ones end early when a log is rotated, a kubelet restarts or a proxy
 * loses patience: they are opened again at the last line, until the container has ended.
 */
export async function* readLog(connection: Connection, source: LogSource, signal: AbortSignal): AsyncGenerator<string> {
  const { clock } = connection
  const progress: Progress = { time: undefined, lines: 0 }
  for (let failures = 0; ;) {
    const before = { ...progress }
    const ended = yield* readOnce(connection, { source, progress, reopened: failures > 0 }, signal)
    if (ended === 'whole' && (source.options.follow !== true || !(await goesOn(connection, source, signal)))) return
    if (ended === 'gone') return
    const moved = before.time !== progress.time || before.lines !== progress.lines
    failures = moved ? 1 : failures + 1
    await clock.sleep(backOff(failures, undefined, Math.random()), signal).catch(() => signal.throwIfAborted())
  }
}

interface Reading {
  readonly source: LogSource
  readonly progress: Progress
  readonly reopened: boolean
}

async function* readOnce(
  connection: Connection,
  { source, progress, reopened }: Reading,
  signal: AbortSignal,
): AsyncGenerator<string, 'whole' | 'cut' | 'gone'> {
  const answer = await connection.open(callOf(connection, source, progress, signal)).catch((error: unknown) => {
    // A pod that is deleted takes its log along: what was read is what there is.
    if (reopened && [400, 404].includes(refusalOf(error)?.status ?? 0)) return undefined
    throw error
  })
  if (answer === undefined) return 'gone'
  const known = { ...progress }
  let repeated = 0
  try {
    for await (const line of readLines(answer.body)) {
      const [, time = known.time ?? '', text = ''] = /^(\d{4}-\d\d-\d\dT\S+) ?([^]*)$/.exec(line) ?? [
        line,
        undefined,
        line,
      ]
      if (known.time !== undefined && isBefore(time, known.time)) continue
      if (time === known.time && repeated < known.lines) {
        repeated += 1
        continue
      }
      progress.lines = time === progress.time ? progress.lines + 1 : 1
      progress.time = time
      yield text
    }
    return 'whole'
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof ConnectionFailure) return 'cut'
    throw error
  } finally {
    answer.destroy()
  }
}

/** Times of one log have the same zone; their fractions of a second may be of different lengths. */
const isBefore = (a: string, b: string): boolean => comparable(a) < comparable(b)

const comparable = (time: string): string => {
  const [, seconds = time, fraction = ''] = /^([^.Z+]+)(?:\.(\d+))?/.exec(time) ?? []
  return `${seconds}.${fraction.padEnd(9, '0')}`
}

const callOf = (
  { limits }: Connection,
  { pod, container, options }: LogSource,
  progress: Progress,
  signal: AbortSignal,
): Call => {
  const { previous, tailLines, follow } = options
  const resumed = progress.time !== undefined
  return {
    attempt: {
      verb: 'read the log of',
      what: `container "${container}" of Pod "${pod.name}"`,
      namespace: pod.namespace,
    },
    method: 'GET',
    path: `${pathOf(PODS, pod.namespace, pod.name)}/log`,
    query: {
      container,
      timestamps: 'true',
      ...(follow === true ? { follow: 'true' } : {}),
      ...(previous === true ? { previous: 'true' } : {}),
      ...(tailLines !== undefined && !resumed ? { tailLines: String(tailLines) } : {}),
      ...(tailLines !== undefined && follow !== true ? { limitBytes: String(MAX_LOG_TAIL) } : {}),
      ...(resumed ? { sinceTime: progress.time } : {}),
    },
    // A proxied stream is text, whatever is asked for.
    headers: { accept: 'application/json, */*' },
    ...(follow === true ? { idle: limits.quietLog } : {}),
    signal,
  }
}

/** Tells whether the container may still write. Without the right to look, the end of the stream is the end. */
const goesOn = async (connection: Connection, { pod, container }: LogSource, signal: AbortSignal): Promise<boolean> => {
  try {
    const { json } = await connection.ask({
      attempt: { verb: 'get', what: `Pod "${pod.name}"`, namespace: pod.namespace },
      method: 'GET',
      path: pathOf(PODS, pod.namespace, pod.name),
      signal,
    })
    const { status } = json as Pod
    if (status?.phase === 'Succeeded' || status?.phase === 'Failed') return false
    const statuses: readonly ContainerStatus[] = [
      ...(status?.containerStatuses ?? []),
      ...(status?.initContainerStatuses ?? []),
    ]
    return statuses.find(({ name }) => name === container)?.state?.running !== undefined
  } catch (error) {
    signal.throwIfAborted()
    if (refusalOf(error) === undefined) throw error
    return false
  }
}

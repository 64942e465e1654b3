import { isDisrupted, judgeJob, type JobFailure, type JobView, newestPod } from '../../../core/build/job/verdict.ts'
import type { Job } from '../../../core/cluster/object.ts'
import type { Cluster } from '../../../ports.ts'
import { observeJob } from './observe.ts'
import { openPodLogs } from './pod-logs.ts'

export type JobEnd =
  | { readonly status: 'built'; readonly message: string }
  | { readonly status: 'failed'; readonly failure: JobFailure }

export interface AwaitOptions {
  /** Seconds from now. */
  readonly timeout: number
  readonly line: (text: string) => void
  readonly signal: AbortSignal
}

/**
 * Waits until a Job has ended, or will not end well: by its pod's state, seconds before the Job says Complete. Lines of
 * its containers are given on as they come. Rejects with the signal's reason, or when the cluster cannot be watched.
 */
export const awaitEnd = async (cluster: Cluster, job: Job, options: AwaitOptions): Promise<JobEnd> => {
  const { timeout, line, signal } = options
  const over = new AbortController()
  const watching = AbortSignal.any([signal, over.signal])
  const end = Promise.withResolvers<JobEnd>()
  const logs = openPodLogs(cluster, line, watching)
  const patience = openPatience((failure) => end.resolve({ status: 'failed', failure }))
  let node: string | undefined
  const late = setTimeout(() => end.resolve({ status: 'failed', failure: { kind: 'deadline', node } }), timeout * 1_000)
  const sayDisrupted = onceEach((name) => line(`The cluster took pod "${name}" away, and starts another`))
  const look = (view: JobView): void => {
    for (const pod of view.pods.filter(isDisrupted)) sayDisrupted(pod.metadata?.name ?? '')
    const pod = newestPod(view)
    node = pod?.spec?.nodeName ?? node
    if (pod !== undefined) logs.read(pod)
    const verdict = judgeJob(view)
    patience.look(verdict.status === 'stuck' ? verdict : undefined)
    if (verdict.status === 'built' || verdict.status === 'failed') end.resolve(verdict)
  }
  const observing = observeJob(cluster, job, look, watching)
  try {
    const outcome = await Promise.race([end.promise, observing.then(() => end.promise)])
    await logs.end(LOG_LIMIT)
    return outcome
  } catch (error) {
    signal.throwIfAborted()
    throw error
  } finally {
    clearTimeout(late)
    patience.end()
    over.abort()
    await observing.catch(() => undefined)
  }
}

/** Milliseconds for what is left of a log when its container has ended. */
const LOG_LIMIT = 3_000

interface Stuck {
  readonly failure: JobFailure
  /** In seconds. */
  readonly patience: number
}

/** Calls `fail` when the same kind of trouble lasts as long as it may. */
const openPatience = (fail: (failure: JobFailure) => void) => {
  let timer: NodeJS.Timeout | undefined
  let latest: Stuck | undefined
  const end = (): void => clearTimeout(timer)
  return {
    look: (stuck: Stuck | undefined): void => {
      const same = stuck?.failure.kind === latest?.failure.kind
      latest = stuck
      if (same) return
      end()
      if (stuck !== undefined) timer = setTimeout(() => latest && fail(latest.failure), stuck.patience * 1_000)
    },
    end,
  }
}

const onceEach = (say: (name: string) => void): ((name: string) => void) => {
  const said = new Set<string>()
  return (name) => {
    if (said.has(name)) return
    said.add(name)
    say(name)
  }
}

import { BUILD, INSTALL } from '../../../core/build/job/containers.ts'
import { containerOf } from '../../../core/build/job/verdict.ts'
import { keyOfObject, type Pod } from '../../../core/cluster/object.ts'
import type { Cluster } from '../../../ports.ts'

/** The logs of a build's pods, as they come. */
export interface PodLogs {
  /** Begins to read each container of `pod` that has started and is not read yet; one after another. */
  read(pod: Pod): void
  /** Settles when all that has begun was read, never later than `limit` milliseconds from now. */
  end(limit: number): Promise<void>
}

/** Logs are for people: a container's end is told by its status, and what goes wrong with its log changes nothing. */
export const openPodLogs = (cluster: Cluster, line: (text: string) => void, signal: AbortSignal): PodLogs => {
  const begun = new Set<string>()
  let reading = Promise.resolve()
  const readOne = async (pod: Pod, container: string): Promise<void> => {
    try {
      for await (const text of cluster.logs(keyOfObject(pod), container, { follow: true }, signal)) line(text)
    } catch {
      // The pod may be gone already, and its termination message tells the rest.
    }
  }
  return {
    read: (pod) => {
      for (const container of [INSTALL, BUILD]) {
        const { running, terminated } = containerOf(pod, container)?.state ?? {}
        const id = `${pod.metadata?.uid ?? ''}/${container}`
        if ((running === undefined && terminated === undefined) || begun.has(id)) continue
        begun.add(id)
        reading = reading.then(() => readOne(pod, container))
      }
    },
    end: async (limit) => {
      const late = Promise.withResolvers<void>()
      const timer = setTimeout(late.resolve, limit)
      await Promise.race([reading, late.promise])
      clearTimeout(timer)
    },
  }
}

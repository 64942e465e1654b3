import type { ContainerStatus, Job, Pod } from '../../src/core/cluster/object.ts'
import { JOBS, PODS } from '../../src/core/cluster/resource.ts'
import type { Cluster } from '../../src/ports.ts'

/** What a watch shows of a Job, in this order. */
export const MOMENTS = [
  'pod made',
  'pod scheduled',
  'install runs',
  'install ended',
  'build runs',
  'build ended',
  'pod succeeded',
  'Job complete',
] as const

export type Moment = (typeof MOMENTS)[number]

/** When each moment of the Jobs of a namespace was first seen: the kubelet itself writes whole seconds. */
export interface Sightings {
  /** Waits for a moment of a Job, and returns it in milliseconds of `performance.now()`; throws when the Job fails. */
  seen(job: string, moment: Moment): Promise<number>
  /** Milliseconds from `start` to each moment that was seen. */
  since(job: string, start: number): Readonly<Partial<Record<Moment, number>>>
  close(): void
}

/** Watches the Jobs of a namespace and their pods. */
export const watchJobs = (cluster: Cluster, namespace: string): Sightings => {
  const stop = new AbortController()
  const all = new Map<string, Sighting>()
  const of = (job: string, moment: Moment): Sighting => {
    const key = `${job}/${moment}`
    const found = all.get(key)
    if (found !== undefined) return found
    const made: Sighting = { ...Promise.withResolvers<number>(), at: undefined }
    // One that nobody waits for may fail unheard.
    made.promise.catch(() => undefined)
    all.set(key, made)
    return made
  }
  const note = (job: string, moments: readonly Moment[]): void => {
    const now = performance.now()
    for (const moment of moments) {
      const sighting = of(job, moment)
      sighting.at ??= now
      sighting.resolve(sighting.at)
    }
  }
  const fail = (job: string): void => {
    for (const moment of MOMENTS) of(job, moment).reject(new Error(`Job "${job}" failed`))
  }
  const followPods = async (): Promise<void> => {
    for await (const change of cluster.follow(PODS, { namespace }, stop.signal))
      if (change.kind === 'present') note(jobOf(change.object), podMoments(change.object))
  }
  const followJobs = async (): Promise<void> => {
    for await (const change of cluster.follow(JOBS, { namespace }, stop.signal))
      if (change.kind === 'present') {
        const name = change.object.metadata?.name ?? ''
        if (is(change.object, 'Complete')) note(name, ['Job complete'])
        if (is(change.object, 'Failed')) fail(name)
      }
  }
  for (const follow of [followPods, followJobs])
    follow().catch((error: unknown) => {
      if (!stop.signal.aborted) throw error
    })
  return {
    seen: (job, moment) => of(job, moment).promise,
    since: (job, start) =>
      Object.fromEntries(
        MOMENTS.flatMap((moment) => {
          const { at } = of(job, moment)
          return at === undefined ? [] : [[moment, at - start]]
        }),
      ),
    close: () => stop.abort(),
  }
}

interface Sighting {
  readonly promise: Promise<number>
  readonly resolve: (at: number) => void
  readonly reject: (error: Error) => void
  at: number | undefined
}

const jobOf = ({ metadata }: Pod): string => metadata?.ownerReferences?.[0]?.name ?? ''

const is = ({ status }: Job, type: 'Complete' | 'Failed'): boolean =>
  status?.conditions?.some((condition) => condition.type === type && condition.status === 'True') === true

const podMoments = ({ spec, status }: Pod): readonly Moment[] => [
  'pod made',
  ...(spec?.nodeName === undefined ? [] : (['pod scheduled'] as const)),
  ...containerMoments(
    'install',
    status?.initContainerStatuses?.find(({ name }) => name === 'install'),
  ),
  ...containerMoments('build', status?.containerStatuses?.[0]),
  ...(status?.phase === 'Succeeded' ? (['pod succeeded'] as const) : []),
]

const containerMoments = (name: 'install' | 'build', status: ContainerStatus | undefined): readonly Moment[] => [
  ...(status?.state?.running === undefined && status?.state?.terminated === undefined
    ? []
    : ([`${name} runs`] as const)),
  ...(status?.state?.terminated === undefined ? [] : ([`${name} ended`] as const)),
]

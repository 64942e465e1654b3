import { BUILD, INSTALL } from '../../../../src/core/build/job/containers.ts'
import { type Job, keyOfObject, type Pod } from '../../../../src/core/cluster/object.ts'
import { JOBS, PODS } from '../../../../src/core/cluster/resource.ts'
import type { DependencyUnit } from '../../../../src/core/build/unit.ts'
import { fileOf } from '../../../../src/core/image/content.ts'
import { FUNCTION_ROOT, packFiles } from '../../../../src/core/image/layers.ts'
import { parseReference, parseRepository } from '../../../../src/core/oci/reference.ts'
import { openJobBuilder, type JobBuilderOptions, type JobSettings } from '../../../../src/edge/builder/job.ts'
import { openBlobs } from '../../../../src/flow/blobs.ts'
import { pushDependencies } from '../../../../src/flow/push-dependencies.ts'
import type { Builder, LedgerEntry } from '../../../../src/ports.ts'
import { type FakeCluster, fakeCluster } from '../../../fakes/cluster.ts'
import { type FakeRegistry, fakeRegistry } from '../../../fakes/registry.ts'
import { DONE, ended, podOf, type PodStatus, RUNNING, statusOf } from './pods.ts'

export const NAMESPACE = 'builds'
export const shared = parseRepository('registry.example.com/shop/shared_layers')

/** A builder over a cluster and a registry in memory, and a stand-in for what runs Jobs. */
export interface JobStage {
  readonly cluster: FakeCluster
  readonly registry: FakeRegistry
  readonly ledger: Set<LedgerEntry>
  readonly builder: (run: string, change?: Partial<JobBuilderOptions>, settings?: Partial<JobSettings>) => Builder
  /** Pushes a layer for `unit`, as a build container does. */
  readonly push: (unit: DependencyUnit) => Promise<void>
  /** Makes a pod of a Job, in that state. */
  readonly pod: (job: Job, status: PodStatus, number?: number) => Pod
  /** Runs every Job to its end as soon as it is there. */
  readonly runJobs: (unit: DependencyUnit) => () => void
  readonly jobs: () => readonly Job[]
}

export const openStage = (): JobStage => {
  const [cluster, registry, ledger] = [fakeCluster(), fakeRegistry(), new Set<LedgerEntry>()]
  const push = async ({ key, platform }: DependencyUnit): Promise<void> => {
    const layer = await packFiles(FUNCTION_ROOT, [fileOf('node_modules/a/index.js', '1')])
    const signal = new AbortController().signal
    await pushDependencies(shared, { key, platform, layer }, { registry, blobs: openBlobs(registry), signal })
  }
  const pod = (job: Job, status: PodStatus, number = 0): Pod => {
    const made = cluster.put(PODS, { ...podOf(job, number), status })
    for (const container of [INSTALL, BUILD]) cluster.log(keyOfObject(made), container).end()
    return made
  }
  const jobs = new Map<string, Job>()
  cluster.react(JOBS, (job) => jobs.set(job.metadata?.uid ?? '', job))
  return {
    cluster,
    registry,
    ledger,
    push,
    pod,
    builder: (run, change = {}, settings = {}) =>
      openJobBuilder({
        cluster,
        registry,
        shared,
        namespace: NAMESPACE,
        run,
        images: (reference) => reference,
        login: () => Promise.resolve(undefined),
        program: { bytes: Buffer.from('build()'), sha256: 'b'.repeat(64) },
        ledger: { add: (entry) => void ledger.add(entry), remove: (entry) => void ledger.delete(entry) },
        ...change,
        settings: { ...SETTINGS, ...settings },
      }),
    runJobs: (unit) => {
      const begun = new Set<string>()
      return cluster.react(JOBS, (job) => {
        const { uid = '' } = job.metadata ?? {}
        if (begun.has(uid)) return
        begun.add(uid)
        pod(job, statusOf(RUNNING))
        void push(unit).then(() => pod(job, statusOf(DONE, ended(0, { message: '{}' }))))
      })
    },
    jobs: () => [...jobs.values()],
  }
}

const SETTINGS: JobSettings = {
  pushSecret: undefined,
  builderImage: parseReference('docker.io/library/node:24-slim'),
  buildMemory: '1Gi',
  buildTimeout: 60,
  insecureRegistries: [],
  registryCa: undefined,
}

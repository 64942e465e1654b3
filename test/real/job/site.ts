import { randomBytes } from 'node:crypto'
import type { TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { PODS } from '../../../src/core/cluster/resource.ts'
import type { FileEntry } from '../../../src/core/image/content.ts'
import { parseReference, parseRepository, type Repository } from '../../../src/core/oci/reference.ts'
import { openJobBuilder, type JobBuilderOptions, type JobSettings } from '../../../src/edge/builder/job.ts'
import { openCluster } from '../../../src/edge/cluster/cluster.ts'
import { openRegistryClient } from '../../../src/edge/registry/client.ts'
import type { Builder, Cluster, LedgerEntry, PhaseOutput, Registry } from '../../../src/ports.ts'
import { untar } from '../../fakes/untar.ts'
import type { Bed } from '../bed/cluster.ts'
import { leftoversIn } from '../bed/leftovers.ts'
import { builderProgram } from './program.ts'

/** A namespace of the bed, and builders that work in it. */
export interface Site {
  readonly bed: Bed
  readonly namespace: string
  readonly shared: Repository
  readonly cluster: Cluster
  readonly registry: Registry
  /** What runs have noted and not taken back. */
  readonly ledger: Set<LedgerEntry>
  /** Opens the builder of one run. */
  readonly builder: (run: string, change?: SiteChange) => Builder
  /** Runs kubectl in the namespace. */
  readonly kubectl: (...args: readonly string[]) => Promise<string>
  readonly apply: (object: object) => Promise<void>
  /** Waits until the install container of some pod runs, and returns the pod's name. */
  readonly installing: () => Promise<string>
  /** Names what is in the namespace of ours; waits for what is on its way out. */
  readonly leftovers: () => Promise<readonly string[]>
  /** Reads the files of a pushed layer. */
  readonly contents: (output: PhaseOutput) => Promise<readonly FileEntry[]>
}

export interface SiteChange {
  readonly settings?: Partial<JobSettings>
  readonly options?: Partial<JobBuilderOptions>
}

export const NODE_IMAGE = 'hub/library/node:24-slim'

/** Opens a namespace of its own, in which only restricted pods may run. */
export const openSite = async (t: TestContext, bed: Bed): Promise<Site> => {
  const namespace = await bed.namespace(t, { prefix: 'job', enforce: 'restricted' })
  return siteIn(t, bed, namespace)
}

/** As {@link openSite}, in a namespace that is there, or is not. */
export const siteIn = async (t: TestContext, bed: Bed, namespace: string): Promise<Site> => {
  const program = await builderProgram()
  const { kubeconfig } = bed
  const cluster = await openCluster({ kubeconfig, context: undefined, env: {}, cwd: '/', onSecret: () => undefined })
  const registry = openRegistryClient({ env: {}, insecureRegistries: [bed.registry] })
  t.after(() => {
    cluster.close()
    registry.close()
  })
  const shared = parseRepository(`${bed.registry}/job/${randomBytes(4).toString('hex')}`)
  const ledger = new Set<LedgerEntry>()
  const settings: JobSettings = {
    pushSecret: undefined,
    builderImage: parseReference(`${bed.registry}/${NODE_IMAGE}`),
    buildMemory: '512Mi',
    buildTimeout: 120,
    insecureRegistries: [bed.registry],
    registryCa: undefined,
  }
  const kubectl = (...args: readonly string[]): Promise<string> => bed.kubectl(['--namespace', namespace, ...args])
  return {
    bed,
    namespace,
    shared,
    cluster,
    registry,
    ledger,
    kubectl,
    builder: (run, change = {}) =>
      openJobBuilder({
        cluster,
        registry,
        shared,
        namespace,
        run,
        images: (reference) => ({ ...reference, registry: bed.registry, path: `hub/${reference.path}` }),
        login: () => Promise.resolve(undefined),
        program,
        ledger: { add: (entry) => void ledger.add(entry), remove: (entry) => void ledger.delete(entry) },
        ...change.options,
        settings: { ...settings, builderImage: parseReference('node:24-slim'), ...change.settings },
      }),
    apply: async (object) => {
      await bed.kubectl(['--namespace', namespace, 'create', '--filename', '-'], JSON.stringify(object))
    },
    installing: () => installing({ cluster, namespace }),
    leftovers: () => leftoversIn(bed, namespace, GONE_LIMIT),
    contents: async (output) => {
      if (output.kind !== 'layer') return []
      const bytes = await registry.blob(shared, output.layer.descriptor, AbortSignal.timeout(10_000))
      return untar(bytes).map((file) => ({ ...file, path: file.path.replace(/^kubeless\//, '') }))
    },
  }
}

const installing = async ({ cluster, namespace }: Pick<Site, 'cluster' | 'namespace'>): Promise<string> => {
  for (;;) {
    const pods = await cluster.list(PODS, { namespace }, never)
    const pod = pods.find(({ status }) => status?.initContainerStatuses?.[0]?.state?.running !== undefined)
    if (pod !== undefined) return pod.metadata?.name ?? ''
    await sleep(100)
  }
}

const never = new AbortController().signal

/** Milliseconds for what is on its way out. */
const GONE_LIMIT = 20_000

import { createHash, randomBytes } from 'node:crypto'
import type { DependencyUnit } from '../../src/core/build/unit.ts'
import type { Job } from '../../src/core/cluster/object.ts'
import { JOBS } from '../../src/core/cluster/resource.ts'
import { parseReference, parseRepository } from '../../src/core/oci/reference.ts'
import { openJobBuilder } from '../../src/edge/builder/job.ts'
import { openRegistryClient } from '../../src/edge/registry/client.ts'
import type { Builder, Cluster } from '../../src/ports.ts'
import { npmUnit, packageJson } from '../../test/fakes/units.ts'
import { builderProgram } from '../../test/real/job/program.ts'
import type { Lot } from './ground.ts'
import type { Moment, Sightings } from './sightings.ts'

/** What was seen of one Job. */
export interface Run {
  /** Milliseconds from the POST. */
  readonly moments: Readonly<Partial<Record<Moment, number>>>
}

/** Our builder, and when it sent its Job. */
export interface TimedBuilder {
  /** Builds the layer of one unit; waits for the Job's Complete where asked. `result`: milliseconds from the POST to the layer in our hands. */
  run(sightings: Sightings, until: 'result' | 'complete'): Promise<Run & { readonly result: number; readonly job: Job }>
  close(): void
}

/** Opens our builder in a namespace; the Jobs of runs that wait for Complete are left until then. */
export const openTimedBuilder = async (lot: Lot): Promise<TimedBuilder> => {
  let posted: { readonly job: Job; readonly at: number } | undefined
  let keep = false
  const cluster: Cluster = {
    ...lot.cluster,
    create: (resource, object, signal) => {
      if (object.kind === 'Job') posted = { job: object, at: performance.now() }
      return lot.cluster.create(resource, object, signal)
    },
    delete: (...args) => (keep ? Promise.resolve('deleted') : lot.cluster.delete(...args)),
  }
  const registry = openRegistryClient({ env: {}, insecureRegistries: [lot.registry] })
  const builder = await jobBuilder(lot, cluster, registry)
  return {
    run: async (sightings, until) => {
      keep = until === 'complete'
      const log: string[] = []
      await builder.run(unitFor(lot), (line) => log.push(line), never)
      const now = performance.now()
      if (posted === undefined) throw new Error('No Job was made')
      const { job, at } = posted
      const name = job.metadata?.name ?? ''
      await sightings.seen(name, until === 'result' ? 'build ended' : 'Job complete')
      if (keep) await lot.cluster.delete(JOBS, { namespace: lot.namespace, name }, {}, never)
      return { job, moments: sightings.since(name, at), result: now - at }
    },
    close: () => registry.close(),
  }
}

const never = new AbortController().signal

const jobBuilder = async (
  lot: Lot,
  cluster: Cluster,
  registry: ReturnType<typeof openRegistryClient>,
): Promise<Builder> =>
  openJobBuilder({
    cluster,
    registry,
    shared: parseRepository(`${lot.registry}/${lot.namespace}/layers`),
    namespace: lot.namespace,
    run: 'bench',
    images: (reference) => ({ ...reference, registry: lot.registry, path: `hub/${reference.path}` }),
    login: () => Promise.resolve(undefined),
    program: await builderProgram(),
    settings: {
      pushSecret: undefined,
      builderImage: parseReference('node:24-slim'),
      buildMemory: '1Gi',
      buildTimeout: 120,
      insecureRegistries: [lot.registry],
      registryCa: undefined,
    },
    ledger: { add: () => undefined, remove: () => undefined },
  })

/** Two packages from a registry; each time another key, and other bytes to push. */
const unitFor = ({ npm }: Lot): DependencyUnit => {
  const mark = randomBytes(8).toString('hex')
  const unit = npmUnit([packageJson({ greeting: '1.0.0' }, { description: mark })])
  const command = `npm install && echo ${mark} > node_modules/mark`
  return {
    ...unit,
    key: createHash('sha256').update(mark).digest('hex'),
    phase: { ...unit.phase, command, env: { NPM_REGISTRY: npm } },
  }
}

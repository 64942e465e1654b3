import { randomBytes } from 'node:crypto'
import { BUILD, INSTALL } from '../src/core/build/job/containers.ts'
import { BUILD_SELECTOR } from '../src/core/build/job/identity.ts'
import { containerOf, isCondition } from '../src/core/build/job/verdict.ts'
import type { DependencyUnit } from '../src/core/build/unit.ts'
import { type Job, keyOfObject, type PodSpec } from '../src/core/cluster/object.ts'
import { JOBS, PODS } from '../src/core/cluster/resource.ts'
import { parseReference, parseRepository } from '../src/core/oci/reference.ts'
import { openJobBuilder } from '../src/edge/builder/job.ts'
import { openCluster } from '../src/edge/cluster/cluster.ts'
import { openRegistryClient } from '../src/edge/registry/client.ts'
import type { Cluster } from '../src/ports.ts'
import { npmUnit, packageJson } from '../test/fakes/units.ts'
import { REGISTRY } from '../test/real/bed/cluster/addresses.ts'
import { kubeconfigOf } from '../test/real/bed/cluster/kubeconfig.ts'
import { placeOfBed } from '../test/real/bed/cluster/place.ts'
import { isUp } from '../test/real/bed/cluster/up.ts'
import { builderProgram } from '../test/real/job/program.ts'
import { formatPaired, median, type Paired } from './measure.ts'

const ROUNDS = 7
const NAMESPACE = 'default'
const IMAGE = parseReference(`${REGISTRY}/hub/library/node:24-slim`)
const never = new AbortController().signal

/**
 * A build in a Job whose install does next to nothing, against a Job of the same two containers that do nothing at all;
 * and its result, against the time at which the Job says Complete. On the bed's cluster, which has to be up.
 */
export const jobBuilds = async (): Promise<readonly string[]> => {
  const place = placeOfBed()
  if (!(await isUp(place))) return ['build in a Job: not run, the bed is not up']
  const kubeconfig = kubeconfigOf(place, 'admin')
  const cluster = await openCluster({ kubeconfig, context: undefined, env: {}, cwd: '/', onSecret: () => undefined })
  try {
    const rounds: Round[] = []
    for (let round = -1; round < ROUNDS; round += 1) {
      const empty = await timeEmpty(cluster)
      const built = await timeBuild(cluster)
      if (round >= 0) rounds.push({ empty, ...built })
    }
    return [
      formatPaired(
        paired('build in a Job', 'an empty Job of its containers', 1.15, rounds, ({ result, empty }) => [
          result,
          empty,
        ]),
      ),
      formatPaired(
        paired('result of a Job', 'its Job Complete', 0.7, rounds, ({ result, complete }) => [result, complete]),
      ),
    ]
  } finally {
    cluster.close()
  }
}

/** Milliseconds since the POST. */
interface Round {
  readonly empty: number
  readonly result: number
  readonly complete: number
}

const timeBuild = async (cluster: Cluster): Promise<Omit<Round, 'empty'>> => {
  const registry = openRegistryClient({ env: {}, insecureRegistries: [REGISTRY] })
  const posted = Promise.withResolvers<{ readonly job: Job; readonly at: number }>()
  const watched: Cluster = {
    ...cluster,
    create: async (resource, object, signal) => {
      const at = performance.now()
      const written = await cluster.create(resource, object, signal)
      if (resource.kind === 'Job') posted.resolve({ job: written.object, at })
      return written
    },
    // Stays until it is complete.
    delete: () => Promise.resolve('gone'),
  }
  const builder = openJobBuilder({
    cluster: watched,
    registry,
    shared: parseRepository(`${REGISTRY}/bench/shared_layers`),
    namespace: NAMESPACE,
    run: 'bench',
    images: () => IMAGE,
    login: () => Promise.resolve(undefined),
    program: await builderProgram(),
    ledger: { add: () => undefined, remove: () => undefined },
    settings: {
      pushSecret: undefined,
      builderImage: IMAGE,
      buildMemory: '512Mi',
      buildTimeout: 120,
      insecureRegistries: [REGISTRY],
      registryCa: undefined,
    },
  })
  const running = builder.run(freshUnit(), () => undefined, never)
  const { job, at } = await Promise.race([posted.promise, running.then(() => posted.promise)])
  const complete = untilJob(cluster, job, (current) => isCondition(current, 'Complete')).then(
    () => performance.now() - at,
  )
  await running
  const result = performance.now() - at
  const times = { result, complete: await complete }
  await cluster.delete(JOBS, keyOfObject(job), {}, never)
  registry.close()
  return times
}

const freshUnit = (): DependencyUnit => {
  const unit = npmUnit([packageJson({})], { key: randomBytes(32).toString('hex') })
  return { ...unit, phase: { ...unit.phase, command: 'mkdir -p node_modules/a && echo 1 > node_modules/a/index.js' } }
}

const timeEmpty = async (cluster: Cluster): Promise<number> => {
  const at = performance.now()
  const { object: job } = await cluster.create(JOBS, emptyJob(), never)
  const stop = new AbortController()
  for await (const change of cluster.follow(
    PODS,
    { namespace: NAMESPACE, labelSelector: BUILD_SELECTOR },
    stop.signal,
  )) {
    if (change.kind !== 'present' || change.object.metadata?.ownerReferences?.[0]?.uid !== job.metadata?.uid) continue
    if (containerOf(change.object, BUILD)?.state?.terminated !== undefined) break
  }
  const time = performance.now() - at
  await untilJob(cluster, job, (current) => isCondition(current, 'Complete'))
  await cluster.delete(JOBS, keyOfObject(job), {}, never)
  return time
}

const emptyJob = (): Job => {
  const labels = Object.fromEntries(BUILD_SELECTOR.split(',').map((term) => term.split('=')))
  const image = `${IMAGE.registry}/${IMAGE.path}:${IMAGE.tag}`
  const spec: PodSpec = {
    restartPolicy: 'Never',
    automountServiceAccountToken: false,
    initContainers: [{ name: INSTALL, image, command: ['sh', '-c', 'true'] }],
    containers: [{ name: BUILD, image, command: ['node', '-e', '0'] }],
  }
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: `bench-${randomBytes(4).toString('hex')}`, namespace: NAMESPACE },
    spec: { backoffLimit: 0, template: { metadata: { labels }, spec } },
  }
}

const untilJob = async (cluster: Cluster, job: Job, holds: (job: Job) => boolean): Promise<void> => {
  const query = { namespace: NAMESPACE, fieldSelector: `metadata.name=${job.metadata?.name ?? ''}` }
  for await (const change of cluster.follow(JOBS, query, never))
    if (change.kind === 'present' && holds(change.object)) return
}

const paired = (
  what: string,
  theirs: string,
  goal: number,
  rounds: readonly Round[],
  times: (round: Round) => readonly [number, number],
): Paired => {
  const pairs = rounds.map(times)
  const ratios = pairs.map(([ours, other]) => ours / other)
  return {
    what,
    names: ['function-images', theirs],
    medians: [median(pairs.map(([ours]) => ours)), median(pairs.map(([, other]) => other))],
    ratio: { low: Math.min(...ratios), median: median(ratios), high: Math.max(...ratios) },
    goal,
  }
}

if (import.meta.main) for (const line of await jobBuilds()) process.stdout.write(`${line}\n`)

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { KEY_LABEL } from '../../../../src/core/build/job/identity.ts'
import type { Job } from '../../../../src/core/cluster/object.ts'
import { CONFIG_MAPS, JOBS, SECRETS } from '../../../../src/core/cluster/resource.ts'
import { ActionError } from '../../../../src/core/errors.ts'
import type { Cluster } from '../../../../src/ports.ts'
import { npmUnit, packageJson } from '../../../fakes/units.ts'
import { DONE, ended, RUNNING, statusOf } from './pods.ts'
import { type JobStage, NAMESPACE, openStage } from './stand-in.ts'

const never = new AbortController().signal
const quiet = (): void => undefined
const unit = npmUnit([packageJson({ tool: '1.0.0' })])

/** Returns the Job that a run makes, as it is sent, and takes the run away again. */
const jobSent = async (stage: JobStage): Promise<Job> => {
  const stop = new AbortController()
  const made = Promise.withResolvers<Job>()
  const ignore = stage.cluster.react(JOBS, (job) => made.resolve(job))
  const run = stage.builder('0').run(unit, quiet, stop.signal).catch(quiet)
  const job = await made.promise
  ignore()
  stop.abort()
  await run
  // A garbage collector would find that their owner is gone.
  for (const { metadata } of await stage.cluster.list(CONFIG_MAPS, { namespace: NAMESPACE }, never))
    stage.cluster.remove(CONFIG_MAPS, { namespace: NAMESPACE, name: metadata?.name ?? '' })
  const { namespace = '', name = '', labels = {}, annotations = {} } = job.metadata ?? {}
  return { ...job, metadata: { namespace, name, labels, annotations } }
}

const until = async (what: () => boolean): Promise<void> => {
  while (!what()) await new Promise((resolve) => setTimeout(resolve, 1))
}

const creations = ({ cluster }: JobStage): number =>
  cluster.requests.filter(({ verb, resource }) => verb === 'create' && resource === 'jobs.batch').length

const isGone = ({ cluster }: JobStage, { metadata }: Job): boolean =>
  cluster.read(JOBS, { namespace: NAMESPACE, name: metadata?.name ?? '' }) === undefined

test('openJobBuilder() ends when the build container has, and leaves no Job', async () => {
  const stage = openStage()
  stage.runJobs(unit)
  const output = await stage.builder('1').run(unit, quiet, never)
  assert.equal(output.kind, 'layer')
  assert.ok(stage.jobs().every((job) => isGone(stage, job)))
  assert.equal(stage.ledger.size, 0)
})

test('K1 a Job that runs is joined', async () => {
  const stage = openStage()
  stage.cluster.put(JOBS, await jobSent(stage))
  const before = creations(stage)
  stage.runJobs(unit)
  await stage.builder('1').run(unit, quiet, never)
  assert.equal(creations(stage), before + 1)
})

test('K1 a Job that is complete is believed when the registry has its layer', async () => {
  const stage = openStage()
  const job = await jobSent(stage)
  stage.cluster.put(JOBS, { ...job, status: { conditions: [{ type: 'Complete', status: 'True' }] } })
  await stage.push(unit)
  assert.equal((await stage.builder('1').run(unit, quiet, never)).kind, 'layer')
})

for (const type of ['Failed', 'Complete'])
  test(`K1 a Job that is ${type} without a layer is made anew`, async () => {
    const stage = openStage()
    const job = await jobSent(stage)
    const old = stage.cluster.put(JOBS, { ...job, status: { conditions: [{ type, status: 'True' }] } })
    stage.cluster.react(JOBS, (made) => {
      if (made.metadata?.uid === old.metadata?.uid) return
      void stage.push(unit).then(() => stage.pod(made, statusOf(DONE, ended(0))))
    })
    assert.equal((await stage.builder('1').run(unit, quiet, never)).kind, 'layer')
  })

test('K1 a Job that is being deleted is waited out', async () => {
  const stage = openStage()
  const job = await jobSent(stage)
  const old = stage.cluster.put(JOBS, {
    ...job,
    metadata: { ...job.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' },
  })
  const run = stage.builder('1').run(unit, quiet, never)
  await until(() => stage.cluster.requests.filter(({ verb }) => verb === 'watch').length > 1)
  stage.cluster.react(JOBS, (made) => {
    if (made.metadata?.uid === old.metadata?.uid) return
    void stage.push(unit).then(() => stage.pod(made, statusOf(DONE, ended(0))))
  })
  stage.cluster.remove(JOBS, { namespace: NAMESPACE, name: job.metadata?.name ?? '' })
  assert.equal((await run).kind, 'layer')
})

test('K1 a Job of that name for something else is an error, and stays', async () => {
  const stage = openStage()
  const job = await jobSent(stage)
  stage.cluster.put(JOBS, { ...job, metadata: { ...job.metadata, annotations: {} } })
  await assert.rejects(stage.builder('1').run(unit, quiet, never), /there is one of that name for something else/)
  assert.equal(isGone(stage, job), false)
})

test('K2 a Job whose reply was lost is one Job', async () => {
  const stage = openStage()
  stage.runJobs(unit)
  const create: Cluster['create'] = async (resource, object, signal) => {
    const written = await stage.cluster.create(resource, object, signal)
    return resource.kind === 'Job' ? stage.cluster.create(resource, object, signal) : written
  }
  await stage.builder('1', { cluster: { ...stage.cluster, create } }).run(unit, quiet, never)
  assert.equal(new Set(stage.jobs().map(({ metadata }) => metadata?.uid)).size, 1)
})

test('a run finishes what another left between the Job and what stands beside it', async () => {
  const stage = openStage()
  const job = await jobSent(stage)
  stage.cluster.put(JOBS, job)
  const names = new Set<string>()
  stage.cluster.react(CONFIG_MAPS, ({ metadata }) => names.add(metadata?.name ?? ''))
  stage.runJobs(unit)
  await stage.builder('1').run(unit, quiet, never)
  assert.ok([...names].every((name) => JSON.stringify(job.spec).includes(`"${name}"`)))
  assert.equal(names.size, 1)
})

test('K4 a run that leaves takes its Job only when no other waits for it', async () => {
  const stage = openStage()
  const stop = new AbortController()
  const first = stage.builder('1').run(unit, quiet, stop.signal)
  first.catch(quiet)
  await until(() => stage.jobs().length > 0)
  const second = stage.builder('2').run(unit, quiet, never)
  await until(() => stage.cluster.requests.some(({ verb }) => verb === 'patch'))
  stop.abort(new Error('cancelled'))
  await assert.rejects(first, /cancelled/)
  const [job] = stage.jobs()
  assert.ok(job)
  assert.equal(isGone(stage, job), false)
  await stage.push(unit)
  stage.pod(job, statusOf(DONE, ended(0)))
  assert.equal((await second).kind, 'layer')
  assert.ok(isGone(stage, job))
})

test('K7 an evicted pod is followed by another, and its end does not count', async () => {
  const stage = openStage()
  const lines: string[] = []
  const run = stage.builder('1').run(unit, (line) => lines.push(line), never)
  await until(() => stage.jobs().length > 0)
  const [job] = stage.jobs()
  assert.ok(job)
  stage.pod(job, {
    ...statusOf(ended(137)),
    phase: 'Failed',
    conditions: [{ type: 'DisruptionTarget', status: 'True' }],
  })
  await until(() => lines.length > 0)
  await stage.push(unit)
  stage.pod(job, statusOf(DONE, ended(0)), 1)
  assert.equal((await run).kind, 'layer')
})

test('K18 a Job that is deleted under way is an error, unless the registry has its layer', async () => {
  for (const pushed of [false, true]) {
    const stage = openStage()
    const run = stage.builder('1').run(unit, quiet, never)
    run.catch(quiet)
    await until(() => stage.jobs().length > 0)
    const [job] = stage.jobs()
    assert.ok(job)
    if (pushed) await stage.push(unit)
    stage.cluster.remove(JOBS, { namespace: NAMESPACE, name: job.metadata?.name ?? '' })
    if (pushed) assert.equal((await run).kind, 'layer')
    else await assert.rejects(run, /somebody deleted Job/)
  }
})

test('what a Job says it pushed is not believed without the registry', async () => {
  const stage = openStage()
  stage.cluster.react(JOBS, (job) => stage.pod(job, statusOf(DONE, ended(0, { message: '{}' }))))
  await assert.rejects(stage.builder('1').run(unit, quiet, never), /which the Job says it has pushed/)
})

test('K19 a namespace that is not there is told after one try', async () => {
  const stage = openStage()
  const message = 'namespaces "builds" not found'
  stage.cluster.refuse({ verb: 'create', plural: 'jobs', status: 404, reason: 'NotFound', message, times: 9 })
  await assert.rejects(stage.builder('1').run(unit, quiet, never), /namespaces "builds" not found/)
  assert.equal(creations(stage), 1)
})

test('S1 a run that is cancelled has deleted its Job when it says so', async () => {
  const stage = openStage()
  const stop = new AbortController()
  const run = stage.builder('1').run(unit, quiet, stop.signal)
  run.catch(quiet)
  await until(() => stage.jobs().length > 0)
  stop.abort(new Error('cancelled'))
  await assert.rejects(run, /cancelled/)
  assert.ok(stage.jobs().every((job) => isGone(stage, job)))
  assert.equal(stage.ledger.size, 0)
})

test('S2 a run that cannot leave in time says that it was cancelled, and leaves a note', async () => {
  const stage = openStage()
  const stop = new AbortController()
  const patch: Cluster['patch'] = (_resource, _key, _patch, signal) =>
    new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }))
  const run = stage.builder('1', { cluster: { ...stage.cluster, patch } }).run(unit, quiet, stop.signal)
  run.catch(quiet)
  await until(() => stage.jobs().length > 0)
  stop.abort(new Error('cancelled'))
  await assert.rejects(run, /cancelled/)
  assert.equal(stage.ledger.size, 1)
})

test('K27 the run’s own login stands in a Secret that the Job owns, and nowhere else', async () => {
  const stage = openStage()
  const password = 'correct-horse'
  const secrets: string[] = []
  stage.cluster.react(SECRETS, ({ metadata }) => secrets.push(metadata?.ownerReferences?.[0]?.kind ?? 'nobody'))
  const seen: string[] = []
  stage.cluster.react(JOBS, (job) => seen.push(JSON.stringify(job)))
  stage.cluster.react(CONFIG_MAPS, (map) =>
    seen.push(...Object.values(map.binaryData ?? {}).map((text) => Buffer.from(text, 'base64').toString())),
  )
  stage.runJobs(unit)
  const login = () => Promise.resolve({ kind: 'password', username: 'u', password } as const)
  await stage.builder('1', { login }).run(unit, quiet, never)
  assert.deepEqual(secrets, ['Job'])
  const forms = [password, Buffer.from(`u:${password}`).toString('base64')]
  assert.equal(
    seen.some((text) => forms.some((form) => text.includes(form))),
    false,
  )
})

test('a Secret that is named and not there is told before a Job is made', async () => {
  const stage = openStage()
  const run = stage.builder('1', {}, { pushSecret: 'mine' }).run(unit, quiet, never)
  await assert.rejects(run, /Cannot push with Secret "mine" in namespace "builds": there is none of that name/)
  assert.equal(creations(stage), 0)
})

test('Kubeless’ own Secret is pushed with where it has a login for the registry', async () => {
  for (const [key, secret] of [
    ['http://registry.example.com/v2', 'kubeless-registry-credentials'],
    ['elsewhere.example.com', undefined],
  ] as const) {
    const stage = openStage()
    const text = JSON.stringify({ auths: { [key]: { auth: Buffer.from('u:p').toString('base64') } } })
    stage.cluster.put(SECRETS, {
      metadata: { namespace: NAMESPACE, name: 'kubeless-registry-credentials' },
      data: { '.dockerconfigjson': Buffer.from(text).toString('base64') },
    })
    stage.runJobs(unit)
    await stage.builder('1').run(unit, quiet, never)
    assert.equal(stage.jobs()[0]?.spec?.template.spec?.imagePullSecrets?.[0]?.name, secret)
  }
})

test('Kubeless’ configuration can say that the registry is spoken to without TLS', async () => {
  const stage = openStage()
  stage.cluster.put(CONFIG_MAPS, {
    metadata: { namespace: 'kubeless', name: 'kubeless-config' },
    data: { 'function-registry-tls-verify': 'false' },
  })
  const plans: string[] = []
  stage.cluster.react(CONFIG_MAPS, ({ binaryData }) => {
    if (binaryData?.['plan.json'] !== undefined) plans.push(Buffer.from(binaryData['plan.json'], 'base64').toString())
  })
  stage.runJobs(unit)
  await stage.builder('1').run(unit, quiet, never)
  assert.match(plans.join(), /"insecureRegistries":\["registry\.example\.com"\]/)
})

test('check() says that files are too many bytes for a Job', () => {
  const [file] = unit.files
  assert.ok(file?.type === 'file')
  const problem = openStage()
    .builder('1')
    .check({ ...unit, files: [{ ...file, size: 7_000_000 }] })
  assert.match(problem?.message ?? '', /have 7000000 bytes, and a Job takes 6000000/)
})

test('a warning of the server about the Job is in the log', async () => {
  const stage = openStage()
  const warning = 'would violate PodSecurity "restricted:latest"'
  stage.cluster.warn({ verb: 'create', plural: 'jobs', warnings: [warning] })
  const lines: string[] = []
  stage.cluster.react(JOBS, (job) => stage.pod(job, statusOf(RUNNING)))
  const run = stage.builder('1').run(unit, (line) => lines.push(line), never)
  await until(() => stage.jobs().length > 0)
  const [job] = stage.jobs()
  assert.ok(job)
  stage.pod(job, statusOf(ended(1)))
  await assert.rejects(run, ActionError)
  assert.deepEqual(lines, [`Warning: ${warning}`])
})

test('K25 one of twenty that fails leaves the others alone', async () => {
  const stage = openStage()
  const units = Array.from({ length: 20 }, (_, index) => ({ ...unit, key: index.toString(16).padEnd(64, 'f') }))
  const begun = new Set<string>()
  stage.cluster.react(JOBS, (job) => {
    const { uid = '', labels = {} } = job.metadata ?? {}
    if (begun.has(uid)) return
    begun.add(uid)
    const built = units.find(({ key }) => key.startsWith(labels[KEY_LABEL] ?? '-'))
    if (built === undefined || built === units[7]) stage.pod(job, statusOf(ended(1)))
    else void stage.push(built).then(() => stage.pod(job, statusOf(DONE, ended(0))))
  })
  const builder = stage.builder('1')
  const ends = await Promise.allSettled(units.map((unit) => builder.run(unit, quiet, never)))
  assert.deepEqual(
    ends.flatMap(({ status }, index) => (status === 'rejected' ? [index] : [])),
    [7],
  )
})

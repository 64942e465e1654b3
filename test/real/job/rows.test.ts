import assert from 'node:assert/strict'
import { describe, test, type TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { dependencyTag } from '../../../src/core/image/dependency-image.ts'
import { fileOf } from '../../../src/core/image/content.ts'
import { parseReference } from '../../../src/core/oci/reference.ts'
import type { Job } from '../../../src/core/cluster/object.ts'
import { JOBS } from '../../../src/core/cluster/resource.ts'
import type { DependencyUnit } from '../../../src/core/build/unit.ts'
import { inParallel } from '../../../src/core/parallel.ts'
import { leave } from '../../../src/edge/builder/job/leave.ts'
import { npmUnit, packageJson, pipUnit } from '../../fakes/units.ts'
import { bedFor } from '../bed/cluster.ts'
import { openSite, type Site, siteIn } from './site.ts'

const never = new AbortController().signal
const quiet = (): void => undefined

const row = (name: string, body: (site: Site, t: TestContext) => Promise<void>): void =>
  void test(name, async (t) => {
    const bed = await bedFor(t)
    if (bed !== undefined) await body(await openSite(t, bed), t)
  })

/** A unit whose install runs `command`. */
const unitOf = (command: string, change: Partial<DependencyUnit> = {}): DependencyUnit => {
  const unit = npmUnit([packageJson({})], change)
  return { ...unit, phase: { ...unit.phase, command } }
}

const INSTALLS = 'mkdir -p node_modules/a && echo 1 > node_modules/a/index.js'

const message = async (run: Promise<unknown>): Promise<string> => {
  const error: unknown = await run.catch((error: unknown) => error)
  assert.ok(error instanceof Error, 'it should have failed')
  return error.message
}

const jobs = async ({ cluster, namespace }: Site): Promise<readonly Job[]> => cluster.list(JOBS, { namespace }, never)

/** Most of these wait for something to take too long. */
describe('rows', { concurrency: 6 }, () => {
  row('K4 a Job outlives a run that is cancelled while another waits for it', async (site) => {
    const unit = unitOf(`sleep 4; ${INSTALLS}`)
    const stop = new AbortController()
    const first = site.builder('1').run(unit, quiet, stop.signal)
    first.catch(quiet)
    await site.installing()
    const second = site.builder('2').run(unit, quiet, never)
    while (!JSON.stringify(await jobs(site)).includes('run-2')) await sleep(100)
    stop.abort(new Error('cancelled'))
    await assert.rejects(first, /cancelled/)
    assert.equal((await second).kind, 'layer')
    assert.deepEqual(await site.leftovers(), [])
  })

  row('K6 an install that exits 1 fails at once, with its code', async (site) => {
    const run = site.builder('1').run(unitOf('echo "npm error code E1"; exit 3'), quiet, never)
    assert.match(await message(run), /^Cannot install dependencies: npm E1$/)
    assert.equal((await jobs(site)).length, 0)
  })

  row('K6 what no layer can hold ends with code 42, and says what it is', async (site) => {
    const run = site.builder('1').run(unitOf('mkfifo pipe'), quiet, never)
    assert.match(await message(run), /cannot go into an image: "pipe" is neither a file, a folder nor a link/)
  })

  row('K6 a lack of memory is told with the limit', async (site) => {
    const command = `node -e 'const a = []; for (;;) a.push(Buffer.alloc(2e7, 1))'`
    const run = site.builder('1', { settings: { buildMemory: '96Mi' } }).run(unitOf(command), quiet, never)
    assert.match(await message(run), /more than the 96Mi of memory it may have \(OOMKilled\)/)
  })

  row('K7 a pod that is evicted is replaced', async (site) => {
    const lines: string[] = []
    const unit = unitOf(`sleep 5; ${INSTALLS}`)
    const run = site.builder('1').run(unit, (line) => lines.push(line), never)
    const name = await site.installing()
    await site.bed.kubectl(
      ['create', '--raw', `/api/v1/namespaces/${site.namespace}/pods/${name}/eviction`, '--filename', '-'],
      JSON.stringify({ apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name, namespace: site.namespace } }),
    )
    assert.equal((await run).kind, 'layer')
    assert.ok(lines.some((line) => line.includes(`took pod "${name}" away`)))
  })

  for (const [what, image, said] of [
    ['is not there', 'nobody/nothing:1', /cannot pull image .*nothing:1": .*not found/],
    ['has no registry', 'nothing:1', /cannot pull image "10\.88\.0\.1:5999\/nothing:1": .*connection refused/],
  ] as const)
    row(`K9 an install image that ${what} is told with the node’s words`, async (site) => {
      const images = what === 'is not there' ? undefined : () => parseReference(`10.88.0.1:5999/${image}`)
      const unit = unitOf('true')
      const run = site
        .builder('1', images === undefined ? {} : { options: { images } })
        .run({ ...unit, phase: { ...unit.phase, image: parseReference(image) } }, quiet, never)
      assert.match(await message(run), said)
      assert.deepEqual(await site.leftovers(), [])
    })

  row('K10 a pod that fits no node is told with the scheduler’s words', async (site) => {
    const unit = unitOf('true', { platform: { os: 'linux', architecture: 's390x' } })
    assert.match(await message(site.builder('1').run(unit, quiet, never)), /no node takes the build's pod: 0\/1 nodes/)
  })

  row('K10 a full quota is told with the server’s words', async (site) => {
    await site.apply({
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'full' },
      spec: { hard: { pods: '0' } },
    })
    const run = site.builder('1').run(unitOf('true'), quiet, never)
    assert.match(await message(run), /refuses the build's pod: .*exceeded quota: full/)
  })

  row('K10 a LimitRange is told with the server’s words', async (site) => {
    const limits = [{ type: 'Container', max: { memory: '64Mi' } }]
    await site.apply({ apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'small' }, spec: { limits } })
    const run = site.builder('1').run(unitOf('true'), quiet, never)
    assert.match(await message(run), /refuses the build's pod: .*maximum memory usage per Container is 64Mi/)
  })

  row('K10 a webhook that is down is told with the server’s words', async (site, t) => {
    const name = site.namespace
    t.after(() => site.bed.kubectl(['delete', 'validatingwebhookconfiguration', name]))
    await site.apply({
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingWebhookConfiguration',
      metadata: { name },
      webhooks: [
        {
          name: 'down.example.com',
          clientConfig: { url: 'https://127.0.0.1:1/' },
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
          rules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }],
          admissionReviewVersions: ['v1'],
          sideEffects: 'None',
          timeoutSeconds: 1,
        },
      ],
    })
    const run = site.builder('1').run(unitOf('true'), quiet, never)
    assert.match(await message(run), /refuses the build's pod: .*failed calling webhook "down\.example\.com"/)
  })

  row(
    'K11 a restricted namespace admits a pod with files as an archive, and one that pushes with a Secret',
    async (site) => {
      const login = () => Promise.resolve({ kind: 'password', username: 'u', password: 'a secret' } as const)
      const files = [
        packageJson({}),
        fileOf('lib/a b:c.js', '1'),
        { type: 'symlink', path: 'lib/l', target: 'a b:c.js' } as const,
      ]
      const unit = unitOf(`cat "lib/l" && ${INSTALLS}`)
      const output = await site.builder('1', { options: { login } }).run({ ...unit, files }, quiet, never)
      assert.deepEqual(
        (await site.contents(output)).map(({ path }) => path),
        ['node_modules/a/index.js'],
      )
    },
  )

  row('K18 a Job that somebody deletes is told, after a look into the registry', async (site) => {
    const run = site.builder('1').run(unitOf('sleep 60'), quiet, never)
    run.catch(quiet)
    await site.installing()
    await site.kubectl('delete', 'jobs', '--all', '--wait=false')
    assert.match(await message(run), /somebody deleted Job "deps-nodejs[^"]*" in namespace/)
  })

  row('K18 a layer that is pushed counts, though its Job is deleted', async (site) => {
    const unit = unitOf(INSTALLS)
    const { builder } = site
    await builder('1').run(unit, quiet, never)
    const slow = builder('2').run({ ...unit, phase: { ...unit.phase, command: 'sleep 60' } }, quiet, never)
    await site.installing()
    await site.kubectl('delete', 'jobs', '--all', '--wait=false')
    assert.equal((await slow).kind, 'layer')
  })

  row(
    'K27 the login goes with the Job of a run that was killed, and stands nowhere but in the Secret',
    async (site) => {
      const password = 'correct-horse-battery'
      const login = () => Promise.resolve({ kind: 'password', username: 'u', password } as const)
      const stop = new AbortController()
      const run = site
        .builder('1', { options: { login }, settings: { buildTimeout: 120 } })
        .run(unitOf('sleep 60'), quiet, stop.signal)
      run.catch(quiet)
      await site.installing()
      const seen = await site.kubectl('get', 'jobs,pods,configmaps,events', '--output', 'yaml')
      for (const form of [password, Buffer.from(`u:${password}`).toString('base64')])
        assert.equal(seen.includes(form), false)
      assert.match(await site.kubectl('get', 'secrets', '--output', 'name'), /^secret\/deps-/)
      stop.abort(new Error('cancelled'))
      await assert.rejects(run, /cancelled/)
      assert.deepEqual(await site.leftovers(), [])
    },
  )

  row('S1 a cancelled build deletes its Job before it says so', async (site) => {
    const stop = new AbortController()
    const run = site.builder('1').run(unitOf('sleep 60'), quiet, stop.signal)
    run.catch(quiet)
    await site.installing()
    stop.abort(new Error('cancelled'))
    await assert.rejects(run, /cancelled/)
    assert.deepEqual(await jobs(site), [])
    assert.equal(site.ledger.size, 0)
  })

  row('S2 a later step deletes the Job of a run that could not', async (site) => {
    const stop = new AbortController()
    const stalled = { ...site.cluster, patch: stall, delete: stall } as typeof site.cluster
    const building = site.builder('1', { options: { cluster: stalled } }).run(unitOf('sleep 60'), quiet, stop.signal)
    building.catch(quiet)
    await site.installing()
    stop.abort(new Error('cancelled'))
    await assert.rejects(building, /cancelled/)
    const [entry] = site.ledger
    assert.equal(entry?.kind, 'job')
    assert.equal((await jobs(site)).length, 1)
    assert.equal(await leave(entry, site.cluster, never), 'left')
    assert.equal(await leave(entry, site.cluster, never), 'absent')
    assert.deepEqual(await jobs(site), [])
  })

  row('S3 a Job that nobody waits for any more ends by its deadline, and goes with its Secret', async (site) => {
    const login = () => Promise.resolve({ kind: 'password', username: 'u', password: 'p' } as const)
    const stop = new AbortController()
    const gone = { ...site.cluster, patch: stall } as typeof site.cluster
    const settings = { buildTimeout: 3 }
    const run = site
      .builder('1', { options: { cluster: gone, login }, settings })
      .run(unitOf('sleep 600'), quiet, stop.signal)
    run.catch(quiet)
    await site.installing()
    stop.abort(new Error('killed'))
    await assert.rejects(run, /killed/)
    assert.equal((await jobs(site)).length, 1)
    await site.kubectl('wait', '--for=delete', 'jobs', '--all', '--timeout=120s')
    assert.deepEqual(await site.leftovers(), [])
  })

  test('K19 a namespace that is not there is told, after one try', async (t) => {
    const bed = await bedFor(t)
    if (bed === undefined) return
    const site = await siteIn(t, bed, 'job-none')
    assert.match(await message(site.builder('1').run(unitOf('true'), quiet, never)), /namespaces? "job-none" not found/)
  })

  row('K19 and K26 a namespace that is being deleted is told, and gets nothing new', async (site) => {
    await site.kubectl('create', 'configmap', 'last')
    await site.kubectl('patch', 'configmap', 'last', '--patch', '{"metadata":{"finalizers":["example.com/last"]}}')
    await site.bed.kubectl(['delete', 'namespace', site.namespace, '--wait=false'])
    const said = await message(site.builder('1').run(unitOf('true'), quiet, never))
    await site.kubectl('patch', 'configmap', 'last', '--patch', '{"metadata":{"finalizers":null}}')
    assert.match(said, /because it is being terminated/)
  })

  row('a pip install in a Job leaves its packages', async (site) => {
    const unit = pipUnit('3.13', [fileOf('requirements.txt', 'tool==1.0\n')], {})
    const env = { PIP_INDEX_URL: site.bed.pypi, PIP_TRUSTED_HOST: '10.88.0.1' }
    const command = 'pip install --prefix=/kubeless --ignore-installed --no-compile --no-cache-dir -r requirements.txt'
    const output = await site.builder('1').run({ ...unit, phase: { ...unit.phase, command, env } }, quiet, never)
    const paths = (await site.contents(output)).map(({ path }) => path)
    assert.ok(paths.some((path) => path.startsWith('lib/python3.13/site-packages/')))
    assert.equal(paths.includes('requirements.txt'), false)
  })

  row('an install with settings of Kubeless’ takes packages from the registry they name', async (site) => {
    const unit = npmUnit([packageJson({ greeting: '1.0.0' })])
    const phase = { ...unit.phase, command: 'npm install', env: { NPM_REGISTRY: site.bed.npm.url } }
    const output = await site.builder('1').run({ ...unit, phase }, quiet, never)
    const paths = (await site.contents(output)).map(({ path }) => path)
    assert.ok(paths.includes('node_modules/greeting-words/index.js'))
  })
})

/** An API server that does not answer. */
const stall = (...args: readonly unknown[]): Promise<never> =>
  new Promise((_, reject) => {
    const signal = args.at(-1) as AbortSignal
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
  })

test('K3 two runs that want one layer share one Job, again and again', async (t) => {
  const bed = await bedFor(t)
  if (bed === undefined) return
  const site = await openSite(t, bed)
  const since = new Date()
  const seen = new Set<string>()
  await inParallel(AT_ONCE, [...Array(ROUNDS).keys()], async (round) => {
    const unit = unitOf(INSTALLS, { key: round.toString(16).padStart(64, '0') })
    const [first, second] = await Promise.all([
      site.builder('1').run(unit, quiet, never),
      site.builder('2').run(unit, quiet, never),
    ])
    assert.deepEqual(first, second)
    const answer = await site.registry.digest({ ...site.shared, tag: dependencyTag(unit.key) }, never)
    assert.equal(answer.status, 'present')
    seen.add(unit.key)
  })
  const created = (await bed.audit(since)).filter(
    ({ verb, resource, namespace, code }) =>
      verb === 'create' && resource === 'jobs' && namespace === site.namespace && code === 201,
  )
  assert.equal(created.length, ROUNDS)
  assert.deepEqual(await site.leftovers(), [])
})

const ROUNDS = 6
/** Rounds at the same time. */
const AT_ONCE = 3

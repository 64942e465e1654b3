import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { buildIdentity } from '../../../../src/core/build/job/identity.ts'
import { jobFiles } from '../../../../src/core/build/job/files.ts'
import { objectsFor } from '../../../../src/core/build/job/object-names.ts'
import { configMapsOf, secretOf } from '../../../../src/core/build/job/objects.ts'
import { objectsOf } from '../../../../src/core/build/job/volumes.ts'
import type { DependencyUnit } from '../../../../src/core/build/unit.ts'
import type { Job } from '../../../../src/core/cluster/object.ts'
import { fileOf } from '../../../../src/core/image/content.ts'
import { npmUnit, packageJson, pipUnit } from '../../../fakes/units.ts'
import { restrictedFaults } from '../../cluster/restricted.ts'
import { sampleJob, sha256, shared } from './samples.ts'

const plain = npmUnit([packageJson({ tool: '1.0.0' })])
const nested = npmUnit([packageJson({ tool: 'file:./lib' }), fileOf('lib/package.json', '{}')])

const podOf = (job: Job) => {
  const pod = job.spec?.template.spec
  assert.ok(pod)
  return pod
}

const UNITS: Readonly<Record<string, DependencyUnit>> = {
  npm: plain,
  'npm with local packages': nested,
  pip: pipUnit('3.13', [fileOf('requirements.txt', 'six\n')]),
}

for (const [name, unit] of Object.entries(UNITS))
  test(`K11 jobOf() keeps to the restricted standard with ${name}`, async () => {
    assert.deepEqual(restrictedFaults(podOf(await sampleJob(unit))), [])
  })

test('K11 restrictedFaults() finds a container that may be root', async () => {
  const pod = podOf(await sampleJob(plain))
  assert.deepEqual(restrictedFaults({ ...pod, securityContext: {} }).slice(0, 2), [
    'install: has no seccomp profile',
    'install: may run as root',
  ])
})

test('jobOf() never gives a container the right to write to its image', async () => {
  const { initContainers = [], containers } = podOf(await sampleJob(nested))
  for (const { securityContext } of [...initContainers, ...containers])
    assert.equal(securityContext?.readOnlyRootFilesystem, true)
})

test('K6 jobOf() tries nothing twice, and K7 replaces only pods that the cluster took away', async () => {
  const { spec } = await sampleJob(plain)
  assert.equal(spec?.backoffLimit, 0)
  assert.deepEqual(spec?.podFailurePolicy, {
    rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] }],
  })
})

test('S3 jobOf() sets deadlines for pod and Job, the pod’s first, and a time to go', async () => {
  const { spec } = await sampleJob(plain, { timeout: 30 })
  assert.equal(spec?.template.spec?.activeDeadlineSeconds, 30)
  assert.equal(spec?.activeDeadlineSeconds, 90)
  assert.ok((spec?.ttlSecondsAfterFinished ?? Infinity) <= 120)
})

test('jobOf() gives the login to the build container alone', async () => {
  const { initContainers = [], containers } = podOf(await sampleJob(plain))
  const mounts = (list: typeof containers) =>
    list.flatMap(({ volumeMounts = [] }) => volumeMounts.map(({ name }) => name))
  assert.equal(mounts(initContainers).includes('push'), false)
  assert.equal(mounts(containers).includes('push'), true)
})

test('jobOf() lets nothing of the install but /kubeless reach the build container', async () => {
  const { initContainers = [], containers } = podOf(await sampleJob(nested))
  const written = new Set(
    initContainers.flatMap(({ volumeMounts = [] }) =>
      volumeMounts.filter(({ readOnly }) => readOnly !== true).map(({ name }) => name),
    ),
  )
  const seen = containers.flatMap(({ volumeMounts = [] }) => volumeMounts.filter(({ name }) => written.has(name)))
  assert.deepEqual(seen, [{ name: 'kubeless', mountPath: '/kubeless', readOnly: true }])
})

test('S7 jobOf() hands command and variables over as they are, whatever they hold', async () => {
  const text = '$(HOME) $$ ${x} `id`; "\n'
  const unit = npmUnit(plain.files, { phase: { ...plain.phase, command: text, env: { NPM_CONFIG_EXTRA: text } } })
  const [install] = podOf(await sampleJob(unit)).initContainers ?? []
  const value = install?.env?.find(({ name }) => name === 'NPM_CONFIG_EXTRA')?.value
  assert.deepEqual([expanded(install?.args?.[0] ?? ''), expanded(value ?? '')], [text, text])
})

/** What the kubelet makes of a value. https://github.com/kubernetes/kubernetes/blob/master/third_party/forked/golang/expansion/expand.go */
const expanded = (text: string): string =>
  text.replaceAll(/\$(?:\$|\(([^)]*)\))/g, (match) => (match === '$$' ? '$' : 'EXPANDED'))

test('jobOf() mounts files that lie beside each other, and sends others as an archive', async () => {
  const mounts = async (unit: DependencyUnit) =>
    podOf(await sampleJob(unit)).initContainers?.[0]?.volumeMounts?.filter(({ name }) => name === 'files')
  assert.deepEqual(await mounts(plain), [
    { name: 'files', mountPath: '/kubeless/package.json', subPath: 'file-0', readOnly: true },
  ])
  assert.deepEqual(await mounts(nested), [{ name: 'files', mountPath: '/files', readOnly: true }])
})

test('configMapsOf() makes one for each 900 kB, named in the Job alone, and owned by it', async () => {
  const noise = Buffer.from(Array.from({ length: 1_000_000 }, (_, index) => (index * 7919 * ((index >> 3) + 1)) % 251))
  const unit = npmUnit([packageJson({}), fileOf('lib/noise', noise)])
  const files = await jobFiles(unit.files)
  const job = { ...(await sampleJob(unit, { files })), metadata: { name: 'deps', namespace: 'builds', uid: 'u1' } }
  const objects = objectsOf(job)
  assert.ok(objects)
  const plan = { key: unit.key, platform: unit.platform, shared, leaveOut: [], insecureRegistries: [] }
  const maps = configMapsOf(job, objects, { program: new Uint8Array(9), plan, files, dockerConfig: undefined })
  const named = JSON.stringify(job.spec)
  for (const { metadata } of maps) {
    assert.ok(named.includes(`"${metadata?.name}"`))
    assert.equal(metadata?.ownerReferences?.[0]?.uid, 'u1')
  }
  assert.ok(maps.length > 1)
})

test('secretOf() makes none where another is pushed with', async () => {
  const unit = plain
  const objects = objectsFor('deps', 'a1', { name: 'theirs' })
  const job = await sampleJob(unit, { objects })
  const plan = { key: unit.key, platform: unit.platform, shared, leaveOut: [], insecureRegistries: [] }
  const contents = {
    program: new Uint8Array(),
    plan,
    files: { kind: 'mounted', files: [] },
    dockerConfig: '{}',
  } as const
  assert.equal(secretOf(job, objects, contents), undefined)
  assert.deepEqual(objectsOf(job), objects)
})

test('buildIdentity() makes names that Kubernetes takes, of whatever runtime', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (runtime) => {
      const { name, labels } = buildIdentity({ ...plain, runtime }, shared, sha256)
      assert.match(`${name}-a1b2c3-7`, /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/)
      for (const value of Object.values(labels))
        assert.match(value, /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/)
    }),
  )
})

test('buildIdentity() differs by key, repository and program', () => {
  const names = [
    buildIdentity(plain, shared, sha256),
    buildIdentity({ ...plain, key: 'c'.repeat(64) }, shared, sha256),
    buildIdentity(plain, { ...shared, path: 'other' }, sha256),
    buildIdentity(plain, shared, 'd'.repeat(64)),
  ].map(({ name }) => name)
  assert.equal(new Set(names).size, names.length)
})

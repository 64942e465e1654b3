import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { buildIdentity } from '../../../src/core/build/job/identity.ts'
import type { DependencyUnit } from '../../../src/core/build/unit.ts'
import type { Cluster } from '../../../src/ports.ts'
import { npmUnit, packageJson } from '../../fakes/units.ts'
import { bedFor } from '../bed/cluster.ts'
import { openFaulty } from '../cluster/faulty.ts'
import { builderProgram } from './program.ts'
import { openSite, type Site, siteIn } from './site.ts'

const never = new AbortController().signal
const quiet = (): void => undefined

const INSTALLS = 'mkdir -p node_modules/a && echo 1 > node_modules/a/index.js'

const row = (name: string, body: (site: Site, t: TestContext) => Promise<void>): void =>
  void test(name, async (t) => {
    const bed = await bedFor(t)
    if (bed !== undefined) await body(await openSite(t, bed), t)
  })

/** A unit whose install runs `command`. */
const unitOf = (command: string): DependencyUnit => {
  const unit = npmUnit([packageJson({})])
  return { ...unit, phase: { ...unit.phase, command } }
}

/** As a run has it that is killed before it can take anything away. */
const killed = (cluster: Cluster): Cluster => ({ ...cluster, delete: async () => 'gone' })

const uidOf = async (site: Site): Promise<string> =>
  site.kubectl('get', 'jobs', '--output=jsonpath={.items[*].metadata.uid}')

const ended = (site: Site, condition: 'complete' | 'failed'): Promise<string> =>
  site.kubectl('wait', 'jobs', '--all', `--for=condition=${condition}`, '--timeout=60s')

const nameOf = async (site: Site, unit: DependencyUnit): Promise<string> =>
  buildIdentity(unit, site.shared, (await builderProgram()).sha256).name

/** Jobs of the namespace that an API server was asked to make, and made. */
const made = async ({ bed, namespace }: Pick<Site, 'bed' | 'namespace'>, since: Date): Promise<number> =>
  (await bed.audit(since)).filter(
    (entry) =>
      entry.namespace === namespace && entry.resource === 'jobs' && entry.verb === 'create' && entry.code === 201,
  ).length

row('K1 a Job that runs is joined', async (site) => {
  const unit = unitOf(`sleep 3; ${INSTALLS}`)
  const since = new Date()
  const outputs = await Promise.all([
    site.builder('1').run(unit, quiet, never),
    sleep(1_000).then(() => site.builder('2').run(unit, quiet, never)),
  ])
  assert.deepEqual(outputs[0], outputs[1])
  assert.equal(await made(site, since), 1)
})

row('K1 a Job that is complete is believed when the registry has its layer', async (site) => {
  const unit = unitOf(INSTALLS)
  const since = new Date()
  const first = await site.builder('1', { options: { cluster: killed(site.cluster) } }).run(unit, quiet, never)
  await ended(site, 'complete')
  assert.deepEqual(await site.builder('2').run(unit, quiet, never), first)
  assert.equal(await made(site, since), 1)
})

row('K1 a Job that failed is made anew', async (site) => {
  const unit = unitOf('exit 3')
  const dying = site.builder('1', { options: { cluster: killed(site.cluster) } })
  await assert.rejects(dying.run(unit, quiet, never), /exit code 3/)
  await ended(site, 'failed')
  const before = await uidOf(site)
  await assert.rejects(site.builder('2').run(unit, quiet, never), /exit code 3/)
  assert.notEqual(before, '')
  assert.ok(!(await uidOf(site)).includes(before))
})

row('K1 a Job of the same name that is another’s is left alone, and named', async (site) => {
  const unit = unitOf(INSTALLS)
  const name = await nameOf(site, unit)
  await site.apply(jobOf(name))
  const before = await uidOf(site)
  await assert.rejects(site.builder('1').run(unit, quiet, never), new RegExp(`Job "${name}".*for something else`))
  assert.equal(await uidOf(site), before)
})

row('K1 a Job that is being deleted is waited out', async (site) => {
  const unit = unitOf(INSTALLS)
  const since = new Date()
  await site.builder('1', { options: { cluster: killed(site.cluster) } }).run(unit, quiet, never)
  await ended(site, 'complete')
  const name = await nameOf(site, unit)
  const finalizers = (list: readonly string[]): Promise<string> =>
    site.kubectl('patch', 'job', name, '--type=merge', '--patch', JSON.stringify({ metadata: { finalizers: list } }))
  await finalizers(['example.com/held'])
  await site.kubectl('delete', 'job', name, '--wait=false')
  const running = site.builder('2').run(unit, quiet, never)
  await sleep(1_500)
  await finalizers([])
  assert.equal((await running).kind, 'layer')
  assert.equal(await made(site, since), 2)
})

test('K2 a Job whose making was not heard of is not made twice', async (t) => {
  const scene = await openFaulty(t, 'POST /jobs: 1*drop -> pass')
  if (scene === undefined) return
  const site = await siteIn(t, scene.bed, scene.namespace)
  const since = new Date()
  const output = await site.builder('1', { options: { cluster: scene.cluster } }).run(unitOf(INSTALLS), quiet, never)
  assert.equal(output.kind, 'layer')
  assert.equal(scene.proxy.seen('POST /jobs').length, 2)
  assert.equal(await made(site, since), 1)
})

const jobOf = (name: string): object => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name },
  spec: {
    suspend: true,
    template: {
      spec: {
        restartPolicy: 'Never',
        securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
        containers: [
          {
            name: 'x',
            image: 'nobody/nothing:1',
            securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
          },
        ],
      },
    },
  },
})

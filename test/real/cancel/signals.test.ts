import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { describe, test, type TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { openFaultProxy } from '../../fakes/fault-proxy.ts'
import type { ActionRun } from '../../fakes/runner.ts'
import { jobsOf, openScene, type Scene, type SceneOptions, until } from './scene.ts'
import { openStallingProxy } from './stalling-proxy.ts'

const row = (name: string, options: SceneOptions, body: (scene: Scene, t: TestContext) => Promise<void>): void =>
  void test(name, async (t) => {
    const scene = await openScene(t, options)
    if (scene !== undefined) await body(scene, t)
  })

/** What a run with a login for the registry has a Secret for. The bed's registry takes any. */
const LOGIN = { username: 'somebody', password: 's3cret-of-the-run' }

interface Cancelled {
  readonly run: ActionRun
  readonly at: Date
}

/** Cancels a step as soon as `ready` settles. */
const cancelled = async (
  scene: Scene,
  ready: Promise<unknown>,
  inputs: Readonly<Record<string, string>> = {},
): Promise<Cancelled> => {
  const stop = new AbortController()
  const running = scene.run({ with: inputs, cancel: { when: stop.signal } })
  await Promise.race([ready, running.then(({ main }) => assert.fail(`It ended too soon: ${main.log.join('\n')}`))])
  const at = new Date()
  stop.abort()
  return { run: await running, at }
}

/** A step that was interrupted deletes its Jobs within two seconds, ends by itself, and leaves its post step nothing to do. */
const assertLeft = async (scene: Scene, { run, at }: Cancelled, jobs = 1): Promise<void> => {
  assert.deepEqual([run.main.endedBy, run.main.exitCode], ['SIGINT', 130], run.main.log.join('\n'))
  const deletes = (await scene.requests(at)).filter(({ verb, resource }) => verb === 'delete' && resource === 'jobs')
  const sent = deletes.filter(({ code }) => code === 200).map(({ time }) => Date.parse(time) - at.getTime())
  assert.equal(sent.length, jobs)
  for (const wait of sent) assert.ok(wait < 2_000, `The delete was sent after ${wait} ms`)
  assert.deepEqual([run.post?.exitCode, run.post?.log], [0, []])
  assert.deepEqual(await scene.leftovers(), [])
}

/** Few processors: what is awaited here is that things end in time. */
describe('signals', { concurrency: 2 }, () => {
  row('S1 an interrupt while the Job waits for its pod deletes the Job', {}, async (scene) => {
    const spec = { hard: { pods: '0' } }
    await scene.apply({ apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'full' }, spec })
    await assertLeft(scene, await cancelled(scene, jobsOf(scene)))
  })

  row('S1 an interrupt during installs deletes every Job', { names: ['a', 'b', 'c'] }, async (scene) => {
    await assertLeft(scene, await cancelled(scene, scene.gate.knocked(3)), 3)
  })

  row('S1 an interrupt during the push deletes the Job', {}, async (scene, t) => {
    const { bed, address, namespace, gate } = scene
    const proxy = await openFaultProxy({ upstream: bed.registry, address, script: 'PUT /manifests/deps-: stall' })
    t.after(() => proxy.close())
    gate.open()
    const pushing = until(() => proxy.seen('PUT /manifests/deps-')[0])
    const inputs = { registry: `${proxy.host}/${namespace}`, 'insecure-registries': proxy.host + ',' + bed.registry }
    await assertLeft(scene, await cancelled(scene, pushing, inputs))
  })

  row(
    'S2 an interrupt with an API server that hangs ends before the kill, and the post step waits for it',
    {},
    async (scene, t) => {
      const { bed, address, gate } = scene
      const proxy = await openStallingProxy(t, bed.server, address)
      const kubeconfig = (await readFile(bed.kubeconfig, 'utf8')).replaceAll(bed.server, `https://${proxy.host}`)
      const ready = gate.knocked().then(() => proxy.stall())
      // Longer than the main step tries and than a connection does, shorter than the post step does.
      void ready.then(() => sleep(16_000)).then(() => proxy.flow())
      const { run } = await cancelled(scene, ready, { kubeconfig })
      assert.deepEqual([run.main.endedBy, run.main.exitCode], ['SIGINT', 130])
      assert.match(run.post?.log.join('\n') ?? '', /Left Job "deps-nodejs24-[0-9a-f]+" in namespace/)
      assert.equal(run.post?.exitCode, 0)
      assert.deepEqual(await scene.leftovers(), [])
    },
  )

  row('S3 a killed run without a post step', {}, async (scene, t) => {
    const stop = new AbortController()
    const inputs = { ...LOGIN, 'build-timeout': '5' }
    const running = scene.run({ with: inputs, cancel: { when: stop.signal, how: 'shutdown' } })
    await scene.gate.knocked()
    assert.match(await scene.kubectl('get', 'secrets', '--output', 'name'), /^secret\/deps-nodejs24-/)
    stop.abort()
    assert.equal((await running).main.endedBy, 'SIGKILL')
    const [job = ''] = await jobsOf(scene)
    await t.test('S3 its Job ends by the deadline', async () => {
      await scene.kubectl('wait', '--for=condition=Failed', `job/${job}`, '--timeout=60s')
    })
    // A minute to live, and what the controllers take.
    const left = await scene.leftovers(100_000)
    await t.test('S3 its Job is removed when its time to live is over', () => {
      assert.deepEqual(
        left.filter((name) => !name.startsWith('secret/')),
        [],
      )
    })
    await t.test('K27 its Secret to push with goes with the Job', () => {
      assert.deepEqual(
        left.filter((name) => name.startsWith('secret/')),
        [],
      )
    })
  })

  row('K27 the Secret to push with goes with its Job after a cancel', {}, async (scene) => {
    const secret = async (): Promise<string> => scene.kubectl('get', 'secrets', '--output', 'name')
    const ready = scene.gate.knocked().then(async () => assert.match(await secret(), /^secret\/deps-nodejs24-/))
    await assertLeft(scene, await cancelled(scene, ready, LOGIN))
    assert.equal(await secret(), '')
  })

  row('K4 a run that is cancelled leaves its Job to the one that waits for it too', {}, async (scene) => {
    const stop = new AbortController()
    const first = scene.run({ cancel: { when: stop.signal } })
    await scene.gate.knocked()
    const since = new Date()
    const second = scene.run()
    await until(async () => {
      const text = await scene.kubectl('get', 'jobs', '--output', 'jsonpath={.items[*].metadata.annotations}')
      return (text.match(/"function-images\.github\.io\/run-/g)?.length ?? 0) >= 2 ? true : undefined
    })
    stop.abort()
    const { main } = await first
    assert.deepEqual([main.endedBy, main.exitCode], ['SIGINT', 130])
    assert.deepEqual(
      (await scene.requests(since)).filter(({ verb }) => verb === 'delete'),
      [],
    )
    scene.gate.open()
    const done = await second
    assert.equal(done.main.exitCode, 0, done.main.log.join('\n'))
    assert.deepEqual(JSON.parse(done.main.outputs['built'] ?? ''), [`${scene.namespace}/hello`])
    assert.deepEqual(await scene.leftovers(), [])
  })
})

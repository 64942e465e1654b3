import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DaemonSet, StatefulSet } from '../../../src/core/cluster/object.ts'
import { CRON_JOBS, DAEMON_SETS, DEPLOYMENTS, STATEFUL_SETS } from '../../../src/core/cluster/resource.ts'
import { spec } from '../stage.ts'
import { imageOf, openScene, states, workloadOf, writes } from './scene.ts'

const OLD = `registry.test/a@sha256:${'0'.repeat(64)}`
const key = (name: string) => ({ namespace: 'default', name })

test('deploy() moves the other Deployments that use the image, and names those it moves for the first time', async () => {
  const scene = await openScene(['a'])
  scene.cluster.put(DEPLOYMENTS, workloadOf('worker', OLD))
  const report = await scene.deploy()
  assert.equal(states(report)['Deployment/worker'], 'complete')
  assert.equal(imageOf(scene.deployment('worker')), imageOf(scene.deployment('a')))
  assert.match(
    report.rollouts.find(({ name }) => name === 'worker')?.note ?? '',
    /moved for the first time: it uses default\/a/,
  )
  scene.files.set('a.yaml', spec('a', 'exports.run = () => 2'))
  const again = await scene.deploy()
  assert.equal(again.rollouts.find(({ name }) => name === 'worker')?.note, 'uses default/a')
})

test('deploy() moves StatefulSets, DaemonSets and CronJobs, their init containers too', async () => {
  const scene = await openScene(['a'])
  const { template, selector } = workloadOf('x', OLD).spec ?? {}
  const init = { name: 'first', image: 'registry.test/a:main' }
  const pod = { ...template?.spec, containers: template?.spec?.containers ?? [], initContainers: [init] }
  const withInit = { metadata: { labels: { app: 'x' } }, spec: pod }
  scene.cluster.put(STATEFUL_SETS, {
    metadata: key('set'),
    spec: { selector, serviceName: '', template: withInit },
  } as StatefulSet)
  scene.cluster.put(DAEMON_SETS, { metadata: key('daemon'), spec: { selector, template: withInit } } as DaemonSet)
  scene.cluster.put(CRON_JOBS, {
    metadata: key('cron'),
    spec: { schedule: '@daily', jobTemplate: { spec: { template: withInit } } },
  })
  const report = await scene.deploy({ wait: 'false' })
  const found = states(report)
  assert.deepEqual(
    [found['StatefulSet/set'], found['DaemonSet/daemon'], found['CronJob/cron']],
    ['applied', 'applied', 'applied'],
  )
  const image = imageOf(scene.deployment('a'))
  for (const moved of [
    scene.cluster.read(STATEFUL_SETS, key('set'))?.spec?.template.spec,
    scene.cluster.read(DAEMON_SETS, key('daemon'))?.spec?.template.spec,
    scene.cluster.read(CRON_JOBS, key('cron'))?.spec?.jobTemplate.spec?.template.spec,
  ])
    assert.deepEqual([moved?.containers[0]?.image, moved?.initContainers?.[0]?.image], [image, image])
})

for (const [what, metadata, why] of [
  ['pinned', { annotations: { 'function-images.github.io/pin': 'true' } }, /it is pinned/],
  ['Argo CD’s', { labels: { 'argocd.argoproj.io/instance': 'shop' } }, /it is Argo CD’s/],
  ['Flux’s', { labels: { 'kustomize.toolkit.fluxcd.io/name': 'shop' } }, /it is Flux’s/],
  ['Helm’s', { labels: { 'app.kubernetes.io/managed-by': 'Helm' } }, /it is Helm’s/],
  [
    'an operator’s',
    { ownerReferences: [{ apiVersion: 'x/v1', kind: 'Shop', name: 's', uid: 'u', controller: true }] },
    /made by Shop "s"/,
  ],
] as const)
  test(`deploy() names a dependent that is ${what}, and leaves it`, async () => {
    const scene = await openScene(['a'])
    scene.cluster.put(DEPLOYMENTS, workloadOf('worker', OLD, metadata as never))
    const report = await scene.deploy()
    const result = report.rollouts.find(({ name }) => name === 'worker')
    assert.equal(result?.state, 'left')
    assert.match(result?.note ?? '', why)
    assert.equal(imageOf(scene.deployment('worker')), OLD)
  })

test('deploy() names dependents and moves none with dependents list, and looks for none with off', async () => {
  const scene = await openScene(['a'])
  scene.cluster.put(DEPLOYMENTS, workloadOf('worker', OLD))
  assert.equal(states(await scene.deploy({ dependents: 'list' }))['Deployment/worker'], 'left')
  assert.equal(states(await scene.deploy({ dependents: 'off' }))['Deployment/worker'], undefined)
  assert.equal(imageOf(scene.deployment('worker')), OLD)
})

test('deploy() moves a dependent that an earlier run left behind, though nothing is built', async () => {
  const scene = await openScene(['a'])
  await scene.deploy()
  scene.cluster.put(DEPLOYMENTS, workloadOf('worker', OLD))
  assert.deepEqual(states(await scene.deploy()), { 'Deployment/a': 'unchanged', 'Deployment/worker': 'complete' })
})

test('deploy() moves no dependent to an image whose own function did not come up', async () => {
  const fate = (image: string) =>
    image === OLD ? 'serves' : { restartCount: 2, state: { terminated: { exitCode: 1 } } }
  const scene = await openScene(['a'], { fate })
  scene.cluster.put(DEPLOYMENTS, workloadOf('worker', OLD))
  await scene.deploy()
  assert.equal(imageOf(scene.deployment('worker')), OLD)
})

test('deploy() tells functions of one repository apart by the digest that each had', async () => {
  const scene = await openScene(['a', 'b'])
  const one = { repository: '{registry}/all' }
  await scene.deploy(one)
  const [a, b] = [imageOf(scene.deployment('a')) ?? '', imageOf(scene.deployment('b')) ?? '']
  scene.cluster.put(DEPLOYMENTS, workloadOf('of-a', a))
  scene.cluster.put(DEPLOYMENTS, workloadOf('of-b', 'registry.test/all:b.main'))
  scene.cluster.put(DEPLOYMENTS, workloadOf('of-none', `registry.test/all@sha256:${'0'.repeat(64)}`))
  scene.files.set('a.yaml', spec('a', 'exports.run = () => 2'))
  await scene.deploy(one)
  assert.notEqual(imageOf(scene.deployment('a')), a)
  assert.equal(imageOf(scene.deployment('of-a')), imageOf(scene.deployment('a')))
  assert.equal(imageOf(scene.deployment('of-b')), b)
  assert.match(imageOf(scene.deployment('of-none')) ?? '', /sha256:0000/)
})

test('deploy() that has moved all dependents writes nothing', async () => {
  const scene = await openScene(['a'])
  scene.cluster.put(DEPLOYMENTS, workloadOf('worker', OLD))
  await scene.deploy()
  scene.asked()
  await scene.deploy()
  assert.deepEqual(writes(scene.asked()), [])
})

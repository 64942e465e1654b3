import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DEPLOYMENTS } from '../../../src/core/cluster/resource.ts'
import { spec } from '../stage.ts'
import { openScene, states, workloadOf, writes } from './scene.ts'

const dry = { 'dry-run': 'true' }

test('deploy() with dry-run shows what would change, builds nothing and writes nothing', async () => {
  const scene = await openScene(['a'])
  await scene.deploy()
  scene.asked()
  const pushed = scene.registry.count('putManifest')
  scene.files.set('a.yaml', spec('a', 'exports.run = () => 2', '  timeout: "30"\n'))
  const report = await scene.deploy(dry)
  const { state, diff = [] } = report.rollouts.find(({ kind }) => kind === 'Deployment') ?? {}
  assert.equal(state, 'planned')
  assert.ok(diff.includes('- spec.template.spec.terminationGracePeriodSeconds: 190'), diff.join('\n'))
  assert.ok(diff.includes('+ spec.template.spec.terminationGracePeriodSeconds: 40'))
  assert.ok(
    diff.some((line) => /^\+ spec\.template\.spec\.containers\[a\]\.image: registry\.test\/a:[0-9a-f]{64}$/.test(line)),
  )
  assert.doesNotMatch(diff.join('\n'), /managedFields|resourceVersion/)
  assert.deepEqual(writes(scene.asked()), [])
  assert.equal(scene.registry.count('putManifest'), pushed)
})

test('deploy() with dry-run calls new what is not there yet', async () => {
  const scene = await openScene(['a'])
  const { rollouts } = await scene.deploy(dry)
  assert.deepEqual(
    rollouts.map(({ kind, state, note, diff }) => [kind, state, note, diff]),
    ['Deployment', 'Service'].map((kind) => [kind, 'planned', 'new', undefined]),
  )
})

test('deploy() with dry-run does not show values of variables', async () => {
  const scene = await openScene(['a'])
  await scene.deploy()
  const env =
    '  deployment: {spec: {template: {spec: {containers: [{env: [{name: TOKEN, value: "hunter2\\nhunter3"}]}]}}}}\n'
  scene.files.set('a.yaml', spec('a', 'exports.run = () => 2', env))
  const text = JSON.stringify(await scene.deploy(dry))
  assert.match(text, /env\[TOKEN\]\.value: \(not shown\)/)
  assert.doesNotMatch(text, /hunter/)
})

test('deploy() with dry-run shows what would become of dependents', async () => {
  const scene = await openScene(['a'])
  await scene.deploy()
  scene.cluster.put(DEPLOYMENTS, workloadOf('worker', 'registry.test/a:main'))
  scene.asked()
  const report = await scene.deploy(dry)
  assert.deepEqual(states(report), { 'Deployment/a': 'unchanged', 'Deployment/worker': 'planned' })
  assert.deepEqual(writes(scene.asked()), [])
})

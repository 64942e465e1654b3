import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SERVICES } from '../../../src/core/cluster/resource.ts'
import { spec } from '../stage.ts'
import { openScene, runOf, states, writes } from './scene.ts'

const prune = { prune: 'true' }

test('deploy() with prune deletes what it made for a function that left, and nothing else', async () => {
  const scene = await openScene(['a', 'b'])
  await scene.deploy()
  scene.cluster.put(SERVICES, { metadata: { namespace: 'default', name: 'by-hand', labels: { function: 'b' } } })
  scene.files.delete('b.yaml')
  const report = await scene.deploy(prune)
  assert.deepEqual(states(report), { 'Deployment/a': 'unchanged', 'Deployment/b': 'pruned', 'Service/b': 'pruned' })
  assert.equal(scene.deployment('b'), undefined)
  assert.ok(scene.cluster.read(SERVICES, { namespace: 'default', name: 'by-hand' }))
})

test('deploy() without prune leaves what it made', async () => {
  const scene = await openScene(['a', 'b'])
  await scene.deploy()
  scene.files.delete('b.yaml')
  await scene.deploy()
  assert.ok(scene.deployment('b'))
})

test('deploy() with prune keeps a function whose spec cannot be read', async () => {
  const scene = await openScene(['a', 'b'])
  await scene.deploy()
  scene.files.set('b.yaml', 'apiVersion: kubeless.io/v1beta1\nkind: Function\nmetadata: {name: b}\nspec: {}\n')
  await scene.deploy(prune)
  assert.ok(scene.deployment('b'))
  assert.ok(scene.notices.some((notice) => notice.startsWith('Nothing is pruned')))
})

test('deploy() with prune keeps a function that failed to be built', async () => {
  const scene = await openScene(['a', 'b'])
  await scene.deploy()
  scene.files.set(
    'b.yaml',
    spec('b', 'exports.run = () => 2', '  deps: |\n    {"dependencies": {"left-pad": "1.3.0"}}\n'),
  )
  await scene.deploy(prune)
  assert.ok(scene.deployment('b'))
})

test('deploy() with prune keeps functions of files that this run was not about', async () => {
  const scene = await openScene(['a', 'b'])
  await scene.deploy()
  const only = {
    read: async () => ({ files: [{ path: 'a.yaml', text: scene.files.get('a.yaml') ?? '' }], problems: [] }),
  }
  const { workspace } = scene.ports()
  await scene.deploy(prune, { ports: { workspace: { ...workspace, ...only } } })
  assert.ok(scene.deployment('b'))
})

test('deploy() with prune keeps what another repository made', async () => {
  const scene = await openScene(['a', 'b'])
  const url = 'https://github.com/acme/other/actions/runs/1'
  await scene.deploy({}, { run: runOf(1, { url }) })
  scene.files.delete('b.yaml')
  await scene.deploy(prune, { run: runOf(2) })
  assert.ok(scene.deployment('b'))
})

test('deploy() with prune and dry-run names what would go, and deletes nothing', async () => {
  const scene = await openScene(['a', 'b'])
  await scene.deploy()
  scene.files.delete('b.yaml')
  scene.asked()
  const report = await scene.deploy({ ...prune, 'dry-run': 'true' })
  assert.equal(states(report)['Deployment/b'], 'planned')
  assert.deepEqual(writes(scene.asked()), [])
})

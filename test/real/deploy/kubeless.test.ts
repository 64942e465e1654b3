import assert from 'node:assert/strict'
import { test } from 'node:test'
import { actAsController, type KubelessImages, openKubeless, runController, stopController } from './kubeless-scene.ts'
import { type RealScene, spec, states } from './scene.ts'

test('what Kubeless left is taken over, and still answers with our code when its CRDs are gone', async (t) => {
  const scene = await openKubeless(t)
  if (scene === undefined) return
  const nodePort = await scene.read('service/hello', '.spec.ports[0].nodePort')
  const clusterIP = await scene.read('service/hello', '.spec.clusterIP')
  const found = states(await scene.deploy())
  assert.equal(found['Deployment/hello'], 'complete')
  assert.equal(await scene.read('deployment/hello', '.spec.template.spec.initContainers'), '')
  assert.equal(await scene.read('deployment/hello', '.spec.template.spec.containers[0].volumeMounts'), '')
  assert.equal(
    await scene.read('deployment/hello', '.spec.template.spec.containers[0].env[?(@.name=="OLD")].value'),
    '',
  )
  assert.equal(await scene.read('deployment/hello', '.metadata.ownerReferences'), '')
  assert.equal(await scene.read('deployment/hello', '.spec.replicas'), '2')
  assert.equal(await scene.read('service/hello', '.spec.ports[0].nodePort'), nodePort)
  assert.equal(await scene.read('service/hello', '.spec.clusterIP'), clusterIP)
  assert.equal(await scene.call('hello'), 'ours')
  await scene.removeDefinition()
  assert.equal(await scene.read('deployment/hello', '.metadata.name'), 'hello')
  assert.equal(await scene.call('hello'), 'ours')
  assert.deepEqual(states(await scene.deploy()), { 'Deployment/hello': 'unchanged' })
})

test('a Function whose controller lives is handed over to it, and taken over once that is gone', async (t) => {
  const scene = await openKubeless(t)
  if (scene === undefined) return
  await runController(t, scene.bed)
  const stop = await actAsController(t, scene)
  const report = await scene.deploy()
  assert.equal(states(report)['Deployment/hello'], 'complete', JSON.stringify(report.problems))
  assert.equal(await scene.read('deployment/hello', '.spec.template.spec.initContainers'), '')
  assert.notEqual(await scene.read('deployment/hello', '.metadata.ownerReferences'), '')
  assert.equal(await scene.call('hello'), 'ours')
  assert.deepEqual(states(await scene.deploy()), { 'Deployment/hello': 'unchanged' })
  stop()
  await stopController(scene.bed)
  await scene.write('hello.yaml', spec('hello', 'ours alone'))
  assert.equal(states(await scene.deploy())['Deployment/hello'], 'complete')
  assert.equal(await scene.read('deployment/hello', '.metadata.ownerReferences'), '')
  assert.equal(await scene.call('hello'), 'ours alone')
  const said = scene.notices
    .filter((notice) => notice.startsWith('Kubeless'))
    .map((notice) => notice.replace(/:.*/, ''))
  const inCharge = `Kubeless’ controller is in charge of ${scene.namespace}/hello`
  assert.deepEqual(said, [inCharge, inCharge, `Kubeless made the objects of ${scene.namespace}/hello`])
})

/** A function of Kubeless that answers `theirs`: an image of ours stands for its runtime, whose code comes by the volume. */
const imagesThatServe = async (scene: RealScene): Promise<KubelessImages> => {
  await scene.write('seed.yaml', spec('seed', 'theirs'))
  const [made] = (await scene.deploy()).functions
  await scene.remove('seed.yaml')
  const runtime = `${scene.bed.registry}/${scene.namespace}/seed@${made?.digest}`
  return { runtime, phases: { prepare: runtime }, command: ['sh', '-c', 'cp -r /kubeless/. /volume'] }
}

for (const kubeless of ['replace', 'handover'] as const)
  test(`a ${kubeless} that fails is taken back: what Kubeless made serves as before, until one that works`, async (t) => {
    const scene = await openKubeless(t, imagesThatServe)
    if (scene === undefined) return
    if (kubeless === 'handover') await actAsController(t, scene)
    assert.equal(await scene.call('hello'), 'theirs')
    const look = (): Promise<readonly string[]> =>
      Promise.all([
        scene.read('deployment/hello', '.spec'),
        scene.read('functions.kubeless.io/hello', '.spec'),
        scene.read('service/hello', '.spec.ports[0].nodePort'),
      ])
    const before = await look()
    await scene.write('hello.yaml', spec('hello', 'ours').replace('exports.run', "require('./missing'); exports.run"))
    const report = await scene.deploy({ kubeless })
    assert.equal(states(report)['Deployment/hello'], 'rolled-back', JSON.stringify(report.problems))
    assert.match(report.problems[0]?.message ?? '', /missing/)
    assert.deepEqual(await look(), before)
    assert.equal(await scene.call('hello'), 'theirs')
    await scene.write('hello.yaml', spec('hello', 'ours'))
    const next = await scene.deploy({ kubeless })
    assert.equal(states(next)['Deployment/hello'], 'complete', JSON.stringify(next.problems))
    assert.equal(await scene.call('hello'), 'ours')
  })

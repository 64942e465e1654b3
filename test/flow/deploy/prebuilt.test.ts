import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DEPLOYMENTS, INGRESSES, KUBELESS_FUNCTIONS } from '../../../src/core/cluster/resource.ts'
import type { Deployment, KubeObject } from '../../../src/core/cluster/object.ts'
import type { RawOptions } from '../../../src/core/config.ts'
import type { Digest } from '../../../src/core/oci/digest.ts'
import type { Report } from '../../../src/core/report/report.ts'
import { reportSchema } from '../../../src/core/report/schema.ts'
import { CONTROLLER } from '../../../src/core/rollout/adoption.ts'
import { succeeded } from '../../../src/flow/result.ts'
import { prebuiltSpec, pushImage, spec } from '../stage.ts'
import { imageOf, openScene, runOf, type Scene, type SceneOptions, states, workloadOf, writes } from './scene.ts'

const IMAGE = 'hub.test/acme/hello:1'
const HELLO = { registry: 'hub.test', path: 'acme/hello' }
const KEY = { namespace: 'default', name: 'hello' }

/** A scene with a function that brings an image of `content`; with `names`, others that are built. */
const openPrebuilt = async (options: SceneOptions = {}, names: readonly string[] = []): Promise<Scene> => {
  const scene = await openScene(names, options)
  scene.files.set('hello.yaml', prebuiltSpec('hello', IMAGE))
  await moveTag(scene, 'one')
  return scene
}

const moveTag = ({ registry }: Scene, content: string): Promise<Digest> =>
  pushImage(registry, { ...HELLO, tag: '1' }, content)

const byDigest = (digest: Digest): string => `hub.test/acme/hello@${digest}`

const placed = ({ problems }: Report): readonly string[] =>
  problems.map(({ severity, at }) => `${at.file}:${at.line} ${severity}`)

const TRIGGER =
  'apiVersion: kubeless.io/v1beta1\nkind: HTTPTrigger\nmetadata: {name: t}\nspec: {function-name: hello}\n'

test('deploy() makes the objects of a function with its own image, by the digest that its tag holds', async () => {
  const scene = await openPrebuilt({}, ['a'])
  const report = await scene.deploy()
  assert.deepEqual(states(report), {
    'Deployment/a': 'complete',
    'Service/a': 'complete',
    'Deployment/hello': 'complete',
    'Service/hello': 'complete',
  })
  assert.equal(imageOf(scene.deployment('hello')), byDigest(await moveTag(scene, 'one')))
  assert.deepEqual(
    report.functions.map(({ name }) => name),
    ['a'],
  )
  assert.deepEqual([report.problems, scene.registry.count('putManifest', HELLO.path)], [[], 2])
  reportSchema.parse(JSON.parse(JSON.stringify(report)))
})

test('deploy() of functions with their own images alone needs no image of ours', async () => {
  const scene = await openPrebuilt()
  const report = await scene.deploy()
  assert.deepEqual([states(report)['Deployment/hello'], report.functions], ['complete', []])
})

test('deploy() writes nothing of a function whose own image is as it was', async () => {
  const scene = await openPrebuilt()
  await scene.deploy()
  scene.asked()
  assert.deepEqual(states(await scene.deploy()), { 'Deployment/hello': 'unchanged' })
  assert.deepEqual(writes(scene.asked()), [])
})

test('deploy() rolls out what the tag of a function’s own image has moved to', async () => {
  const scene = await openPrebuilt()
  await scene.deploy()
  const digest = await moveTag(scene, 'two')
  assert.deepEqual(states(await scene.deploy()), { 'Deployment/hello': 'complete' })
  assert.equal(imageOf(scene.deployment('hello')), byDigest(digest))
})

test('deploy() puts the former image back when that to which the tag moved does not serve', async () => {
  const good = new Set<string>()
  const crash = { restartCount: 2, state: { terminated: { exitCode: 1, message: 'Error: no' } } }
  const fate = (image: string) => (good.size === 0 || good.has(image) ? 'serves' : crash)
  const scene = await openPrebuilt({ fate })
  await scene.deploy()
  const before = imageOf(scene.deployment('hello')) ?? ''
  good.add(before)
  await moveTag(scene, 'two')
  assert.deepEqual(states(await scene.deploy()), { 'Deployment/hello': 'rolled-back' })
  assert.equal(imageOf(scene.deployment('hello')), before)
})

test('deploy() fails a function whose own image is not there at the image’s line, applies nothing of it, and goes on', async () => {
  const scene = await openPrebuilt({}, ['a'])
  scene.registry.removeTag({ ...HELLO, tag: '1' })
  scene.asked()
  const report = await scene.deploy()
  assert.equal(succeeded(report), false)
  assert.deepEqual(states(report), {
    'Deployment/a': 'complete',
    'Service/a': 'complete',
    'Deployment/hello': 'failed',
  })
  assert.deepEqual(placed(report), ['hello.yaml:6 error'])
  assert.match(report.problems[0]?.message ?? '', /^Cannot find image "hub\.test\/acme\/hello:1": /)
  assert.deepEqual(
    writes(scene.asked()).filter(({ name }) => name === 'hello'),
    [],
  )
  assert.ok(scene.rollouts.some(({ name, state }) => name === 'hello' && state === 'failed'))
})

test('deploy() takes an image as written where nobody can say what its tag holds, with a warning and without a proof', async () => {
  const asked: unknown[] = []
  const scene = await openPrebuilt({ pulls: (config) => (asked.push(config), 'denied') })
  scene.registry.failFor(HELLO.path)
  const report = await scene.deploy()
  assert.deepEqual([states(report)['Deployment/hello'], succeeded(report)], ['complete', true])
  assert.deepEqual(placed(report), ['hello.yaml:6 warning'])
  assert.match(report.problems[0]?.message ?? '', /a tag that moves will not be noticed/)
  assert.equal(imageOf(scene.deployment('hello')), IMAGE)
  assert.deepEqual(asked, [])
})

test('deploy() leaves pods what they run of a tag of which nobody can say now what it holds, and no other tag', async () => {
  const scene = await openPrebuilt()
  await scene.deploy()
  const digest = await moveTag(scene, 'one')
  scene.registry.failFor(HELLO.path)
  const report = await scene.deploy()
  assert.deepEqual([states(report), placed(report)], [{ 'Deployment/hello': 'unchanged' }, ['hello.yaml:6 warning']])
  assert.equal(imageOf(scene.deployment('hello')), byDigest(digest))
  const next = IMAGE.replace(':1', ':2')
  scene.files.set('hello.yaml', prebuiltSpec('hello', next))
  assert.equal(states(await scene.deploy())['Deployment/hello'], 'complete')
  assert.equal(imageOf(scene.deployment('hello')), next)
})

test('deploy() writes nothing of a function with its own image that no pod could pull', async () => {
  const scene = await openPrebuilt({ pulls: () => 'denied' })
  scene.asked()
  const { problems } = await scene.deploy()
  assert.match(problems[0]?.message ?? '', /hub\.test\/acme\/hello@sha256:.*nodes cannot pull it without a login/)
  assert.deepEqual(writes(scene.asked()), [])
})

test('deploy() with prune keeps the objects of a function with its own image, and of one that is not there', async () => {
  const scene = await openPrebuilt({}, ['a'])
  await scene.deploy()
  assert.equal(states(await scene.deploy({ prune: 'true' }))['Deployment/hello'], 'unchanged')
  scene.registry.removeTag({ ...HELLO, tag: '1' })
  assert.equal(states(await scene.deploy({ prune: 'true' }))['Deployment/hello'], 'failed')
  assert.ok(scene.deployment('hello'))
})

test('deploy() with prune deletes what it made for a function with its own image that left', async () => {
  const scene = await openPrebuilt({}, ['a'])
  await scene.deploy()
  scene.files.delete('hello.yaml')
  assert.equal(states(await scene.deploy({ prune: 'true' }))['Deployment/hello'], 'pruned')
})

test('deploy() finds the function of a trigger among those with their own image', async () => {
  const scene = await openPrebuilt()
  scene.files.set('t.yaml', TRIGGER)
  assert.deepEqual((await scene.deploy()).problems, [])
  assert.ok(scene.cluster.read(INGRESSES, { namespace: 'default', name: 't' }))
})

test('deploy() deploys neither of two functions of one name, one of them with its own image', async () => {
  const scene = await openPrebuilt({}, ['a'])
  scene.files.set('b.yaml', spec('hello'))
  const report = await scene.deploy()
  assert.deepEqual(placed(report), ['b.yaml:4 error', 'hello.yaml:4 error'])
  assert.equal(scene.deployment('hello'), undefined)
})

test('deploy() leaves workloads of others that use the image of a function that brings it', async () => {
  const scene = await openPrebuilt({}, ['a'])
  scene.cluster.put(DEPLOYMENTS, workloadOf('theirs', 'hub.test/acme/hello:0'))
  assert.equal(states(await scene.deploy())['Deployment/theirs'], undefined)
  assert.equal(imageOf(scene.deployment('theirs')), 'hub.test/acme/hello:0')
})

test('deploy() fails a function with its own image whose namespace is missing, and asks nobody for the image', async () => {
  const scene = await openPrebuilt({ namespaces: ['default'] }, ['a'])
  scene.files.set('hello.yaml', prebuiltSpec('hello', IMAGE).replace('name: hello', 'name: hello\n  namespace: gone'))
  scene.files.set('t.yaml', TRIGGER.replace('name: t', 'name: t, namespace: gone'))
  const report = await scene.deploy()
  assert.deepEqual([states(report)['Deployment/hello'], states(report)['Deployment/a']], ['failed', 'complete'])
  assert.deepEqual(placed(report), ['hello.yaml:4 error'])
  assert.match(report.problems[0]?.message ?? '', /Cannot deploy to namespace "gone": it is not there/)
  assert.equal(scene.registry.count('digest', HELLO.path), 0)
})

test('K5 deploy() leaves what a later run has deployed of a function with its own image', async () => {
  const scene = await openPrebuilt()
  await scene.deploy({}, { run: runOf(8) })
  const image = imageOf(scene.deployment('hello'))
  await moveTag(scene, 'two')
  assert.deepEqual(states(await scene.deploy({}, { run: runOf(7) })), { 'Deployment/hello': 'left' })
  assert.equal(imageOf(scene.deployment('hello')), image)
})

test('deploy() with dry-run asks for a function’s own image, shows what would change, and writes nothing', async () => {
  const scene = await openPrebuilt()
  await scene.deploy()
  scene.asked()
  const digest = await moveTag(scene, 'two')
  const report = await scene.deploy({ 'dry-run': 'true' })
  const result = report.rollouts.find(({ kind }) => kind === 'Deployment')
  assert.deepEqual([result?.state, result?.image], ['planned', byDigest(digest)])
  assert.match((result?.diff ?? []).join('\n'), new RegExp(`\\+ .*image.*: .*${digest}`))
  assert.deepEqual(writes(scene.asked()), [])
})

const LABELS = { 'created-by': 'kubeless', function: 'hello' }

/** Where Kubeless has deployed the function by its tag; its controller is alive, or gone. */
const openKubeless = async (controller: 'alive' | 'gone'): Promise<Scene> => {
  const scene = await openPrebuilt()
  const { cluster } = scene
  const pods = { spec: { template: { spec: { containers: [{ name: 'hello', image: IMAGE }] } } } }
  cluster.put(KUBELESS_FUNCTIONS, { metadata: KEY, spec: { deployment: pods } } as KubeObject)
  const live: Deployment = {
    metadata: { ...KEY, labels: LABELS },
    spec: {
      selector: { matchLabels: LABELS },
      template: { metadata: { labels: LABELS }, spec: { containers: [{ name: 'hello', image: IMAGE }] } },
    },
  }
  cluster.put(DEPLOYMENTS, live, { manager: 'kubeless-function-controller' })
  if (controller === 'gone') return scene
  cluster.put(DEPLOYMENTS, {
    metadata: CONTROLLER,
    spec: { selector: {}, template: { spec: { containers: [] } } },
    status: { availableReplicas: 1 },
  })
  cluster.react(KUBELESS_FUNCTIONS, (changed) => {
    const now = cluster.read(DEPLOYMENTS, KEY)
    const { deployment } = (changed as { readonly spec: { readonly deployment: typeof pods } }).spec
    const [container] = deployment.spec.template.spec.containers
    if (now?.spec === undefined || container === undefined || imageOf(now) === container.image) return
    const template = { ...now.spec.template, spec: { ...now.spec.template.spec, containers: [container] } }
    cluster.put(DEPLOYMENTS, { ...now, spec: { ...now.spec, template } }, { manager: 'kubeless-function-controller' })
  })
  return scene
}

for (const [controller, raw] of [
  ['gone', {}],
  ['alive', {}],
  ['alive', { kubeless: 'replace' }],
] as const satisfies readonly (readonly ['gone' | 'alive', RawOptions])[])
  test(`deploy() puts the digest of a function’s own image where Kubeless had its tag (controller ${controller}, ${JSON.stringify(raw)})`, async () => {
    const scene = await openKubeless(controller)
    const digest = await moveTag(scene, 'one')
    assert.equal(states(await scene.deploy(raw))['Deployment/hello'], 'complete')
    assert.equal(imageOf(scene.deployment('hello')), byDigest(digest))
    assert.equal(states(await scene.deploy(raw))['Deployment/hello'], 'unchanged')
  })

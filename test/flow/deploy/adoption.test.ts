import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Deployment, KubeObject } from '../../../src/core/cluster/object.ts'
import { DEPLOYMENTS, KUBELESS_FUNCTIONS, SERVICES } from '../../../src/core/cluster/resource.ts'
import { CONTROLLER } from '../../../src/core/rollout/adoption.ts'
import { spec } from '../stage.ts'
import { imageOf, openScene, type Scene, states, writes } from './scene.ts'

const KEY = { namespace: 'default', name: 'a' }
const OWNER = { apiVersion: 'kubeless.io/v1beta1', kind: 'Function', name: 'a', uid: 'f' }
const LABELS = { 'created-by': 'kubeless', function: 'a' }

/** As Kubeless left it: its build in init containers, an empty volume over our code, its Function as owner. */
const leftByKubeless = (): Deployment => ({
  metadata: { ...KEY, labels: LABELS, ownerReferences: [OWNER] },
  spec: {
    replicas: 3,
    selector: { matchLabels: LABELS },
    template: {
      metadata: { labels: LABELS },
      spec: {
        initContainers: [
          { name: 'prepare', image: 'kubeless/unzip@dead', volumeMounts: [{ name: 'a', mountPath: '/kubeless' }] },
          { name: 'install', image: 'kubeless/nodejs@dead', volumeMounts: [{ name: 'a', mountPath: '/kubeless' }] },
        ],
        containers: [
          { name: 'a', image: 'kubeless/nodejs@dead', volumeMounts: [{ name: 'a', mountPath: '/kubeless' }] },
        ],
        volumes: [{ name: 'a', emptyDir: {} }],
      },
    },
  },
})

const openKubeless = async (controller: 'alive' | 'gone'): Promise<Scene> => {
  const scene = await openScene(['a'])
  scene.cluster.put(KUBELESS_FUNCTIONS, { metadata: KEY, spec: { handler: 'a.run' } } as KubeObject)
  scene.cluster.put(DEPLOYMENTS, leftByKubeless(), { manager: 'kubeless-function-controller' })
  scene.cluster.put(
    SERVICES,
    {
      metadata: { ...KEY, labels: LABELS, ownerReferences: [OWNER] },
      spec: { clusterIP: '10.0.0.7', selector: LABELS, ports: [{ port: 8080, targetPort: 8080, nodePort: 31000 }] },
    },
    { manager: 'kubeless-function-controller' },
  )
  if (controller === 'alive')
    scene.cluster.put(DEPLOYMENTS, {
      metadata: CONTROLLER,
      spec: { selector: {}, template: { spec: { containers: [] } } },
      status: { availableReplicas: 1 },
    })
  return scene
}

test('deploy() takes over what Kubeless left: nothing of its build stays, and nothing goes with its Function', async () => {
  const scene = await openKubeless('gone')
  const report = await scene.deploy()
  assert.equal(states(report)['Deployment/a'], 'complete')
  const live = scene.deployment('a')
  const pod = live?.spec?.template.spec
  assert.equal(live?.metadata?.ownerReferences?.length ?? 0, 0)
  assert.deepEqual(
    [pod?.initContainers ?? [], pod?.volumes ?? [], pod?.containers[0]?.volumeMounts ?? []],
    [[], [], []],
  )
  assert.equal(live?.spec?.replicas, 3)
  assert.match(imageOf(live) ?? '', /^registry\.test\/a@/)
  const service = scene.cluster.read(SERVICES, KEY)
  assert.equal(service?.metadata?.ownerReferences?.length ?? 0, 0)
  assert.deepEqual([service?.spec?.clusterIP, service?.spec?.ports?.[0]?.nodePort], ['10.0.0.7', 31000])
  assert.ok(scene.notices.some((notice) => /Kubeless made the objects of default\/a: they are taken over/.test(notice)))
})

test('deploy() that has taken over finds nothing to do the next time', async () => {
  const scene = await openKubeless('gone')
  await scene.deploy()
  scene.asked()
  assert.deepEqual(new Set(Object.values(states(await scene.deploy()))), new Set(['unchanged']))
  assert.deepEqual(writes(scene.asked()), [])
})

test('deploy() says what it does about Kubeless before it writes', async () => {
  const scene = await openKubeless('gone')
  const { cluster } = scene
  let said: number | undefined
  const patch = (...args: Parameters<typeof cluster.patch>): ReturnType<typeof cluster.patch> => {
    said ??= scene.notices.filter((notice) => notice.startsWith('Kubeless made')).length
    return cluster.patch(...args)
  }
  await scene.deploy({}, { ports: { cluster: { ...cluster, patch } as never } })
  assert.equal(said, 1)
})

test('deploy() with kubeless ignore meets the fields of Kubeless as anybody else’s', async () => {
  const scene = await openKubeless('gone')
  const { problems } = await scene.deploy({ kubeless: 'ignore' })
  assert.match(problems[0]?.message ?? '', /"kubeless-function-controller" holds .*image/)
})

test('deploy() asks the user where nobody can tell whether the controller lives', async () => {
  const scene = await openKubeless('gone')
  scene.cluster.refuse({ verb: 'get', plural: 'deployments', name: CONTROLLER.name, status: 403, reason: 'Forbidden' })
  scene.asked()
  const { problems } = await scene.deploy()
  assert.match(problems[0]?.message ?? '', /nobody can tell whether Kubeless’ controller lives/)
  assert.match(problems[0]?.hint ?? '', /Set option "kubeless" to handover/)
  assert.deepEqual(writes(scene.asked()), [])
})

test('deploy() hands over to a controller that lives, and takes away what that leaves behind', async () => {
  const scene = await openKubeless('alive')
  actAsController(scene)
  const report = await scene.deploy()
  const result = report.rollouts.find(({ kind }) => kind === 'Deployment')
  assert.deepEqual([result?.state, result?.note], ['complete', 'rolled out by Kubeless’ controller'])
  const pod = scene.deployment('a')?.spec?.template.spec
  assert.match(imageOf(scene.deployment('a')) ?? '', /^registry\.test\/a@/)
  assert.deepEqual([pod?.initContainers, pod?.volumes, pod?.containers[0]?.volumeMounts], [[], [], []])
  assert.deepEqual(scene.deployment('a')?.metadata?.ownerReferences, [OWNER])
  scene.asked()
  assert.equal(states(await scene.deploy())['Deployment/a'], 'unchanged')
  assert.deepEqual(writes(scene.asked()), [])
})

test('deploy() says so when the controller does nothing', async () => {
  const scene = await openKubeless('alive')
  const { problems } = await scene.deploy({ 'rollout-timeout': '5' })
  assert.match(problems[0]?.message ?? '', /controller has not put the image on it within 5 s/)
})

test('deploy() makes its own objects of a new function where Kubeless lives', async () => {
  const scene = await openKubeless('alive')
  actAsController(scene)
  scene.files.set('b.yaml', spec('b'))
  await scene.deploy()
  assert.equal(scene.deployment('b')?.metadata?.labels?.['app.kubernetes.io/managed-by'], 'function-images')
})

/** As Kubeless' controller does: merges what it makes of a Function into the Deployment that is there. */
const actAsController = ({ cluster }: Scene): void =>
  void cluster.react(KUBELESS_FUNCTIONS, (changed) => {
    const image = imageIn(changed)
    const live = cluster.read(DEPLOYMENTS, KEY)
    const [container] = live?.spec?.template.spec?.containers ?? []
    if (image === undefined || live?.spec === undefined || container === undefined || container.image === image) return
    const pod = { ...live.spec.template.spec, containers: [{ ...container, image }] }
    const spec = { ...live.spec, template: { ...live.spec.template, spec: pod } }
    cluster.put(DEPLOYMENTS, { ...live, spec }, { manager: 'kubeless-function-controller' })
  })

const imageIn = (fn: unknown): string | undefined =>
  (fn as { spec?: { deployment?: Deployment } }).spec?.deployment?.spec?.template.spec?.containers[0]?.image

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openScene, type RealScene, spec, states, writes } from './scene.ts'

/** A restricted pod that runs the function's image with a command of its own. */
const podOf = (image: string, command: readonly string[], restartPolicy?: string): object => ({
  ...(restartPolicy === undefined ? {} : { restartPolicy }),
  securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
  terminationGracePeriodSeconds: 0,
  containers: [
    {
      name: 'main',
      image,
      command,
      securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
    },
  ],
})

const SLEEP = ['node', '-e', 'setInterval(() => {}, 1e6)']

/** One of each kind that uses the image `image`. */
const dependents = (namespace: string, image: string): readonly object[] => {
  const labels = { app: 'worker' }
  const template = { metadata: { labels }, spec: podOf(image, SLEEP) }
  const apps = (kind: string, more: object): object => ({
    apiVersion: 'apps/v1',
    kind,
    metadata: { name: `worker-${kind.toLowerCase()}`, namespace },
    spec: { selector: { matchLabels: labels }, template, ...more },
  })
  return [
    apps('Deployment', {}),
    apps('StatefulSet', { serviceName: 'worker' }),
    apps('DaemonSet', {}),
    {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'worker-cronjob', namespace },
      spec: {
        schedule: '0 0 1 1 *',
        jobTemplate: { spec: { template: { spec: podOf(image, SLEEP, 'Never') } } },
      },
    },
  ]
}

const make = async ({ bed }: RealScene, objects: readonly object[]): Promise<void> => {
  for (const object of objects) await bed.kubectl(['create', '--filename', '-'], JSON.stringify(object))
}

const IMAGE = '.spec.template.spec.containers[0].image'

test('dependents of each kind move to the new image, and none of them the next time', async (t) => {
  const scene = await openScene(t)
  if (scene === undefined) return
  await scene.write('hello.yaml', spec('hello', 'one'))
  await scene.deploy()
  await make(scene, dependents(scene.namespace, await scene.read('deployment/hello', IMAGE)))
  await scene.write('hello.yaml', spec('hello', 'two'))
  const report = await scene.deploy()
  const found = states(report)
  assert.deepEqual(
    ['Deployment', 'StatefulSet', 'DaemonSet', 'CronJob'].map((kind) => found[`${kind}/worker-${kind.toLowerCase()}`]),
    ['complete', 'complete', 'complete', 'applied'],
    JSON.stringify(report.rollouts),
  )
  const image = await scene.read('deployment/hello', IMAGE)
  for (const kind of ['deployment', 'statefulset', 'daemonset'])
    assert.equal(await scene.read(`${kind}/worker-${kind}`, IMAGE), image)
  assert.equal(await scene.read('cronjob/worker-cronjob', `.spec.jobTemplate${IMAGE}`), image)
  const since = new Date()
  assert.deepEqual(states(await scene.deploy()), { 'Deployment/hello': 'unchanged' })
  assert.deepEqual(writes(await scene.audit(since)), [])
})

test('a dependent that cannot run the new image is put back to the old one', async (t) => {
  const scene = await openScene(t)
  if (scene === undefined) return
  await scene.write('hello.yaml', spec('hello', 'one'))
  await scene.deploy()
  const before = await scene.read('deployment/hello', IMAGE)
  // It wants a text that only the first image has.
  const check =
    'if (!require("fs").readFileSync("/kubeless/hello.js", "utf8").includes("one")) process.exit(3); setInterval(() => {}, 1e6)'
  const [deployment] = dependents(scene.namespace, before)
  await make(scene, [
    JSON.parse(JSON.stringify(deployment).replace(JSON.stringify(SLEEP[2]), JSON.stringify(check))) as object,
  ])
  await scene.write('hello.yaml', spec('hello', 'two'))
  const found = states(await scene.deploy())
  assert.equal(found['Deployment/hello'], 'complete')
  assert.equal(found['Deployment/worker-deployment'], 'rolled-back')
  assert.equal(await scene.read('deployment/worker-deployment', IMAGE), before)
})

test('prune deletes what deploy made for a function that left the repository, and nothing else', async (t) => {
  const scene = await openScene(t)
  if (scene === undefined) return
  await scene.write('a.yaml', spec('a', 'one'))
  await scene.write('b.yaml', spec('b', 'one'))
  await scene.deploy()
  await make(scene, [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'by-hand', namespace: scene.namespace, labels: { function: 'b' } },
      spec: { ports: [{ port: 1 }] },
    },
  ])
  await scene.remove('b.yaml')
  const found = states(await scene.deploy({ prune: 'true' }))
  assert.deepEqual(found, { 'Deployment/a': 'unchanged', 'Deployment/b': 'pruned', 'Service/b': 'pruned' })
  const left = await scene.bed.kubectl(['get', 'services', '--namespace', scene.namespace, '--output=name'])
  assert.deepEqual(left.trim().split('\n').sort(), ['service/a', 'service/by-hand'])
})

test('a dry run asks the server, shows the lines that change, and writes nothing', async (t) => {
  const scene = await openScene(t)
  if (scene === undefined) return
  await scene.write('hello.yaml', spec('hello', 'one'))
  await scene.deploy()
  await scene.write('hello.yaml', spec('hello', 'one', '  timeout: "30"\n'))
  const since = new Date()
  const report = await scene.deploy({ 'dry-run': 'true' })
  const { state, diff } = report.rollouts.find(({ kind }) => kind === 'Deployment') ?? {}
  assert.equal(state, 'planned')
  assert.deepEqual(diff, [
    '- spec.template.spec.containers[hello].env[FUNC_TIMEOUT].value: (not shown)',
    '+ spec.template.spec.containers[hello].env[FUNC_TIMEOUT].value: (not shown)',
    '- spec.template.spec.terminationGracePeriodSeconds: 190',
    '+ spec.template.spec.terminationGracePeriodSeconds: 40',
  ])
  assert.deepEqual(writes(await scene.audit(since)), [])
})

test('a dry run of a function that was never deployed writes nothing', async (t) => {
  const scene = await openScene(t)
  if (scene === undefined) return
  await scene.write('hello.yaml', spec('hello', 'one'))
  const since = new Date()
  const found = states(await scene.deploy({ 'dry-run': 'true' }))
  assert.deepEqual(found, { 'Deployment/hello': 'planned', 'Service/hello': 'planned' })
  assert.deepEqual(writes(await scene.audit(since)), [])
})

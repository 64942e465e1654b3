import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { succeeded } from '../../../src/flow/result.ts'
import type { Ports } from '../../../src/ports.ts'
import { openScene, runOf, spec, states, writes } from './scene.ts'

const IMAGE = '.spec.template.spec.containers[0].image'

test('a deploy answers with the code that was pushed, and one of what is unchanged writes nothing', async (t) => {
  const scene = await openScene(t)
  if (scene === undefined) return
  await scene.write('hello.yaml', spec('hello', 'one'))
  assert.deepEqual(states(await scene.deploy()), { 'Deployment/hello': 'complete', 'Service/hello': 'complete' })
  assert.equal(await scene.call('hello'), 'one')
  const since = new Date()
  assert.deepEqual(states(await scene.deploy()), { 'Deployment/hello': 'unchanged' })
  const asked = await scene.audit(since)
  assert.deepEqual(writes(asked), [])
  assert.ok(asked.length > 0 && asked.length <= 12, asked.map(({ verb, resource }) => `${verb} ${resource}`).join())
  await scene.write('hello.yaml', spec('hello', 'two'))
  await scene.deploy()
  assert.equal(await scene.call('hello'), 'two')
})

test('a deploy of fifty unchanged functions asks as much as one of a single function', async (t) => {
  const scene = await openScene(t)
  if (scene === undefined) return
  const names = Array.from({ length: 50 }, (_, index) => `f${index}`)
  // Without pods, so that what is measured is deploy.
  const none = '  deployment: {spec: {replicas: 0}}\n'
  await scene.write('all.yaml', names.map((name) => spec(name, name, none)).join('---\n'))
  assert.equal(succeeded(await scene.deploy()), true)
  const since = new Date()
  const start = performance.now()
  const report = await scene.deploy()
  t.diagnostic(`${Math.round(performance.now() - start)} ms`)
  assert.deepEqual(new Set(Object.values(states(report))), new Set(['unchanged']))
  const asked = await scene.audit(since)
  assert.deepEqual(writes(asked), [])
  assert.ok(asked.length <= 12, asked.map(({ verb, resource }) => `${verb} ${resource}`).join())
})

test('a deploy sees no change in what the server writes otherwise', async (t) => {
  const scene = await openScene(t)
  if (scene === undefined) return
  const more = `  timeout: "20"
  service: {type: NodePort, ports: [{name: http, port: 8080, targetPort: 8080}]}
  horizontalPodAutoscaler:
    metadata: {name: hello}
    spec:
      minReplicas: 1
      maxReplicas: 2
      scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: hello}
      metrics: [{type: Resource, resource: {name: cpu, targetAverageUtilization: 70}}]
  deployment:
    spec:
      template:
        spec:
          volumes: [{name: tmp, emptyDir: {sizeLimit: 0.5Gi}}]
          containers:
          - args: []
            env: [{name: EMPTY, value: ""}, {name: A, value: "0.5Gi"}]
            resources: {limits: {memory: 0.25Gi, cpu: "0.2"}, requests: {cpu: 0.1}}
            volumeMounts: [{name: tmp, mountPath: /tmp}]
`
  await scene.write('hello.yaml', spec('hello', 'one', more))
  const first = await scene.deploy({ wait: 'false' })
  assert.equal(succeeded(first), true, JSON.stringify(first.problems))
  const since = new Date()
  assert.deepEqual(states(await scene.deploy({ wait: 'false' })), { 'Deployment/hello': 'unchanged' })
  assert.deepEqual(writes(await scene.audit(since)), [])
})

test('K5 an older run that ends later leaves what the newer one deployed', async (t) => {
  const scene = await openScene(t)
  if (scene === undefined) return
  await scene.write('hello.yaml', spec('hello', 'newer'))
  await scene.deploy({}, { run: runOf(12) })
  await scene.write('hello.yaml', spec('hello', 'older'))
  const report = await scene.deploy({}, { run: runOf(11) })
  assert.equal(states(report)['Deployment/hello'], 'left')
  assert.equal(await scene.call('hello'), 'newer')
  assert.equal(states(await scene.deploy({}, { run: runOf(11, { attempt: 2 }) }))['Deployment/hello'], 'complete')
  assert.equal(await scene.call('hello'), 'older')
})

const RULES = [
  { apiGroups: ['apps'], resources: ['deployments'], verbs: ['get', 'list', 'watch', 'create', 'patch'] },
  { apiGroups: [''], resources: ['services'], verbs: ['get', 'list', 'create', 'patch'] },
  { apiGroups: ['apps'], resources: ['replicasets'], verbs: ['list', 'watch'] },
  { apiGroups: [''], resources: ['pods', 'events'], verbs: ['list', 'watch'] },
]

test('K16 a deploy gets along with the least Role', async (t) => {
  const scene = await openScene(t)
  if (scene === undefined) return
  await scene.write('hello.yaml', spec('hello', 'one'))
  const kubeconfig = await scene.bed.accountWith(t, scene.namespace, RULES)
  assert.equal(states(await scene.deploy({ kubeconfig }))['Deployment/hello'], 'complete')
})

for (const [index, rule] of RULES.slice(0, 2).entries())
  for (const verb of rule.verbs.filter((candidate) => candidate !== 'get'))
    test(`K16 a deploy that may not ${verb} ${rule.resources.join()} names it before anything is built`, async (t) => {
      const scene = await openScene(t)
      if (scene === undefined) return
      await scene.write('hello.yaml', spec('hello', 'one'))
      const rules = RULES.with(index, { ...rule, verbs: rule.verbs.filter((candidate) => candidate !== verb) })
      const kubeconfig = await scene.bed.accountWith(t, scene.namespace, rules)
      await assert.rejects(
        scene.deploy({ kubeconfig }),
        new RegExp(`the account may not ${verb} ${rule.resources.join()}`),
      )
    })

for (const [index, rule] of RULES.slice(2).entries())
  test(`K16 a deploy does without ${rule.resources.join()}`, async (t) => {
    const scene = await openScene(t)
    if (scene === undefined) return
    await scene.write('hello.yaml', spec('hello', 'one'))
    const kubeconfig = await scene.bed.accountWith(t, scene.namespace, RULES.toSpliced(index + 2, 1))
    assert.equal(states(await scene.deploy({ kubeconfig }))['Deployment/hello'], 'complete')
  })

test('K19 a deploy to a namespace that is not there says so, and tries no write', async (t) => {
  const scene = await openScene(t)
  if (scene === undefined) return
  const missing = `${scene.namespace}-none`
  await scene.write('hello.yaml', spec('hello', 'one'))
  const since = new Date()
  await assert.rejects(scene.deploy({ namespace: missing }), new RegExp(`namespace "${missing}": it is not there`))
  const asked = (await scene.bed.audit(since)).filter(({ namespace }) => namespace === missing)
  assert.deepEqual(writes(asked), [])
})

test('K19 a deploy to a namespace that is being deleted says so', async (t) => {
  const scene = await openScene(t)
  if (scene === undefined) return
  const { bed, namespace } = scene
  await hold(t, scene)
  await bed.kubectl(['delete', 'namespace', namespace, '--wait=false'])
  await bed.kubectl(['wait', '--namespace', namespace, '--for=delete', 'serviceaccount/default', '--timeout=60s'])
  await scene.write('hello.yaml', spec('hello', 'one'))
  await assert.rejects(scene.deploy(), /it is not there, or is being deleted/)
})

test('K26 a deploy whose namespace goes while it builds leaves nothing, and does not bring it back', async (t) => {
  const scene = await openScene(t)
  if (scene === undefined) return
  const { bed, namespace } = scene
  await scene.write('a.yaml', spec('a', 'one'))
  await scene.write('b.yaml', spec('b', 'one'))
  await hold(t, scene)
  const since = new Date()
  let closing: Promise<unknown> | undefined
  const adapt = (ports: Ports): Ports => ({
    ...ports,
    registry: {
      ...ports.registry,
      putManifest: async (...args) => {
        closing ??= bed.kubectl(['delete', 'namespace', namespace, '--wait=false'])
        await closing
        return ports.registry.putManifest(...args)
      },
    },
  })
  const report = await scene.deploy({}, { adapt })
  assert.equal(succeeded(report), false)
  assert.match(report.problems[0]?.message ?? '', /it is not there, or is being deleted/)
  assert.equal(writes(await scene.audit(since)).filter(({ code }) => code < 300).length, 0)
})

test('K23 a deploy lists the fields that somebody else holds, and takes them only when told to', async (t) => {
  const scene = await openScene(t)
  if (scene === undefined) return
  const { bed, namespace } = scene
  await scene.write('hello.yaml', spec('hello', 'one'))
  await scene.deploy()
  const theirs = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'hello', namespace } }
  const limits = { spec: { template: { spec: { containers: [{ name: 'hello', image: 'other:1' }] } } } }
  const args = ['apply', '--server-side', '--force-conflicts', '--field-manager=somebody', '--filename', '-']
  await bed.kubectl(['patch', 'deployment', 'hello', '--namespace', namespace, '--patch', '{"spec":{"paused":true}}'])
  await bed.kubectl(args, JSON.stringify({ ...theirs, ...limits }))
  await bed.kubectl(['patch', 'deployment', 'hello', '--namespace', namespace, '--patch', '{"spec":{"paused":null}}'])
  await scene.write('hello.yaml', spec('hello', 'two'))
  const refused = await scene.deploy()
  assert.match(
    refused.problems[0]?.message ?? '',
    /"somebody" holds \.spec\.template\.spec\.containers\[name="hello"\]\.image/,
  )
  assert.equal(await scene.read('deployment/hello', IMAGE), 'other:1')
  assert.equal(states(await scene.deploy({ 'force-conflicts': 'true' }))['Deployment/hello'], 'complete')
  assert.equal(await scene.call('hello'), 'two')
})

test('K25 one of twenty functions fails, the others are deployed, and each is listed', async (t) => {
  const scene = await openScene(t)
  if (scene === undefined) return
  for (let index = 0; index < 20; index += 1) await scene.write(`f${index}.yaml`, spec(`f${index}`, 'one'))
  await scene.write('f7.yaml', spec('f7', 'one').replace('exports.run', "require('./missing'); exports.run"))
  const report = await scene.deploy()
  assert.equal(succeeded(report), false)
  const deployments = report.rollouts.filter(({ kind }) => kind === 'Deployment')
  assert.equal(deployments.length, 20)
  assert.deepEqual(
    deployments.filter(({ state }) => state !== 'complete').map(({ name, state }) => `${name} ${state}`),
    ['f7 failed'],
  )
  assert.match(report.problems[0]?.message ?? '', /missing/)
})

test('a deploy shows a misspelt field at its line in the spec', async (t) => {
  const scene = await openScene(t)
  if (scene === undefined) return
  const more =
    '  deployment:\n    spec:\n      template:\n        spec:\n          containers:\n          - imagePullPolice: Always\n'
  await scene.write('hello.yaml', spec('hello', 'one', more))
  const { problems } = await scene.deploy()
  assert.match(
    problems[0]?.message ?? '',
    /there is no field "spec\.template\.spec\.containers\[hello\]\.imagePullPolice"/,
  )
  assert.equal(problems[0]?.at.line, 14)
})

test('a function with an image of its own is deployed by its digest, and its tag is followed', async (t) => {
  const scene = await openScene(t)
  if (scene === undefined) return
  const repository = `${scene.bed.registry}/${scene.namespace}/maker`
  await scene.write('maker.yaml', spec('maker', 'one'))
  const [made] = (await scene.deploy()).functions
  const image = `  deployment: {spec: {template: {spec: {containers: [{image: "${repository}:main"}]}}}}\n`
  // Of its own it has only the name: module, code and server are in the other function's image.
  await scene.write('guest.yaml', spec('maker', 'never built', image).replace('name: maker', 'name: guest'))
  const report = await scene.deploy()
  assert.deepEqual(
    [report.problems, states(report)['Deployment/guest'], report.functions.map(({ name }) => name)],
    [[], 'complete', ['maker']],
  )
  assert.equal(await scene.read('deployment/guest', IMAGE), `${repository}@${made?.digest}`)
  assert.equal(await scene.call('guest'), 'one')
  await scene.write('maker.yaml', spec('maker', 'two'))
  const [next] = (await scene.deploy()).functions
  await scene.deploy()
  assert.notEqual(next?.digest, made?.digest)
  assert.equal(await scene.read('deployment/guest', IMAGE), `${repository}@${next?.digest}`)
  assert.equal(await scene.call('guest'), 'two')
  const since = new Date()
  assert.equal(states(await scene.deploy())['Deployment/guest'], 'unchanged')
  assert.deepEqual(writes(await scene.audit(since)), [])
})

type Scene = NonNullable<Awaited<ReturnType<typeof openScene>>>

/** Keeps a namespace that is deleted from going until the test ends: something in it has a finalizer. */
const hold = async (t: TestContext, { bed, namespace }: Scene): Promise<void> => {
  const metadata = { name: 'hold', namespace, finalizers: ['function-images.test/hold'] }
  await bed.kubectl(['create', '--filename', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata }))
  const patch = '{"metadata":{"finalizers":null}}'
  t.after(() => bed.kubectl(['patch', 'configmap', 'hold', '--namespace', namespace, '--type=merge', '--patch', patch]))
}

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AUTOSCALERS, DEPLOYMENTS, SERVICES } from '../../../src/core/cluster/resource.ts'
import { ActionError } from '../../../src/core/errors.ts'
import { reportSchema } from '../../../src/core/report/schema.ts'
import type { Pulls } from '../../../src/ports.ts'
import { succeeded } from '../../../src/flow/result.ts'
import { spec } from '../stage.ts'
import { imageOf, openScene, runOf, states, writes } from './scene.ts'

test('deploy() makes the Deployment and the Service of a function, image by digest', async () => {
  const scene = await openScene(['a'])
  const report = await scene.deploy()
  assert.deepEqual(states(report), { 'Deployment/a': 'complete', 'Service/a': 'complete' })
  assert.equal(imageOf(scene.deployment('a')), `registry.test/a@${report.functions[0]?.digest}`)
  assert.ok(scene.cluster.read(SERVICES, { namespace: 'default', name: 'a' }))
  reportSchema.parse(JSON.parse(JSON.stringify(report)))
})

test('deploy() of what is unchanged writes nothing, asks as much for twelve functions as for one, and says nothing more', async () => {
  const counts: number[] = []
  for (const names of [['f0'], Array.from({ length: 12 }, (_, index) => `f${index}`)]) {
    const scene = await openScene(names)
    await scene.deploy()
    scene.asked()
    const said = scene.rollouts.length
    const report = await scene.deploy()
    assert.deepEqual(new Set(report.rollouts.map(({ state }) => state)), new Set(['unchanged']))
    const asked = scene.asked()
    assert.deepEqual(writes(asked), [])
    assert.equal(scene.rollouts.length, said)
    counts.push(asked.length)
  }
  assert.equal(counts[0], counts[1])
  assert.ok((counts[0] ?? 99) <= 12, `${counts[0]} requests`)
})

test('deploy() puts back what somebody changed, where nobody holds it', async () => {
  const scene = await openScene(['a'])
  await scene.deploy()
  scene.cluster.remove(SERVICES, { namespace: 'default', name: 'a' })
  assert.deepEqual(states(await scene.deploy()), { 'Deployment/a': 'unchanged', 'Service/a': 'complete' })
})

test('deploy() notes commit and run on the object, and not on its pods', async () => {
  const scene = await openScene(['a'])
  await scene.deploy({}, { run: runOf(7) })
  const { metadata, spec: content } = scene.deployment('a') ?? {}
  assert.equal(metadata?.annotations?.['function-images.github.io/commit'], 'c7')
  assert.equal(metadata?.annotations?.['function-images.github.io/run'], '7-1')
  assert.doesNotMatch(JSON.stringify(content), /function-images\.github\.io\/(?:run|commit|applied)/)
})

test('K5 deploy() leaves what a later run has deployed, and says so', async () => {
  const scene = await openScene(['a'])
  await scene.deploy({}, { run: runOf(8) })
  const image = imageOf(scene.deployment('a'))
  scene.files.set('a.yaml', spec('a', 'exports.run = () => "older"'))
  scene.asked()
  const report = await scene.deploy({}, { run: runOf(7) })
  assert.deepEqual(states(report), { 'Deployment/a': 'left' })
  assert.match(report.rollouts[0]?.note ?? '', /a later run has deployed it: .*\/runs\/8/)
  assert.equal(imageOf(scene.deployment('a')), image)
  assert.deepEqual(writes(scene.asked()), [])
})

test('K5 deploy() leaves what a later run deploys while this one builds', async () => {
  const scene = await openScene(['a'])
  await scene.deploy({}, { run: runOf(6) })
  scene.files.set('a.yaml', spec('a', 'exports.run = () => "older"'))
  const { cluster } = scene
  // The later run writes between this one's reading and its writing.
  const overtaken = {
    ...cluster,
    apply: async (...[resource, object, options, signal]: Parameters<typeof cluster.apply>) => {
      if (resource.kind === 'Deployment')
        cluster.change(DEPLOYMENTS, { namespace: 'default', name: 'a' }, (live) => ({
          ...live,
          metadata: {
            ...live.metadata,
            annotations: { ...live.metadata?.annotations, 'function-images.github.io/run': '9-1' },
          },
        }))
      return cluster.apply(resource, object, options, signal)
    },
  }
  const image = imageOf(scene.deployment('a'))
  const report = await scene.deploy({}, { run: runOf(7), ports: { cluster: overtaken as never } })
  assert.deepEqual(states(report), { 'Deployment/a': 'left' })
  assert.equal(imageOf(scene.deployment('a')), image)
})

for (const [what, over] of [
  ['a re-run', { attempt: 2 }],
  ['a dispatch', { event: 'workflow_dispatch' }],
  ['a release', { event: 'release' }],
] as const)
  test(`K5 deploy() goes back for ${what}, and says so`, async () => {
    const scene = await openScene(['a'])
    await scene.deploy({}, { run: runOf(8) })
    scene.files.set('a.yaml', spec('a', 'exports.run = () => "older"'))
    const report = await scene.deploy({}, { run: runOf(7, over) })
    assert.deepEqual(states(report), { 'Deployment/a': 'complete' })
    assert.ok(scene.notices.some((notice) => /deployed by a later run/.test(notice)))
  })

test('K23 deploy() lists the fields that another manager holds, and changes nothing', async () => {
  const scene = await openScene(['a'])
  await scene.deploy()
  scene.cluster.change(DEPLOYMENTS, { namespace: 'default', name: 'a' }, withImage('other:1'), 'kubectl-edit')
  scene.files.set('a.yaml', spec('a', 'exports.run = () => 2'))
  const report = await scene.deploy()
  assert.equal(succeeded(report), false)
  const [problem] = report.problems
  assert.match(problem?.message ?? '', /Cannot apply Deployment\/a: "kubectl-edit" holds .*image/)
  assert.match(problem?.hint ?? '', /"force-conflicts" takes the fields over/)
  assert.equal(imageOf(scene.deployment('a')), 'other:1')
})

test('K23 deploy() takes the fields over only when told to', async () => {
  const scene = await openScene(['a'])
  await scene.deploy()
  scene.cluster.change(DEPLOYMENTS, { namespace: 'default', name: 'a' }, withImage('other:1'), 'kubectl-edit')
  const report = await scene.deploy({ 'force-conflicts': 'true' })
  assert.equal(states(report)['Deployment/a'], 'complete')
  assert.match(imageOf(scene.deployment('a')) ?? '', /^registry\.test\/a@/)
})

test('K25 deploy() finishes nineteen functions when one of twenty fails', async () => {
  const names = Array.from({ length: 20 }, (_, index) => `f${index}`)
  const fate = (image: string) => (image.includes('/f7@') ? CRASH : 'serves')
  const scene = await openScene(names, { fate })
  const report = await scene.deploy()
  assert.equal(succeeded(report), false)
  const failed = report.rollouts.filter(({ state }) => state === 'failed').map(({ name }) => name)
  assert.deepEqual(failed, ['f7'])
  const complete = report.rollouts.filter(({ kind, state }) => kind === 'Deployment' && state === 'complete')
  assert.equal(complete.length, 19)
})

test('K25 deploy() finishes nineteen functions when nothing can be applied of one of twenty', async () => {
  const scene = await openScene(Array.from({ length: 20 }, (_, index) => `f${index}`))
  const prove: Pulls['prove'] = async ({ path }) => ({ status: path === 'f7' ? 'denied' : 'pulls' })
  const report = await scene.deploy({}, { ports: { pulls: { prove } } })
  const deployments = report.rollouts.filter(({ kind }) => kind === 'Deployment')
  assert.deepEqual(
    deployments.filter(({ state }) => state !== 'complete').map(({ name, state }) => `${name} ${state}`),
    ['f7 failed'],
  )
  assert.equal(deployments.length, 20)
})

test('K19 deploy() fails the functions of a missing namespace before anything is built, and tries no write', async () => {
  const scene = await openScene(['a'], { namespaces: ['default'] })
  scene.files.set('b.yaml', spec('b').replace('name: b', 'name: b\n  namespace: gone'))
  const report = await scene.deploy()
  assert.deepEqual(
    report.functions.map(({ name, state }) => [name, state]),
    [
      ['a', 'built'],
      ['b', 'failed'],
    ],
  )
  assert.match(report.problems[0]?.message ?? '', /Cannot deploy to namespace "gone": it is not there/)
  assert.deepEqual(writes(scene.asked().filter(({ namespace }) => namespace === 'gone')), [])
})

test('K26 deploy() makes one attempt in a namespace that goes while it builds', async () => {
  const scene = await openScene(['a', 'b', 'c'])
  const status = 403
  const causes = [{ reason: 'NamespaceTerminating', message: 'being terminated', field: '' }]
  for (const plural of ['services', 'deployments'])
    scene.cluster.refuse({ verb: 'apply', plural, status, reason: 'Forbidden', causes, times: 9 })
  const report = await scene.deploy({ 'max-parallel': '1' })
  assert.equal(report.problems.length, 3)
  assert.match(report.problems[0]?.message ?? '', /it is not there, or is being deleted/)
  assert.equal(writes(scene.asked()).length, 1)
})

for (const [verb, plural, group] of [
  ['list', 'deployments', 'apps'],
  ['create', 'deployments', 'apps'],
  ['patch', 'deployments', 'apps'],
  ['watch', 'deployments', 'apps'],
  ['list', 'services', ''],
  ['create', 'services', ''],
  ['patch', 'services', ''],
] as const)
  test(`K16 deploy() names the right to ${verb} ${plural} that is missing, before anything is built`, async () => {
    const scene = await openScene(['a'], { rights: without(verb, plural, group) })
    const shown = group === '' ? plural : `${plural}.${group}`
    await assert.rejects(scene.deploy(), (error: unknown) => {
      assert.ok(error instanceof ActionError)
      assert.match(error.message, new RegExp(`the account may not ${verb} ${shown.replace('.', '\\.')}$`))
      assert.match(error.hint ?? '', /"kind":"Role"/)
      return true
    })
    assert.equal(scene.registry.count('putManifest', 'registry.test'), 0)
  })

for (const [verb, plural, group] of [
  ['list', 'statefulsets', 'apps'],
  ['list', 'cronjobs', 'batch'],
  ['get', 'serviceaccounts', ''],
  ['watch', 'events', ''],
  ['watch', 'pods', ''],
] as const)
  test(`K16 deploy() does without the right to ${verb} ${plural}`, async () => {
    const scene = await openScene(['a'], { rights: without(verb, plural, group) })
    assert.equal(states(await scene.deploy())['Deployment/a'], 'complete')
  })

test('deploy() refuses a server that drops fields silently', async () => {
  const scene = await openScene(['a'], { version: { major: 1, minor: 29, text: 'v1.29.9' } })
  await assert.rejects(scene.deploy(), /Cannot deploy to Kubernetes v1\.29\.9: 1\.30 is the oldest/)
})

test('deploy() without a cluster says how to configure one', async () => {
  const scene = await openScene(['a'])
  await assert.rejects(scene.deploy({}, { ports: { cluster: undefined } }), /no cluster is configured/)
})

test('deploy() leaves the Service as it is when the pods do not come up', async () => {
  const good = new Set<string>()
  const scene = await openScene(['a'], { fate: (image) => (good.size === 0 || good.has(image) ? 'serves' : CRASH) })
  await scene.deploy()
  good.add(imageOf(scene.deployment('a')) ?? '')
  const before = scene.cluster.read(SERVICES, { namespace: 'default', name: 'a' })
  scene.files.set(
    'a.yaml',
    spec('a', 'exports.run = () => 2', '  service: {ports: [{name: web, port: 80, targetPort: 8080}]}\n'),
  )
  const report = await scene.deploy()
  assert.deepEqual(states(report), { 'Deployment/a': 'rolled-back' }, JSON.stringify(report.rollouts))
  assert.deepEqual(scene.cluster.read(SERVICES, { namespace: 'default', name: 'a' })?.spec, before?.spec)
})

test('deploy() without wait says that nobody waited', async () => {
  const scene = await openScene(['a'])
  assert.equal(states(await scene.deploy({ wait: 'false' }))['Deployment/a'], 'applied')
})

test('deploy() that is cancelled leaves the rollout, says so, and applies nothing more', async () => {
  const controller = new AbortController()
  const scene = await openScene(['a', 'b'])
  const { cluster } = scene
  const cancelling = {
    ...cluster,
    apply: async (...args: Parameters<typeof cluster.apply>) => {
      const written = await cluster.apply(...args)
      if (args[0].kind === 'Deployment' && args[2].dryRun !== true) controller.abort(new Error('cancelled'))
      return written
    },
  }
  const over = { signal: controller.signal, ports: { cluster: cancelling as never } }
  await assert.rejects(scene.deploy({ 'max-parallel': '1' }, over), /cancelled/)
  assert.deepEqual(
    scene.rollouts.map(({ kind, name, state }) => `${state} ${kind}/${name}`),
    ['complete Service/a', 'applied Deployment/a'],
  )
  assert.equal(scene.deployment('b'), undefined)
})

test('deploy() sends no replicas where an autoscaler counts, and lets go of those it sent', async () => {
  const scene = await openScene([])
  const replicas = '  deployment: {spec: {replicas: 3}}\n'
  scene.files.set('a.yaml', spec('a', 'exports.run = () => 1', replicas))
  await scene.deploy({ unpinned: 'true' })
  assert.equal(scene.deployment('a')?.spec?.replicas, 3)
  scene.cluster.put(AUTOSCALERS, {
    metadata: { namespace: 'default', name: 'a' },
    spec: { maxReplicas: 9, scaleTargetRef: { kind: 'Deployment', name: 'a' } },
  })
  scene.files.set('a.yaml', spec('a', 'exports.run = () => 2', replicas))
  const report = await scene.deploy({ unpinned: 'true' })
  assert.equal(states(report)['Deployment/a'], 'complete')
  assert.equal(scene.deployment('a')?.spec?.replicas, 3)
})

test('deploy() shows a field that Kubernetes does not know at its line in the spec', async () => {
  const scene = await openScene([])
  scene.files.set('a.yaml', spec('a', 'exports.run = () => 1', '  deployment:\n    spec:\n      replicsa: 3\n'))
  scene.cluster.refuse({
    verb: 'apply',
    plural: 'deployments',
    name: 'a',
    status: 500,
    message:
      'failed to create typed patch object (default/a; apps/v1, Kind=Deployment): .spec.replicsa: field not declared in schema',
  })
  const { problems } = await scene.deploy({ unpinned: 'true' })
  assert.match(problems[0]?.message ?? '', /there is no field "spec\.replicsa" in a Deployment/)
  assert.equal(problems[0]?.at.line, 11)
})

const CRASH = { restartCount: 2, state: { terminated: { exitCode: 1, message: 'Error: no' } } }

const withImage =
  (image: string) => (live: NonNullable<ReturnType<Awaited<ReturnType<typeof openScene>>['deployment']>>) =>
    ({
      ...live,
      spec: {
        ...live.spec,
        template: {
          ...live.spec?.template,
          spec: {
            ...live.spec?.template.spec,
            containers: (live.spec?.template.spec?.containers ?? []).map((container) => ({ ...container, image })),
          },
        },
      },
    }) as typeof live

const without = (verb: string, plural: string, group: string) => ({
  incomplete: false,
  rules: [
    {
      verbs: ['*'],
      apiGroups: ['autoscaling', 'networking.k8s.io', 'kubeless.io'],
      resources: ['*'],
      resourceNames: [],
    },
    ...RESOURCES.map((resource) => ({
      verbs: VERBS.filter((candidate) => resource[0] !== plural || resource[1] !== group || candidate !== verb),
      apiGroups: [resource[1]],
      resources: [resource[0]],
      resourceNames: [],
    })),
  ],
})

const VERBS = ['get', 'list', 'watch', 'create', 'patch', 'delete']

const RESOURCES = [
  ...['deployments', 'statefulsets', 'daemonsets', 'replicasets'].map((name) => [name, 'apps'] as const),
  ...['services', 'pods', 'pods/log', 'events', 'secrets', 'serviceaccounts', 'configmaps'].map(
    (name) => [name, ''] as const,
  ),
  ['cronjobs', 'batch'] as const,
]

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Container } from '../../../src/core/cluster/object.ts'
import { IMAGE, NOTHING, objectsOf, podOf, type Sample, shown } from './samples.ts'

/** A function that brings its own image; `fields` are more of its container, `more` of its spec. */
const prebuilt = (fields: object = {}, more: object = {}, pod: object = {}): Sample => ({
  spec: {
    deployment: { spec: { template: { spec: { ...pod, containers: [{ image: 'acme/hello:1', ...fields }] } } } },
    ...more,
  },
})

const containerOf = (sample: Sample, settings = NOTHING): Container => {
  const [container] = podOf(sample, settings).containers
  if (container === undefined) throw new Error('The pod has no container')
  return container
}

const envOf = (sample: Sample): readonly string[] =>
  (containerOf(sample).env ?? []).map(({ name, value }) => `${name}=${value}`)

/** Neither is told to the image's server unless both are there. */
const WITHOUT: Readonly<Record<string, object>> = {
  'no handler': { handler: undefined },
  'no code': { function: undefined },
  'neither handler nor code': { handler: undefined, function: undefined },
}

for (const [what, more] of Object.entries(WITHOUT))
  test(`functionObjects() gives an image of the function’s own the port alone where there is ${what}`, () => {
    const env = [{ name: 'A', value: 'a' }]
    assert.deepEqual(envOf(prebuilt({ env }, more)), ['A=a', 'FUNC_PORT=8080'])
  })

test('functionObjects() gives an image of the function’s own the contract’s variables, and none of a runtime of ours', () => {
  assert.deepEqual(envOf(prebuilt({}, { timeout: '30' })), [
    'FUNC_HANDLER=run',
    'MOD_NAME=hello',
    'FUNC_TIMEOUT=30',
    'FUNC_RUNTIME=nodejs24',
    'FUNC_MEMORY_LIMIT=0',
    'FUNC_PORT=8080',
    'KUBELESS_INSTALL_VOLUME=/kubeless',
  ])
})

test('functionObjects() names the runtime of an image of the function’s own as empty where the spec has none', () => {
  assert.ok(envOf(prebuilt({}, { runtime: undefined })).includes('FUNC_RUNTIME='))
})

test('functionObjects() runs the image that was found, pulled as the spec says', () => {
  const pod = { imagePullSecrets: [{ name: 'mine' }] }
  const { image, imagePullPolicy } = containerOf(prebuilt({ imagePullPolicy: 'Always' }, {}, pod))
  assert.deepEqual([image, imagePullPolicy], [IMAGE, 'Always'])
  assert.deepEqual(podOf(prebuilt({}, {}, pod)).imagePullSecrets, [{ name: 'mine' }])
})

test('functionObjects() has pods of an image of the function’s own wait before they end', () => {
  assert.deepEqual(containerOf(prebuilt()).lifecycle, { preStop: { sleep: { seconds: 5 } } })
})

for (const [runtime, found] of [
  ['ruby2.4', true],
  ['ruby_slim2.4', true],
  ['python3.13', false],
  [undefined, false],
] as const)
  test(`functionObjects() looks up the liveness probe of an image of the function’s own by the runtime ${runtime}`, () => {
    const kubeless = {
      registryTlsVerify: true,
      deployment: undefined,
      serviceType: undefined,
      runtimeImages: undefined,
      livenessProbes: new Map([['ruby', { tcpSocket: { port: 8080 } }]]),
    }
    const { livenessProbe } = containerOf(prebuilt({}, { runtime }), { ...NOTHING, kubeless })
    assert.equal(livenessProbe?.tcpSocket !== undefined, found)
  })

test('functionObjects() warns of nothing that an image of the function’s own may well have', () => {
  assert.deepEqual(shown(objectsOf(prebuilt({ volumeMounts: [{ name: 'v', mountPath: '/kubeless' }] }))), [])
})

test('functionObjects() refuses a schedule of a function with its own image, and makes its other triggers', () => {
  const triggers = { 'HTTPTrigger web': {}, 'CronJobTrigger tick': { spec: { schedule: '@daily' } } }
  const made = objectsOf({ ...prebuilt(), triggers })
  assert.match(
    shown(made)[0] ?? '',
    /Cannot make a CronJob of CronJobTrigger "tick": function "hello" brings an image of its own, and nothing is known in it that can call the function$/,
  )
  assert.deepEqual(
    made.objects.map(({ object }) => object.kind),
    ['Service', 'Deployment', 'Ingress'],
  )
})

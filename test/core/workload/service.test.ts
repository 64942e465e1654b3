import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NOTHING, objectsOf, type Sample, serviceOf, shown } from './samples.ts'

const SELECTOR = { 'created-by': 'kubeless', function: 'hello' }
const PORT = { name: 'http-function-port', port: 8080, protocol: 'TCP', targetPort: 8080 }

const withService = (service: object): Sample => ({ spec: { service } })

const SPECS: readonly (readonly [string, Sample, object])[] = [
  ['opens 8080 when the spec says nothing', {}, { ports: [PORT], selector: SELECTOR }],
  [
    'is the spec’s own when it has ports',
    withService({
      clusterIP: 'None',
      ports: [{ port: 80, targetPort: 9000 }],
      selector: { function: 'hello' },
      sessionAffinity: 'ClientIP',
    }),
    {
      clusterIP: 'None',
      ports: [{ port: 80, targetPort: 9000 }],
      selector: { function: 'hello' },
      sessionAffinity: 'ClientIP',
    },
  ],
  [
    'leads to the function when the spec has no selector',
    withService({ ports: [{ port: 80 }] }),
    { ports: [{ port: 80 }], selector: SELECTOR },
  ],
  [
    'leads to the function when the spec’s selector is empty',
    withService({ ports: [{ port: 80 }], selector: {} }),
    { ports: [{ port: 80 }], selector: SELECTOR },
  ],
  [
    'keeps what the spec says without ports',
    withService({ type: 'NodePort' }),
    { type: 'NodePort', ports: [PORT], selector: SELECTOR },
  ],
  [
    'selects nothing where it is another name for a host',
    withService({ type: 'ExternalName', externalName: 'x', ports: [{ port: 80 }] }),
    { type: 'ExternalName', externalName: 'x', ports: [{ port: 80 }] },
  ],
  [
    'leaves out fields without a value',
    withService({ clusterIP: null, ports: [{ port: 80, nodePort: null }] }),
    { ports: [{ port: 80 }], selector: SELECTOR },
  ],
]

for (const [promise, sample, expected] of SPECS)
  test(`functionObjects() makes a Service that ${promise}`, () => {
    assert.deepEqual(JSON.parse(JSON.stringify(serviceOf(sample).spec)), expected)
  })

test('functionObjects() marks the Service as the function’s and ours', () => {
  assert.deepEqual(serviceOf({ metadata: { labels: { team: 'a' } } }).metadata, {
    name: 'hello',
    namespace: 'prod',
    labels: { ...SELECTOR, team: 'a', 'app.kubernetes.io/managed-by': 'function-images' },
  })
})

test('functionObjects() takes the type of Services from kubeless-config where the spec has no ports', () => {
  const kubeless = {
    registryTlsVerify: true,
    deployment: undefined,
    serviceType: 'NodePort',
    runtimeImages: undefined,
    livenessProbes: new Map(),
  }
  const typeOf = (sample: Sample) => serviceOf(sample, { ...NOTHING, kubeless }).spec?.type
  assert.deepEqual(
    [typeOf({}), typeOf(withService({ ports: [{ port: 80 }] })), typeOf(withService({ type: 'ClusterIP' }))],
    ['NodePort', undefined, 'ClusterIP'],
  )
})

test('functionObjects() warns of a selector that fits none of the function’s pods', () => {
  const sample = withService({ ports: [{ port: 80 }], selector: { function: 'other' } })
  assert.deepEqual(shown(objectsOf(sample)), [
    '19 warning: The Service selects "function: other", which the function’s pods do not have: it leads nowhere',
  ])
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { INGRESSES } from '../../../src/core/cluster/resource.ts'
import type { Ingress } from '../../../src/core/cluster/object.ts'
import { objectsOf, only, shown } from './samples.ts'

interface Written {
  readonly metadata?: object
  readonly spec?: object
}

const ingressOf = (trigger: Written, spec: object = {}): Ingress =>
  only(objectsOf({ spec, triggers: { 'HTTPTrigger web': trigger } }), INGRESSES)

const CLASS = 'kubernetes.io/ingress.class'
const annotations = ({ metadata }: Ingress) => metadata?.annotations
const path = ({ spec }: Ingress) => spec?.rules?.[0]?.http?.paths[0]
const placeOf = (ingress: Ingress) => [path(ingress)?.path, path(ingress)?.pathType]

const FIELDS: readonly (readonly [string, Written, (ingress: Ingress) => unknown, unknown])[] = [
  ['is named as the trigger', {}, ({ metadata }) => [metadata?.namespace, metadata?.name], ['prod', 'web']],
  [
    'carries the trigger’s labels',
    { metadata: { labels: { team: 'a' } } },
    ({ metadata }) => metadata?.labels,
    { team: 'a', 'created-by': 'kubeless', function: 'hello', 'app.kubernetes.io/managed-by': 'function-images' },
  ],
  ['has no annotations without a reason', {}, annotations, undefined],
  ['has no class without a gateway', {}, ({ spec }) => spec?.ingressClassName, undefined],
  [
    'has no class for an unknown gateway',
    { spec: { gateway: 'envoy' } },
    ({ spec }) => spec?.ingressClassName,
    undefined,
  ],
  ['names the gateway as its class', { spec: { gateway: 'traefik' } }, ({ spec }) => spec?.ingressClassName, 'traefik'],
  [
    'leaves the class to the trigger’s annotation',
    { metadata: { annotations: { [CLASS]: 'own' } }, spec: { gateway: 'kong' } },
    ({ spec, metadata }) => [spec?.ingressClassName, metadata?.annotations],
    [undefined, { [CLASS]: 'own' }],
  ],
  [
    'has nginx call the function’s root',
    { spec: { gateway: 'nginx' } },
    annotations,
    { 'nginx.ingress.kubernetes.io/rewrite-target': '/' },
  ],
  [
    'lets the trigger’s annotations win over the gateway’s',
    {
      metadata: { annotations: { 'nginx.ingress.kubernetes.io/rewrite-target': '/$1', a: 'b' } },
      spec: { gateway: 'nginx' },
    },
    annotations,
    { 'nginx.ingress.kubernetes.io/rewrite-target': '/$1', a: 'b' },
  ],
  [
    'allows other origins on nginx',
    { spec: { gateway: 'nginx', 'cors-enable': true } },
    (ingress) => annotations(ingress)?.['nginx.ingress.kubernetes.io/enable-cors'],
    'true',
  ],
  [
    'allows other origins elsewhere',
    { spec: { 'cors-enable': true } },
    annotations,
    { 'ingress.kubernetes.io/enable-cors': 'true' },
  ],
  [
    'asks for a password on traefik',
    { spec: { gateway: 'traefik', 'basic-auth-secret': 's' } },
    annotations,
    { 'ingress.kubernetes.io/auth-secret': 's', 'ingress.kubernetes.io/auth-type': 'basic' },
  ],
  [
    'asks for a certificate',
    { spec: { tls: true, 'host-name': 'a.test' } },
    ({ spec, metadata }) => [spec?.tls, metadata?.annotations],
    [
      [{ hosts: ['a.test'], secretName: 'web-tls' }],
      { 'kubernetes.io/tls-acme': 'true', 'nginx.ingress.kubernetes.io/ssl-redirect': 'true' },
    ],
  ],
  [
    'takes a certificate that is there',
    { spec: { tls: false, 'tls-secret': 's', 'host-name': 'a.test' } },
    ({ spec, metadata }) => [spec?.tls, metadata?.annotations],
    [[{ hosts: ['a.test'], secretName: 's' }], undefined],
  ],
  ['answers for its host', { spec: { 'host-name': 'a.test' } }, ({ spec }) => spec?.rules?.[0]?.host, 'a.test'],
  ['answers for every host', { spec: { 'host-name': '' } }, ({ spec }) => 'host' in (spec?.rules?.[0] ?? {}), false],
  ['answers for every path', {}, placeOf, ['/', 'Prefix']],
  ['answers below its path', { spec: { path: 'a/b' } }, placeOf, ['/a/b', 'Prefix']],
  ['puts no second slash before its path', { spec: { path: '/a' } }, placeOf, ['/a', 'Prefix']],
  [
    'leaves a pattern to the controller',
    { spec: { path: 'a(/|$)(.*)' } },
    placeOf,
    ['/a(/|$)(.*)', 'ImplementationSpecific'],
  ],
  [
    'leaves a path to the controller that a prefix may not be',
    { spec: { path: 'a//b/../c' } },
    placeOf,
    ['/a//b/../c', 'ImplementationSpecific'],
  ],
  [
    'leads to the function',
    {},
    (ingress) => path(ingress)?.backend,
    { service: { name: 'hello', port: { number: 8080 } } },
  ],
]

for (const [promise, trigger, look, expected] of FIELDS)
  test(`functionObjects() makes an Ingress that ${promise}`, () => {
    assert.deepEqual(look(ingressOf(trigger)), expected)
  })

test('functionObjects() makes an Ingress that leads to the Service’s port, not to its target', () => {
  const service = { ports: [{ port: 80, targetPort: 9000 }] }
  assert.equal(path(ingressOf({}, { service }))?.backend.service?.port?.number, 80)
})

const REFUSED: Readonly<Record<string, readonly [object, string]>> = {
  'both ways to a certificate': [
    { tls: true, 'tls-secret': 's' },
    'Cannot make an Ingress of HTTPTrigger "web": "tls" and "tls-secret" exclude each other',
  ],
  'a password on kong': [
    { gateway: 'kong', 'basic-auth-secret': 's' },
    'Cannot make an Ingress of HTTPTrigger "web": gateway kong has no basic authentication by annotation',
  ],
}

for (const [what, [spec, message]] of Object.entries(REFUSED))
  test(`functionObjects() refuses ${what}, at its line`, () => {
    const found = objectsOf({ triggers: { 'HTTPTrigger web': { spec } } })
    assert.deepEqual(shown(found), [`25 error: ${message}`])
    assert.deepEqual(
      found.objects.map(({ resource }) => resource.kind),
      ['Service', 'Deployment'],
    )
  })

import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { Deployment } from '../../../src/core/cluster/object.ts'
import { DEPLOYMENTS, KUBELESS_FUNCTIONS } from '../../../src/core/cluster/resource.ts'
import { openCluster } from '../../../src/edge/cluster/cluster.ts'
import { openScene, type RealScene, spec, states } from './scene.ts'

const CRD = 'functions.kubeless.io'
const LABELS = { 'created-by': 'kubeless', function: 'hello' }

/** Kubeless' own CRD is of a version that no server takes any more; this one accepts the same objects. */
const definition = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: CRD },
  spec: {
    group: 'kubeless.io',
    scope: 'Namespaced',
    names: { plural: 'functions', singular: 'function', kind: 'Function' },
    versions: [
      {
        name: 'v1beta1',
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
      },
    ],
  },
}

/** As Kubeless left it: build images that are gone, an empty volume over the code, and its Function as owner. */
const leftByKubeless = (namespace: string, uid: string): readonly object[] => {
  const ownerReferences = [{ apiVersion: 'kubeless.io/v1beta1', kind: 'Function', name: 'hello', uid }]
  const metadata = { name: 'hello', namespace, labels: LABELS, ownerReferences }
  const volumeMounts = [{ name: 'hello', mountPath: '/kubeless' }]
  const phase = (name: string): object => ({ name, image: `registry.invalid/kubeless-${name}`, volumeMounts })
  const pod = {
    initContainers: ['prepare', 'install'].map(phase),
    containers: [
      { name: 'hello', image: 'registry.invalid/kubeless-nodejs', env: [{ name: 'OLD', value: 'x' }], volumeMounts },
    ],
    volumes: [{ name: 'hello', emptyDir: {} }],
  }
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: { replicas: 2, selector: { matchLabels: LABELS }, template: { metadata: { labels: LABELS }, spec: pod } },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: {
        type: 'NodePort',
        selector: LABELS,
        ports: [{ name: 'http-function-port', port: 8080, targetPort: 8080 }],
      },
    },
  ]
}

interface KubelessScene extends RealScene {
  removeDefinition(): Promise<void>
}

const openKubeless = async (t: TestContext): Promise<KubelessScene | undefined> => {
  const scene = await openScene(t, {})
  if (scene === undefined) return undefined
  const { bed, namespace } = scene
  await bed.kubectl(['apply', '--filename', '-'], JSON.stringify(definition))
  const removeDefinition = async (): Promise<void> => {
    await bed.kubectl(['delete', 'crd', CRD, '--ignore-not-found', '--wait=true', '--timeout=30s'])
  }
  t.after(removeDefinition)
  await bed.kubectl(['wait', '--for=condition=Established', `crd/${CRD}`, '--timeout=30s'])
  const fn = {
    apiVersion: 'kubeless.io/v1beta1',
    kind: 'Function',
    metadata: { name: 'hello', namespace },
    spec: { handler: 'hello.run' },
  }
  await bed.kubectl(['create', '--filename', '-'], JSON.stringify(fn))
  const uid = await scene.read('functions.kubeless.io/hello', '.metadata.uid')
  for (const object of leftByKubeless(namespace, uid))
    await bed.kubectl(
      ['create', '--field-manager=kubeless-function-controller', '--filename', '-'],
      JSON.stringify(object),
    )
  await scene.write('hello.yaml', spec('hello', 'ours'))
  return { ...scene, removeDefinition }
}

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

test('a Function whose controller lives is handed over to it, and answers with our code', async (t) => {
  const scene = await openKubeless(t)
  if (scene === undefined) return
  const stop = await actAsController(t, scene)
  const report = await scene.deploy({ kubeless: 'handover' })
  assert.equal(states(report)['Deployment/hello'], 'complete', JSON.stringify(report.problems))
  assert.equal(await scene.read('deployment/hello', '.spec.template.spec.initContainers'), '')
  assert.equal(await scene.call('hello'), 'ours')
  assert.deepEqual(states(await scene.deploy({ kubeless: 'handover' })), { 'Deployment/hello': 'unchanged' })
  stop()
})

/** As the controller does: merges what it makes of the Function into the Deployment, which keeps what it does not name. */
const actAsController = async (t: TestContext, { bed, namespace }: RealScene): Promise<() => void> => {
  const { kubeconfig } = bed
  const cluster = await openCluster({ kubeconfig, context: undefined, env: {}, cwd: '/', onSecret: () => undefined })
  const stopping = new AbortController()
  t.after(() => {
    stopping.abort()
    cluster.close()
  })
  const follow = async (): Promise<void> => {
    for await (const change of cluster.follow(KUBELESS_FUNCTIONS, { namespace }, stopping.signal)) {
      if (change.kind !== 'present') continue
      const { deployment } = (change.object as { spec?: { deployment?: Deployment } }).spec ?? {}
      const image = deployment?.spec?.template.spec?.containers[0]?.image
      if (image === undefined) continue
      const path = '/spec/template/spec/containers/0/image'
      await cluster.patch(
        DEPLOYMENTS,
        { namespace, name: 'hello' },
        [{ op: 'replace', path, value: image }],
        stopping.signal,
      )
    }
  }
  follow().catch(() => undefined)
  return () => stopping.abort()
}

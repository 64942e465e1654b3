import type { TestContext } from 'node:test'
import type { Deployment } from '../../../src/core/cluster/object.ts'
import { DEPLOYMENTS, KUBELESS_FUNCTIONS } from '../../../src/core/cluster/resource.ts'
import { openCluster } from '../../../src/edge/cluster/cluster.ts'
import { NODE } from '../bed/bases.ts'
import type { Bed } from '../bed/cluster.ts'
import { openScene, type RealScene, spec } from './scene.ts'

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

/** What Kubeless' pods run. */
export interface KubelessImages {
  /** Of the function. */
  readonly runtime: string
  /** Of the containers before it, by their names, that put the code into the volume. */
  readonly phases: Readonly<Record<string, string>>
  /** What these run, where it is not what their images do. */
  readonly command?: readonly string[]
}

/** Images that nobody serves any more. */
const GONE: KubelessImages = {
  runtime: 'registry.invalid/kubeless-nodejs',
  phases: { prepare: 'registry.invalid/kubeless-prepare', install: 'registry.invalid/kubeless-install' },
}

/** As Kubeless left it: containers that fetch and install, a volume over the code, and its Function as owner. */
const leftByKubeless = (
  namespace: string,
  uid: string,
  { runtime, phases, command }: KubelessImages,
): readonly object[] => {
  const ownerReferences = [{ apiVersion: 'kubeless.io/v1beta1', kind: 'Function', name: 'hello', uid }]
  const metadata = { name: 'hello', namespace, labels: LABELS, ownerReferences }
  const volumeMounts = [{ name: 'hello', mountPath: '/kubeless' }]
  const own =
    command === undefined ? { volumeMounts } : { command, volumeMounts: [{ name: 'hello', mountPath: '/volume' }] }
  const pod = {
    initContainers: Object.entries(phases).map(([name, image]) => ({ name, image, ...own })),
    containers: [{ name: 'hello', image: runtime, env: [{ name: 'OLD', value: 'x' }], volumeMounts }],
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

export interface KubelessScene extends RealScene {
  removeDefinition(): Promise<void>
}

/** Opens a scene with a function of Kubeless; undefined where there is no bed, and the test is skipped. */
export const openKubeless = async (
  t: TestContext,
  imagesOf: (scene: RealScene) => Promise<KubelessImages> = () => Promise.resolve(GONE),
): Promise<KubelessScene | undefined> => {
  const scene = await openScene(t, {})
  if (scene === undefined) return undefined
  const images = await imagesOf(scene)
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
  for (const object of leftByKubeless(namespace, uid, images))
    await bed.kubectl(
      ['create', '--field-manager=kubeless-function-controller', '--filename', '-'],
      JSON.stringify(object),
    )
  await scene.write('hello.yaml', spec('hello', 'ours'))
  return { ...scene, removeDefinition }
}

/** As the controller does: merges what it makes of the Function into the Deployment, which keeps what it does not name. */
export const actAsController = async (t: TestContext, { bed, namespace }: RealScene): Promise<() => void> => {
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

const CONTROLLER = ['deployment/kubeless-controller-manager', '--namespace', 'kubeless']

/** Makes the namespace of Kubeless itself, for the time of the test. */
export const makeKubelessNamespace = async (t: TestContext, { kubectl }: Pick<Bed, 'kubectl'>): Promise<void> => {
  await kubectl(['create', 'namespace', 'kubeless'])
  t.after(() => kubectl(['delete', 'namespace', 'kubeless', '--wait']))
}

/** Runs, where Kubeless has its controller, pods that do nothing: what lives is told by them. They go with the test. */
export const runController = async (t: TestContext, { kubectl, registry }: Bed): Promise<void> => {
  await makeKubelessNamespace(t, { kubectl })
  const labels = { kubeless: 'controller' }
  const container = {
    name: 'kubeless-function-controller',
    image: `${registry}/hub/${NODE}`,
    command: ['node', '-e', 'setInterval(() => {}, 1000)'],
  }
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'kubeless-controller-manager', namespace: 'kubeless', labels },
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { terminationGracePeriodSeconds: 0, containers: [container] } },
    },
  }
  await kubectl(['create', '--filename', '-'], JSON.stringify(deployment))
  await kubectl(['wait', ...CONTROLLER, '--for=condition=Available', '--timeout=60s'])
}

/** Ends them. */
export const stopController = async ({ kubectl }: Bed): Promise<void> => {
  await kubectl(['scale', ...CONTROLLER, '--replicas=0'])
  await kubectl(['wait', ...CONTROLLER, '--for=jsonpath={.status.observedGeneration}=2', '--timeout=30s'])
}

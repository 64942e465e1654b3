import assert from 'node:assert/strict'
import { lookup } from 'node:dns/promises'
import { type TestContext, test } from 'node:test'
import { stringify } from 'yaml'
import { makeNodeBase } from '../../../src/edge/demo/node-base.ts'
import { mirrorOf, pushImage } from '../bed/bases.ts'
import { type Bed, bedFor } from '../bed/cluster.ts'
import { openDesk, specOf } from '../bed/desk.ts'
import { programFor } from '../bed/programs.ts'
import { fileFrom, text, withLayer } from '../bed/system-layer.ts'

test('registry-service: a registry that only pods reach is asked, pushed to by Jobs, and found complete again', async (t) => {
  const bed = await bedFor(t)
  const program = await programFor(t, 'docker-registry')
  if (bed === undefined || program === undefined) return
  const namespace = await bed.namespace(t, { prefix: 'registry-service', enforce: 'restricted' })
  await startRegistry(bed, namespace, program)
  const host = `registry.${namespace}.svc.cluster.local:5000`
  const desk = await openInCluster(t, { bed, namespace, host })
  const jobs = async (since: Date): Promise<number> =>
    (await bed.audit(since)).filter(
      ({ verb, resource, namespace: of }) => verb === 'create' && resource === 'jobs' && of === namespace,
    ).length

  await t.test('this machine does not know the registry', () => assert.rejects(lookup(host.replace(/:.*/, ''))))

  await t.test('what is missing is installed and pushed by a Job', async () => {
    const built = await desk.build()
    const { state, builder, repository } = built.of('hello')
    assert.deepEqual([state, builder, repository], ['built', 'job', `${host}/shop/hello`])
  })

  await t.test('a second run finds it there', async () => {
    const since = new Date()
    const again = await desk.build()
    assert.deepEqual([again.of('hello').state, await jobs(since)], ['skipped', 0])
  })

  await t.test('a changed handler is appended from here', async () => {
    await desk.write('hello/handler.js', 'exports.run = () => "changed"\n')
    const since = new Date()
    const changed = await desk.build()
    assert.deepEqual([changed.of('hello').builder, await jobs(since)], ['append', 0])
  })
})

const openInCluster = async (
  t: TestContext,
  { bed, namespace, host }: { readonly bed: Bed; readonly namespace: string; readonly host: string },
): ReturnType<typeof openDesk> => {
  const flags = [
    ['--kubeconfig', bed.kubeconfig],
    ['--namespace', namespace],
    ['--registry', `${host}/shop`],
    ['--registry-service', `${namespace}/registry:5000`],
    ['--insecure-registries', `${host},${bed.registry}`],
    mirrorOf(bed.registry),
  ].flat()
  const desk = await openDesk(t, { flags })
  await desk.write('hello/function.yaml', specOf('hello', 'nodejs24', 'handler.run'))
  await desk.write('hello/handler.js', 'exports.run = () => "hello"\n')
  const preinstall = 'mkdir -p node_modules/own && echo 1 > node_modules/own/file'
  await desk.write('hello/package.json', JSON.stringify({ scripts: { preinstall } }))
  return desk
}

const CONFIG = {
  version: 0.1,
  log: { level: 'warn' },
  storage: { filesystem: { rootdirectory: '/data' } },
  http: { addr: ':5000' },
}

/** Runs a registry in a pod, behind a Service; returns when it answers. */
const startRegistry = async (bed: Bed, namespace: string, program: string): Promise<void> => {
  const image = `${bed.registry}/hub/test/registry:2`
  const layer = [await fileFrom('bin/docker-registry', program), text('etc/registry.yaml', stringify(CONFIG))]
  await pushImage(image, await withLayer(await makeNodeBase(), layer))
  const metadata = { name: 'registry', namespace, labels: { app: 'registry' } }
  const items = [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: { selector: metadata.labels, ports: [{ port: 5000 }] },
    },
    { apiVersion: 'v1', kind: 'Pod', metadata, spec: podOf(image) },
  ]
  await bed.kubectl(['create', '--filename', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items }))
  await bed.kubectl(['wait', '--namespace', namespace, '--for=condition=Ready', 'pod/registry', '--timeout=60s'])
}

const podOf = (image: string): object => ({
  terminationGracePeriodSeconds: 0,
  automountServiceAccountToken: false,
  securityContext: { runAsNonRoot: true, runAsUser: 1000, fsGroup: 1000, seccompProfile: { type: 'RuntimeDefault' } },
  containers: [
    {
      name: 'registry',
      image,
      imagePullPolicy: 'Always',
      command: ['/bin/docker-registry', 'serve', '/etc/registry.yaml'],
      ports: [{ containerPort: 5000 }],
      readinessProbe: { httpGet: { path: '/v2/', port: 5000 }, periodSeconds: 1 },
      securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
      volumeMounts: [{ name: 'data', mountPath: '/data' }],
    },
  ],
  volumes: [{ name: 'data', emptyDir: {} }],
})

import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { shell } from '../../entry/shell.ts'
import { mirrorOf } from '../bed/bases.ts'
import { type Bed, bedFor } from '../bed/cluster.ts'

test('every pod of functions, their triggers and their builds is admitted under restricted', async (t) => {
  const bed = await bedFor(t)
  if (bed === undefined) return
  const namespace = await bed.namespace(t, { prefix: 'promises-admission', enforce: 'restricted' })
  // So that objects which only make pods later are warned about when they are written.
  await bed.kubectl(['label', 'namespace', namespace, 'pod-security.kubernetes.io/warn=restricted'])
  const since = new Date()
  const said = await deploy(t, bed, namespace)
  for (const name of CALLED) await callNow(bed, namespace, name)
  const asked = (await bed.audit(since)).filter((entry) => entry.namespace === namespace && entry.verb === 'create')
  const made = (resource: string): number =>
    asked.filter((entry) => entry.resource === resource && entry.code === 201).length

  await t.test('none was refused', () => {
    assert.deepEqual(
      asked.filter(({ resource, code }) => resource === 'pods' && code >= 400),
      [],
    )
    // Three functions, two builds, two calls.
    assert.ok(made('pods') >= 7, `${made('pods')} pods`)
    assert.equal(made('jobs') - CALLED.length, 2)
  })
  await t.test('no event tells of a pod that could not be made', async () => {
    const events = await bed.kubectl(['get', 'events', '--namespace', namespace, '--output', 'json'])
    const { items } = JSON.parse(events) as { readonly items: readonly Event[] }
    const bad = items.filter(({ reason, message }) => reason === 'FailedCreate' || /PodSecurity/i.test(message ?? ''))
    assert.deepEqual(bad, [])
  })
  await t.test('the server warned of nothing', () => assert.doesNotMatch(said, /PodSecurity/i))
  await t.test('all kinds of objects are there', async () => {
    const kinds = 'deployments,services,horizontalpodautoscalers,ingresses,cronjobs'
    const names = (await bed.kubectl(['get', kinds, '--namespace', namespace, '--output', 'name'])).trim().split('\n')
    assert.equal(names.length, 14, names.join(' '))
  })
})

interface Event {
  readonly reason?: string
  readonly message?: string
}

/** What a CronJob can call: functions that our shims serve. */
const CALLED = ['node', 'snake']

/** A runtime of the user's own, whose images bring their server; here the function is the server. */
const RUNTIMES = `- ID: own
  depName: package.json
  fileNameSuffix: .js
  versions: [{version: "1", images: [{phase: runtime, image: "docker.io/library/node:24-slim"}]}]
`

const OWN_SERVER = `require('node:http').createServer((request, response) => response.end('own')).listen(8080)\n`

const specsOf = ({ npm, pypi }: Bed): readonly object[] => {
  const env = [{ name: 'NPM_REGISTRY', value: npm.url }]
  const requirements = `--index-url ${pypi}\n--trusted-host ${new URL(pypi).hostname}\npart==2.0\n`
  const greeter = `const greet = require('greeting')\nexports.run = () => greet('you')\n`
  const deps = JSON.stringify({ dependencies: { greeting: '1.0.0' } })
  return [
    functionOf('node', 'nodejs24', { function: greeter, deps, ...withContainer({ env }) }),
    functionOf('snake', 'python3.13', {
      function: 'import part\n\ndef run(event, context):\n    return "snake"\n',
      deps: requirements,
    }),
    functionOf('own', 'own1', { function: OWN_SERVER, ...withContainer({ command: ['node', '/kubeless/own.js'] }) }),
    ...['node', 'snake', 'own'].map((name) => trigger('HTTPTrigger', name, { 'host-name': `${name}.example.com` })),
    ...CALLED.map((name) => trigger('CronJobTrigger', name, { schedule: '0 0 1 1 *', payload: { a: 1 } })),
  ]
}

const withContainer = (container: object): object => ({
  deployment: { spec: { template: { spec: { containers: [container] } } } },
})

const functionOf = (name: string, runtime: string, parts: object): object => {
  const scaled = { apiVersion: 'apps/v1', kind: 'Deployment', name }
  const metrics = [{ type: 'Resource', resource: { name: 'cpu', targetAverageUtilization: 60 } }]
  const scaler = { metadata: { name }, spec: { minReplicas: 1, maxReplicas: 2, scaleTargetRef: scaled, metrics } }
  return {
    apiVersion: 'kubeless.io/v1beta1',
    kind: 'Function',
    metadata: { name },
    spec: { runtime, handler: `${name}.run`, horizontalPodAutoscaler: scaler, ...parts },
  }
}

const trigger = (kind: string, name: string, spec: object): object => ({
  apiVersion: 'kubeless.io/v1beta1',
  kind,
  metadata: { name },
  spec: { 'function-name': name, ...spec },
})

/** Returns what was said meanwhile. */
const deploy = async (t: TestContext, bed: Bed, namespace: string): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'admission-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  await writeFile(join(folder, 'runtimes.yaml'), RUNTIMES)
  for (const [index, object] of specsOf(bed).entries())
    await writeFile(join(folder, `${index}.json`), JSON.stringify(object))
  const registry = ['--registry', `${bed.registry}/${namespace}`, '--insecure-registries', bed.registry]
  const place = ['--kubeconfig', bed.kubeconfig, '--namespace', namespace, '--build-namespace', namespace]
  const words = ['deploy', '--builder', 'job', ...place, ...registry, '--runtimes', 'runtimes.yaml', '--unpinned']
  const { code, out, err } = await shell([...words, ...mirrorOf(bed.registry)], { cwd: folder })
  assert.equal(code, 0, `${out}${err}`)
  return `${out}${err}`
}

/** Has the CronJob of a trigger make its Job now, and waits until the function was called. */
const callNow = async ({ kubectl }: Bed, namespace: string, name: string): Promise<void> => {
  const of = ['--namespace', namespace]
  await kubectl(['create', 'job', `now-${name}`, ...of, `--from=cronjob/trigger-${name}`])
  await kubectl(['wait', ...of, '--for=condition=complete', `job/now-${name}`, '--timeout=60s'])
}

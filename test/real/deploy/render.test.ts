import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import type { PodSpec } from '../../../src/core/cluster/object.ts'
import { CRON_JOBS } from '../../../src/core/cluster/resource.ts'
import { parseFunctions } from '../../../src/core/function/parse.ts'
import { BUILT_IN, type Runtime } from '../../../src/core/runtime/catalogue.ts'
import { manifestOf } from '../../../src/core/workload/manifest.ts'
import { functionObjects } from '../../../src/core/workload/objects.ts'
import { triggersOf } from '../../../src/core/workload/triggers.ts'
import { objectsOf, only, podOf, NOTHING, withPod } from '../../core/workload/samples.ts'
import { mirrorOf } from '../bed/bases.ts'
import { CLI } from '../bed/desk.ts'
import { type Bed, bedFor } from '../bed/cluster.ts'

const execute = promisify(execFile)

const FIXTURES = new URL('../../fixtures/manifests/functions.yaml', import.meta.url)

/** Renders the functions of the fixtures into one namespace. */
const manifestsIn = async (namespace: string): Promise<string> => {
  const text = (await readFile(FIXTURES, 'utf8')).replaceAll('namespace: prod', `namespace: ${namespace}`)
  const { functions, triggers } = parseFunctions([{ path: 'functions.yaml', text }], { defaultNamespace: namespace })
  const rendered = functions.map((source) => {
    const image = `registry.test/${source.name}@sha256:${'1'.repeat(64)}`
    const runtime = BUILT_IN.get(source.runtime) as Runtime
    const fn = { source, runtime, image, triggers: triggersOf(source, triggers) }
    return manifestOf(source, functionObjects(fn, NOTHING).objects)
  })
  return rendered.join('')
}

for (const how of [['--server-side'], []])
  test(`a strict API server takes rendered manifests from kubectl apply ${how.join('')}`, async (t) => {
    const bed = await bedFor(t)
    if (bed === undefined) return
    const namespace = await bed.namespace(t, { prefix: 'render' })
    const dryRun = ['--dry-run=server', '--validate=strict', '--filename', '-', '--output', 'name']
    const applied = await bed.kubectl(['apply', ...how, ...dryRun], await manifestsIn(namespace))
    assert.equal(applied.trim().split('\n').length, 9)
  })

test('K11 the API server admits under restricted every pod that is made', async (t) => {
  const bed = await bedFor(t)
  if (bed === undefined) return
  const namespace = await bed.namespace(t, { prefix: 'render', enforce: 'restricted' })
  const cron = only(objectsOf({ triggers: { 'CronJobTrigger tick': { spec: { schedule: '@daily' } } } }), CRON_JOBS)
  const security = { capabilities: { add: ['NET_BIND_SERVICE'] } }
  const pods: readonly (PodSpec | undefined)[] = [
    podOf({}),
    podOf({ runtime: 'python3.13' }),
    podOf(
      withPod({
        securityContext: { fsGroup: 1 },
        containers: [{}, { name: 'side', image: 'i', securityContext: security }],
      }),
    ),
    podOf(withPod({ initContainers: [{ name: 'first', image: 'i' }], volumes: [{ name: 'v', emptyDir: {} }] })),
    cron.spec?.jobTemplate.spec?.template.spec,
  ]
  for (const [index, spec] of pods.entries()) {
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: `pod-${index}`, namespace }, spec }
    await bed.kubectl(['create', '--dry-run=server', '--validate=strict', '--filename', '-'], JSON.stringify(pod))
  }
  const open = { ...podOf({}), securityContext: {} }
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'open', namespace }, spec: open }
  await assert.rejects(
    bed.kubectl(['create', '--dry-run=server', '--filename', '-'], JSON.stringify(pod)),
    /restricted/,
  )
})

const SPEC = `apiVersion: kubeless.io/v1beta1
kind: Function
metadata: {name: NAME}
spec:
  runtime: RUNTIME
  handler: NAME.main
  function: CODE
---
apiVersion: kubeless.io/v1beta1
kind: CronJobTrigger
metadata: {name: NAME}
spec: {function-name: NAME, schedule: '@yearly', payload: {say: "it's $(EVENT_ID)"}}
---
apiVersion: kubeless.io/v1beta1
kind: CronJobTrigger
metadata: {name: NAME-bad}
spec: {function-name: NAME, schedule: '@yearly', payload: {say: bad}}
`

const FUNCTIONS: Readonly<Record<string, readonly [string, string]>> = {
  node: ['nodejs24', `exports.main = ({data}) => { if (data.say === 'bad') throw new Error('bad'); return data.say }`],
  python: [
    'python3.13',
    `def main(event, context):\n    if event["data"]["say"] == "bad": raise Exception("bad")\n    return event["data"]["say"]`,
  ],
}

/** What `render` prints of the functions of a folder, for kubectl. */
const renderIn = async (bed: Bed, namespace: string, cwd: string): Promise<string> => {
  const target = ['--registry', `${bed.registry}/${namespace}`, '--insecure-registries', bed.registry]
  const words = ['render', '--manifests', '-', '--namespace', namespace, '--builder', 'runner', ...target]
  const env = { PATH: process.env['PATH'] ?? '', HOME: cwd }
  const { stdout } = await execute(process.execPath, [CLI, ...words, ...mirrorOf(bed.registry)], { cwd, env })
  return stdout
}

/** Runs a CronJob's Job at once; returns what became of it and its log. */
const runNow = async (bed: Bed, namespace: string, name: string): Promise<readonly [string, string]> => {
  const inside = ['--namespace', namespace]
  await bed.kubectl([...inside, 'create', 'job', name, `--from=cronjob/trigger-${name}`])
  await bed.kubectl([...inside, 'wait', `job/${name}`, '--for=jsonpath={.status.conditions[0].type}', '--timeout=60s'])
  const ended = ['--output', 'jsonpath={.status.conditions[-1].type}']
  await bed.kubectl([
    ...inside,
    'wait',
    'pod',
    '--selector',
    `job-name=${name}`,
    '--for=jsonpath={.status.containerStatuses[0].state.terminated}',
    '--timeout=60s',
  ])
  return [
    await bed.kubectl([...inside, 'get', `job/${name}`, ...ended]),
    await bed.kubectl([...inside, 'logs', `job/${name}`]),
  ]
}

for (const [name, [runtime, code]] of Object.entries(FUNCTIONS))
  test(`what render prints runs under restricted, and its CronJob calls the ${name} function and fails when that does`, async (t) => {
    const bed = await bedFor(t)
    if (bed === undefined) return
    const namespace = await bed.namespace(t, { prefix: 'render', enforce: 'restricted' })
    const folder = await mkdtemp(join(tmpdir(), 'function-images-render-'))
    t.after(() => rm(folder, { recursive: true }))
    const spec = SPEC.replaceAll('NAME', name).replace('RUNTIME', runtime).replace('CODE', JSON.stringify(code))
    await writeFile(join(folder, 'spec.yaml'), spec)
    await bed.kubectl(['apply', '--filename', '-'], await renderIn(bed, namespace, folder))
    await bed.kubectl(['--namespace', namespace, 'rollout', 'status', `deployment/${name}`, '--timeout=90s'])
    const [state, log] = await runNow(bed, namespace, name)
    assert.match(state, /^(?:SuccessCriteriaMet|Complete)$/)
    assert.match(log, /^POST http:\S+ 200\nit's \$\(EVENT_ID\)/)
    const [badState, badLog] = await runNow(bed, namespace, `${name}-bad`)
    assert.match(badState, /^(?:FailureTarget|Failed)$/)
    assert.match(badLog, /^POST http:\S+ 500\n/)
  })

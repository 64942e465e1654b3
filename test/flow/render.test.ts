import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseAllDocuments } from 'yaml'
import type { ConfigMap, Deployment, KubeObject, PodSpec } from '../../src/core/cluster/object.ts'
import { CONFIG_MAPS } from '../../src/core/cluster/resource.ts'
import { lock } from '../../src/flow/lock.ts'
import { render } from '../../src/flow/render.ts'
import { succeeded } from '../../src/flow/result.ts'
import { fakeCluster } from '../fakes/cluster.ts'
import { configOf, HOST, openStage, signal, spec, type Stage } from './stage.ts'

const pinnedStage = async (...names: readonly string[]): Promise<Stage> => {
  const stage = await openStage()
  for (const name of names) stage.files.set(`${name}.yaml`, spec(name))
  await lock(configOf('lock'), stage.ports(), signal)
  return stage
}

/** The stage's workspace reads every YAML file as a spec: what was rendered is no spec, as for the real one. */
const rendered = ({ files }: Stage): readonly string[] =>
  [...files.keys()].filter((path) => path.startsWith('out/')).toSorted()

const RENDER = { manifests: 'out/' }

const objectsIn = (text = ''): readonly KubeObject[] =>
  parseAllDocuments(text).flatMap((document) => (document.toJS() as KubeObject | null) ?? [])

const podIn = (text: string | undefined): PodSpec | undefined => {
  const found: Deployment | undefined = objectsIn(text).find(({ kind }) => kind === 'Deployment')
  return found?.spec?.template.spec
}

const imageIn = (text: string | undefined): string | undefined => podIn(text)?.containers[0]?.image

test('render() writes a file a function, each image by the digest that was built', async () => {
  const stage = await pinnedStage('a', 'b')
  const report = await render(configOf('render', RENDER), stage.ports(), signal)
  assert.deepEqual(rendered(stage), ['out/default/a.yaml', 'out/default/b.yaml'])
  assert.deepEqual(
    report.functions.map(({ digest }) => `${HOST}/a@${digest}`)[0],
    imageIn(stage.files.get('out/default/a.yaml')),
  )
})

test('render() writes nothing when nothing changed', async () => {
  const stage = await pinnedStage('a')
  await render(configOf('render', RENDER), stage.ports(), signal)
  const written: string[] = []
  const ports = stage.ports()
  const workspace = { ...ports.workspace, write: async (path: string) => void written.push(path) }
  const report = await render(configOf('render', RENDER), { ...ports, workspace }, signal)
  assert.deepEqual([report.functions[0]?.state, written], ['skipped', []])
})

test('render() prints all manifests in the order of their names, and writes no file', async () => {
  const stage = await pinnedStage('b', 'a')
  await render(configOf('render', { manifests: '-' }), stage.ports(), signal)
  assert.deepEqual(
    objectsIn(stage.printed.join('')).map(({ kind, metadata }) => `${kind} ${metadata?.name}`),
    ['Service a', 'Deployment a', 'Service b', 'Deployment b'],
  )
  assert.deepEqual([...stage.files.keys()].toSorted(), ['a.yaml', 'b.yaml', 'function-images.lock'])
})

test('render() refuses to print manifests among JSON', async () => {
  const stage = await pinnedStage()
  const config = configOf('render', { manifests: '-', format: 'json' })
  await assert.rejects(render(config, stage.ports(), signal), /Cannot print manifests and the report to the same place/)
})

test('K25 render() leaves the file of a function that failed, and writes the others', async () => {
  const stage = await pinnedStage('a', 'b')
  stage.files.set('out/default/a.yaml', 'as it was')
  stage.registry.failFor(`${HOST}/a`)
  const report = await render(configOf('render', RENDER), stage.ports(), signal)
  assert.equal(stage.files.get('out/default/a.yaml'), 'as it was')
  assert.notEqual(stage.files.get('out/default/b.yaml'), undefined)
  assert.equal(succeeded(report), false)
})

test('render() leaves the file of a function that cannot be what its spec asks for, and names the line', async () => {
  const stage = await pinnedStage()
  const trigger = `---\napiVersion: kubeless.io/v1beta1\nkind: CronJobTrigger\nmetadata: {name: t}\nspec: {function-name: a, schedule: soon}\n`
  stage.files.set('a.yaml', `${spec('a')}\n${trigger}`)
  stage.files.set('out/default/a.yaml', 'as it was')
  const report = await render(configOf('render', { ...RENDER, unpinned: 'true' }), stage.ports(), signal)
  assert.equal(stage.files.get('out/default/a.yaml'), 'as it was')
  assert.match(report.problems[0]?.message ?? '', /"t": it has 1 fields, not 5/)
  assert.equal(succeeded(report), false)
})

test('render() warns of a trigger that calls no function here', async () => {
  const stage = await pinnedStage('a')
  stage.files.set(
    't.yaml',
    'apiVersion: kubeless.io/v1beta1\nkind: HTTPTrigger\nmetadata: {name: t}\nspec: {function-name: gone}\n',
  )
  const report = await render(configOf('render', RENDER), stage.ports(), signal)
  assert.deepEqual(
    report.problems.map(({ severity, at }) => `${at.file}:${at.line} ${severity}`),
    ['t.yaml:4 warning'],
  )
  assert.equal(succeeded(report), true)
})

const KUBELESS: ConfigMap = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { namespace: 'kubeless', name: 'kubeless-config' },
  data: { deployment: '{"spec": {"template": {"spec": {"priorityClassName": "low"}}}}' },
}

const priorityIn = (text: string | undefined): string | undefined => podIn(text)?.priorityClassName

test('render() takes the settings of Kubeless from the cluster, unless it is told to ignore it', async () => {
  const stage = await pinnedStage('a')
  const cluster = fakeCluster()
  cluster.put(CONFIG_MAPS, KUBELESS)
  await render(configOf('render', RENDER), stage.ports({ cluster }), signal)
  assert.equal(priorityIn(stage.files.get('out/default/a.yaml')), 'low')
  await render(configOf('render', { ...RENDER, kubeless: 'ignore' }), stage.ports({ cluster }), signal)
  assert.equal(priorityIn(stage.files.get('out/default/a.yaml')), undefined)
})

test('K16 render() does without the settings of Kubeless where it may not read them, and says so', async () => {
  const stage = await pinnedStage('a')
  const cluster = fakeCluster({ rights: { rules: [], incomplete: false } })
  const report = await render(configOf('render', RENDER), stage.ports({ cluster }), signal)
  assert.equal(succeeded(report), true)
  assert.match(stage.notices.join('\n'), /Cannot read ConfigMap "kubeless\/kubeless-config": not allowed/)
})

test('render() adds the pull secret of the run', async () => {
  const stage = await pinnedStage('a')
  await render(configOf('render', { ...RENDER, 'pull-secret': 'mine' }), stage.ports(), signal)
  assert.deepEqual(podIn(stage.files.get('out/default/a.yaml'))?.imagePullSecrets, [{ name: 'mine' }])
})

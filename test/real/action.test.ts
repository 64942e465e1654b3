import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { MANIFEST_ACCEPT } from '../../src/core/oci/media-types.ts'
import { openRegistry } from '../../src/edge/embedded-registry/server.ts'
import type { EmbeddedRegistry } from '../../src/edge/embedded-registry/server.ts'
import { pushBaseImage } from '../fakes/base-image.ts'
import type { Annotation } from '../fakes/runner.ts'
import { type ActRun, type ActStep, addAction, makeRepository, runAct } from './bed/act.ts'
import { programFor } from './bed/programs.ts'

const NAMES = ['auth', 'cart', 'cron', 'hello', 'list', 'mail', 'pay', 'resize', 'search', 'ship']
const KEYS = NAMES.map((name) => `prod/${name}`)

type Files = Readonly<Record<string, string>>

/** The last two keep their code in a file beside the spec. */
const specOf = (name: string, index: number): Files => {
  const metadata = `metadata: {name: ${name}, namespace: prod}`
  const code = `exports.main = async () => '${name}'\n`
  if (index < NAMES.length - 2) {
    const spec = `spec: {runtime: nodejs24, handler: ${name}.main, function: ${JSON.stringify(code)}}`
    return { [`functions/${name}.yaml`]: `apiVersion: kubeless.io/v1beta1\nkind: Function\n${metadata}\n${spec}\n` }
  }
  const own = `apiVersion: function-images.github.io/v1alpha1\nkind: Function\n${metadata}\n`
  return {
    [`functions/${name}/function.yaml`]: `${own}spec: {runtime: nodejs24, handler: ${name}.main}\n`,
    [`functions/${name}/${name}.js`]: code,
  }
}

const SPECS: Files = Object.fromEntries(NAMES.flatMap((name, index) => Object.entries(specOf(name, index))))

const workflow = (host: string): string => `
on: push
permissions: {contents: read, packages: write}
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v7
      - id: first
        uses: ./action
        with: {registry: ${host}/acme, image-mirrors: docker.io=${host}}
      - id: second
        uses: ./action
        with: {registry: ${host}/acme, image-mirrors: docker.io=${host}}
      - id: report
        run: cat "$REPORT"
        env: {REPORT: '\${{ steps.second.outputs.report }}'}
`

describe('the action in a workflow', () => {
  let folder: string
  let registry: EmbeddedRegistry

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'action-test-'))
    registry = await openRegistry({ root: join(folder, 'registry') })
    await pushBaseImage({ host: registry.host, repository: 'library/node', tag: '24-slim' })
  })
  after(async () => {
    await registry.close()
    await rm(folder, { recursive: true, force: true })
  })

  /** Runs the workflow in a repository of `specs` and this action. */
  const runWith = async (program: string, specs: Files, signal: AbortSignal): Promise<ActRun> => {
    const repository = await makeRepository('Acme/My.Repo', {
      ...specs,
      '.github/workflows/build.yml': workflow(registry.host),
    })
    try {
      await addAction(repository)
      await repository.commit()
      return await runAct({ program, repository, secrets: { GITHUB_TOKEN: 'none' }, signal })
    } finally {
      await repository.close()
    }
  }

  test('builds ten functions, then skips all ten, and leaves a quiet post step', async (t) => {
    const program = await programFor(t, 'act')
    if (program === undefined) return
    const run = await runWith(program, SPECS, t.signal)
    assert.equal(run.exitCode, 0, run.raw)

    const first = stepOf(run, 'first')
    assert.deepEqual(listOf(first, 'built'), KEYS)
    assert.deepEqual(listOf(first, 'failed'), [])
    assert.equal(first.outputs['changed'], 'true')
    assert.match(first.summary, /10 built/)
    for (const key of KEYS) assert.ok(first.summary.includes(key), key)
    assert.deepEqual(problemsOf(first), [])

    const second = stepOf(run, 'second')
    assert.deepEqual(listOf(second, 'built'), [])
    assert.deepEqual(listOf(second, 'skipped'), KEYS)
    assert.equal(second.outputs['changed'], 'false')
    assert.equal(second.outputs['digests'], first.outputs['digests'])
    assert.equal(second.summary.trim().split('\n').length, 1)

    const digests = JSON.parse(first.outputs['digests'] ?? '') as Readonly<Record<string, string>>
    for (const name of NAMES) {
      const image = `http://${registry.host}/v2/acme/${name}/manifests/${digests[`prod/${name}`]}`
      assert.equal((await fetch(image, { method: 'HEAD', headers: { accept: MANIFEST_ACCEPT } })).status, 200, name)
    }

    const report = JSON.parse(stepOf(run, 'report').log.join('\n')) as { readonly functions: readonly unknown[] }
    assert.equal(report.functions.length, 10)
    for (const id of ['first', 'second']) {
      const post = stepOf(run, id, 'Post')
      assert.deepEqual([post.result, post.log, post.annotations], ['success', [], []])
    }
  })

  test('marks the line of a broken spec, and builds the others', async (t) => {
    const program = await programFor(t, 'act')
    if (program === undefined) return
    const [path, text] = Object.entries(SPECS)[0] ?? assert.fail()
    const broken = text.replace('nodejs24', 'nodejs0').replace('function: "', 'function: "// broken\\n')
    const run = await runWith(program, { ...SPECS, [path]: broken }, t.signal)
    const first = stepOf(run, 'first')
    assert.equal(run.exitCode, 1)
    assert.equal(first.result, 'failure')
    assert.equal([...listOf(first, 'built'), ...listOf(first, 'skipped')].length, 9)
    const [problem] = problemsOf(first)
    assert.deepEqual([problem?.level, problem?.properties['file'], problem?.properties['line']], ['error', path, '4'])
    assert.match(problem?.message ?? '', /nodejs0/)
    assert.match(first.summary, /^### ❌/)
    assert.ok(first.summary.includes(`${path}:4`))
  })
})

const stepOf = (run: ActRun, id: string, stage: ActStep['stage'] = 'Main'): ActStep =>
  run.steps.find((one) => one.id === id && one.stage === stage) ?? assert.fail(`No step ${id} in ${run.raw}`)

const listOf = (step: ActStep, output: string): readonly string[] =>
  JSON.parse(step.outputs[output] ?? 'null') as readonly string[]

const problemsOf = (step: ActStep): readonly Annotation[] => step.annotations.filter(({ level }) => level !== 'notice')

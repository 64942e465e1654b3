import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { type EmbeddedRegistry, openRegistry } from '../../../src/edge/embedded-registry/server.ts'
import { pushBaseImage } from '../../fakes/base-image.ts'
import { closeServer, listen } from '../../fakes/loopback.ts'
import { type ActionRun, runAction, shown } from '../../fakes/runner.ts'
import { writeSourceAction } from './sources.ts'

type Files = Readonly<Record<string, string>>

interface Bench {
  readonly folder: string
  readonly registry: EmbeddedRegistry
  readonly run: (files: Files, inputs: Files, env?: Files) => Promise<ActionRun>
}

/** A runner with the action's sources, a registry with a base, and a workspace of the files that a run names. */
const bench = async (t: TestContext): Promise<Bench> => {
  const folder = await mkdtemp(join(tmpdir(), 'action-rows-'))
  const registry = await openRegistry({ root: join(folder, 'registry') })
  t.after(async () => {
    await registry.close()
    await rm(folder, { recursive: true, force: true })
  })
  await pushBaseImage({ host: registry.host, repository: 'library/node', tag: '24-slim' })
  const action = await writeSourceAction(folder)
  const run: Bench['run'] = async (files, inputs, env = {}) => {
    const [workspace, temporary] = [join(folder, 'workspace'), join(folder, 'temporary')]
    await mkdir(temporary, { recursive: true })
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(workspace, path)), { recursive: true })
      await writeFile(join(workspace, path), content)
    }
    return runAction({
      action,
      workspace,
      temporary,
      with: { registry: `${registry.host}/acme`, 'image-mirrors': `docker.io=${registry.host}`, ...inputs },
      env: { GITHUB_REPOSITORY: 'acme/shop', GITHUB_REF_NAME: 'main', ...env },
    })
  }
  return { folder, registry, run }
}

const spec = (name: string, runtime = 'nodejs24'): string =>
  `apiVersion: function-images.github.io/v1alpha1\nkind: Function\nmetadata: {name: ${name}}\nspec: {runtime: ${runtime}, handler: hello.run, source: ${name}}\n`

const NASTY_LINES = [
  '::set-output name=built::stolen',
  '::error::stolen',
  'x ##[add-mask]stolen',
  '::stop-commands::stolen',
  '\u001b[1m::notice::stolen',
]

test('S8 a build log that speaks to the runner is not heard', async (t) => {
  const { run } = await bench(t)
  const script = `for (const line of ${JSON.stringify(NASTY_LINES)}) console.log(line)`
  const { main } = await run(
    {
      'a.yaml': spec('a'),
      'a/hello.js': 'exports.run = () => 1',
      'a/say.js': script,
      'a/package.json': JSON.stringify({ scripts: { preinstall: 'node say.js' }, dependencies: { lib: 'file:./lib' } }),
      'a/lib/package.json': '{"name":"lib","version":"1.0.0"}',
      'a/lib/say.js': script,
    },
    { builder: 'runner' },
  )
  const heard = main.commands.filter(({ data, properties }) =>
    `${data}${JSON.stringify(properties)}`.includes('stolen'),
  )
  assert.deepEqual(heard, [], main.log.join('\n'))
  assert.doesNotMatch(main.outputs['built'] ?? '', /stolen/)
  assert.notDeepEqual(main.outputs['built'], undefined)
})

test('S7 a branch, a title and a handler with shell and command text are data', async (t) => {
  const { run } = await bench(t)
  const branch = 'zzz";echo${IFS}"hello";#::error::x'
  const { main } = await run(
    {
      'a.yaml': spec('a'),
      'a/hello.js': 'exports.run = () => 1',
      'b.yaml': spec('b').replace('hello.run', '"$(touch /x).::error::run"'),
    },
    {},
    { GITHUB_REF_NAME: branch, GITHUB_HEAD_REF: branch },
  )
  assert.deepEqual(JSON.parse(main.outputs['built'] ?? ''), ['default/a'])
  const placed = main.annotations.filter(({ properties }) => properties['file'] !== undefined)
  assert.deepEqual(
    placed.map(({ properties }) => properties['file']),
    ['b.yaml'],
  )
  assert.ok(!main.commands.some(({ name, data }) => name === 'error' && data === 'x'))
})

test('S9 a password is in no stream, file, annotation or summary, however the registry throws it back', async (t) => {
  const { run, folder } = await bench(t)
  const secret = 'hunter2/+=\u00e4 end'
  const forms = [
    secret,
    Buffer.from(secret).toString('base64'),
    Buffer.from(secret).toString('base64url'),
    encodeURIComponent(secret),
    Buffer.from(`ada:${secret}`).toString('base64'),
  ]
  const mirror = createServer((request, response) => {
    const heard = request.headers.authorization ?? ''
    const body = JSON.stringify({
      errors: [
        {
          code: 'DENIED',
          message: `bad ${Buffer.from(heard.replace(/^Basic /, ''), 'base64').toString()} ${heard}`,
          detail: heard,
        },
      ],
    })
    response.writeHead(heard === '' ? 401 : 403, {
      'www-authenticate': 'Basic realm="x"',
      'content-type': 'application/json',
      location: `http://ada:${encodeURIComponent(secret)}@127.0.0.1/`,
    })
    response.end(body)
  })
  const host = await listen(mirror)
  t.after(() => closeServer(mirror))
  const { main } = await run(
    { 'a.yaml': spec('a'), 'a/hello.js': 'exports.run = () => 1' },
    { registry: host, username: 'ada', password: secret },
    { ACTIONS_STEP_DEBUG: 'true', RUNNER_DEBUG: '1' },
  )
  assert.ok(main.masks.includes(secret))
  const report = await readFile(join(folder, 'temporary', 'function-images-report.json'), 'utf8')
  const said = main.commands.filter(({ name }) => name !== 'add-mask')
  const all = JSON.stringify([said, main.log, main.outputs, main.state, main.summary, report])
  for (const form of forms) assert.ok(!all.includes(form), `${form} in ${all}`)
})

test('S19 a thousand bad specs give nine annotations, a verdict, and a report with all of them', async (t) => {
  const { run, folder } = await bench(t)
  const files = Object.fromEntries(
    Array.from({ length: 1000 }, (_, index) => [`f${index}.yaml`, spec(`f${index}`, `nodejs${index + 100}`)]),
  )
  const { main } = await run(files, {})
  assert.equal(main.exitCode, 1)
  const errors = shown(main.annotations).filter(({ level }) => level === 'error')
  assert.equal(errors.length, 10)
  assert.ok(Buffer.byteLength(main.summary) <= 1024 * 1024)
  const report = JSON.parse(await readFile(join(folder, 'temporary', 'function-images-report.json'), 'utf8')) as {
    problems: unknown[]
  }
  assert.equal(report.problems.length, 1000)
})

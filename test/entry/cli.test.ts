import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { reportSchema } from '../../src/core/report/schema.ts'
import { type EmbeddedRegistry, openRegistry } from '../../src/edge/embedded-registry/server.ts'
import { COMMANDS, OPTIONS } from '../../src/core/options.ts'
import { pushBaseImage } from '../fakes/base-image.ts'
import { type Ended, shell } from './shell.ts'

interface Desk {
  readonly folder: string
  readonly registry: EmbeddedRegistry
  readonly requests: string[]
  readonly write: (path: string, text: string) => Promise<void>
  readonly run: (...words: readonly string[]) => Promise<Ended>
  /** With a registry and a base. */
  readonly image: (...words: readonly string[]) => Promise<Ended>
}

const SPEC = `apiVersion: function-images.github.io/v1alpha1
kind: Function
metadata:
  name: hello
spec:
  runtime: nodejs24
  handler: hello.greet
`

const desk = async (t: TestContext): Promise<Desk> => {
  const folder = await mkdtemp(join(tmpdir(), 'cli-test-'))
  const requests: string[] = []
  const registry = await openRegistry({
    root: join(folder, '.registry'),
    log: ({ method, path }) => requests.push(`${method} ${path}`),
  })
  t.after(async () => {
    await registry.close()
    await rm(folder, { recursive: true, force: true })
  })
  await pushBaseImage({ host: registry.host, repository: 'hub/library/node', tag: '24-slim' })
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(folder, 'work', path)), { recursive: true })
    await writeFile(join(folder, 'work', path), text)
  }
  await write('hello/function.yaml', SPEC)
  await write('hello/hello.js', 'exports.greet = () => "hi"\n')
  const run: Desk['run'] = (...words) => shell(words, { cwd: join(folder, 'work') })
  const image: Desk['image'] = (command = '', ...words) =>
    run(command, ...words, '--registry', registry.host, '--image-mirrors', `docker.io=${registry.host}/hub`)
  return { folder, registry, requests, write, run, image }
}

test('build and build again: one question a function, and a report that its schema takes', async (t) => {
  const { image, requests } = await desk(t)
  assert.equal((await image('lock')).code, 0)
  const first = await image('build')
  assert.equal(first.code, 0, first.err)
  assert.match(first.out, /^built +default\/hello +first build .*\nbuild: 1 built in /)
  requests.length = 0
  const second = await image('build', '--format', 'json')
  assert.equal(second.code, 0)
  const report = reportSchema.parse(JSON.parse(second.out))
  assert.equal(report.functions[0]?.state, 'skipped')
  assert.equal(requests.length, 1, requests.join('\n'))
})

test('lint shows each problem where an editor finds it, and ends with 1', async (t) => {
  const { run, write } = await desk(t)
  await write('pay.yaml', SPEC.replace('hello\n', 'pay\n').replace('nodejs24', 'nodejs12'))
  const { code, err, out } = await run('lint')
  assert.equal(code, 1)
  assert.match(
    err,
    /^pay\.yaml:6:12: error: Cannot find runtime "nodejs12": no such version\n {2}Use nodejs22 or nodejs24/,
  )
  assert.match(out, /lint: 1 failed in/)
})

test('plan builds nothing and says what would be', async (t) => {
  const { image, requests } = await desk(t)
  const { code, out } = await image('plan')
  assert.equal(code, 0)
  assert.match(out, /^build +default\/hello +first build/)
  assert.ok(requests.slice(-3).every((request) => /^(?:GET|HEAD) /.test(request)))
})

const BRINGS = `apiVersion: kubeless.io/v1beta1
kind: Function
metadata:
  name: guest
spec:
  deployment: {spec: {template: {spec: {containers: [{image: "acme/guest:1"}]}}}}
`

test('build says that there is nothing to build for a function that brings its own image, and builds the others', async (t) => {
  const { image, write } = await desk(t)
  await write('guest.yaml', BRINGS)
  const { code, out, err } = await image('build')
  assert.equal(code, 0, err)
  assert.match(err, /"default\/guest" brings its own image "acme\/guest:1": there is nothing to build/)
  assert.match(out, /\nbuild: 1 built in /)
})

test('run names the image that a function brings, and how to serve it', async (t) => {
  const { image, write } = await desk(t)
  await write('guest.yaml', BRINGS)
  const { code, err } = await image('run', 'guest')
  assert.equal(code, 2)
  assert.match(
    err,
    /Cannot run "default\/guest": it brings its own image "acme\/guest:1"\n +Run: docker run --rm --publish 8080:8080 acme\/guest:1/,
  )
})

test('lock pins what build then takes, and lock --check sees a tag that moved', async (t) => {
  const { image, folder, registry } = await desk(t)
  await image('lock')
  const lock = JSON.parse(await readFile(join(folder, 'work', 'function-images.lock'), 'utf8')) as { images: object }
  assert.deepEqual(Object.keys(lock.images), ['docker.io/library/node:24-slim'])
  assert.equal((await image('lock', '--check')).code, 0)
  await writeFile(
    join(folder, 'work', 'function-images.lock'),
    JSON.stringify({
      schema: 'function-images/lock/1',
      images: { 'docker.io/library/node:24-slim': `sha256:${'0'.repeat(64)}` },
    }),
  )
  const { code, err } = await image('lock', '--check')
  assert.equal(code, 1)
  assert.match(err, /moved from sha256:0+ to sha256:/)
  assert.ok(registry.host)
})

test('the lock file is not content of the function beside it', async (t) => {
  const { run, registry, write, folder } = await desk(t)
  await write('flat/function.yaml', SPEC.replace('name: hello', 'name: flat'))
  await write('flat/hello.js', 'exports.greet = () => 1\n')
  const words = [
    '--working-directory',
    'flat',
    '--registry',
    registry.host,
    '--image-mirrors',
    `docker.io=${registry.host}/hub`,
  ]
  assert.equal((await run('build', ...words)).code, 0)
  assert.equal((await run('lock', ...words)).code, 0)
  assert.ok(await readFile(join(folder, 'work', 'flat', 'function-images.lock'), 'utf8'))
  assert.match((await run('plan', ...words)).out, /^unchanged +default\/flat/)
})

const wrong: Readonly<Record<string, readonly string[]>> = {
  'is no command': ['bild'],
  'Unknown option': ['build', '--registri', 'x'],
  'is neither|not one of|Cannot read option "builder"': ['build', '--builder', 'maybe'],
  'has a scheme': ['build', '--registry', 'https://ghcr.io/x'],
  'not a whole number': ['build', '--max-parallel', 'many'],
  'no function is named': ['run'],
  'Cannot read platform': ['build', '--platforms', 'linux'],
}

for (const [message, words] of Object.entries(wrong))
  test(`"${words.join(' ')}" is wrong usage and says so without a stack`, async (t) => {
    const { run } = await desk(t)
    const { code, err } = await run(...words)
    assert.equal(code, 2, err)
    assert.match(err, new RegExp(message))
    assert.doesNotMatch(err, /\n\s+at /)
  })

test('--help tells the commands, and of each command every option with its default', async (t) => {
  const { run } = await desk(t)
  const { out } = await run('--help')
  for (const command of Object.keys(COMMANDS)) {
    assert.match(out, new RegExp(`^ {2}${command} `, 'm'))
    const help = (await run(command, '--help')).out
    const own = OPTIONS.filter(({ commands, only }) => commands.some((name) => name === command) && only !== 'action')
    for (const { name } of own) assert.match(help, new RegExp(`^ {2}--${name}\\b`, 'm'))
    assert.match(help, /Examples:\n {2}function-images/)
  }
})

test('S9 a password is in nothing that a run prints, whatever it prints', async (t) => {
  const { image } = await desk(t)
  const secret = 'correct-horse+battery/staple=='
  for (const words of [['build'], ['build', '--format', 'json'], ['plan', '--verify', 'tag']]) {
    const ended = await image(words[0] ?? '', ...words.slice(1), '--username', 'ada', '--password', secret)
    const all = `${ended.out}${ended.err}`
    for (const form of [
      secret,
      Buffer.from(secret).toString('base64'),
      Buffer.from(`ada:${secret}`).toString('base64'),
      encodeURIComponent(secret),
    ])
      assert.ok(!all.includes(form))
  }
})

test('build without a registry uses the embedded one, which run serves from', async (t) => {
  const { run, folder } = await desk(t)
  const data = join(folder, 'data')
  const registry = await openRegistry({ root: data })
  await pushBaseImage({ host: registry.host, repository: 'hub/library/node', tag: '24-slim' })
  await registry.close()
  const again = await openRegistry({ root: join(folder, 'hub') })
  t.after(() => again.close())
  await pushBaseImage({ host: again.host, repository: 'library/node', tag: '24-slim' })
  const { code, out, err } = await run('build', '--data', data, '--image-mirrors', `docker.io=${again.host}`)
  assert.equal(code, 0, err)
  assert.match(out, /^built +default\/hello/)
})

import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { dirname } from 'node:path'
import { type TestContext, test } from 'node:test'
import { closeServer, listen } from '../../fakes/loopback.ts'
import { type FakeWheel, wheel, wheelName } from '../../fakes/packages.ts'
import { mirrorOf, PYTHON, pushEmptyBase } from '../bed/bases.ts'
import { openDesk, specOf } from '../bed/desk.ts'
import { startDockerRegistry } from '../bed/docker-registry.ts'
import { programFor } from '../bed/programs.ts'
import { openPuller, treeOf } from '../bed/pull.ts'
import { pythonFor } from '../bed/python-base.ts'

const GREETING: FakeWheel = {
  name: 'greeting',
  version: '1.0',
  files: { 'greeting.py': 'def greet(name):\n    return f"Hello, {name}!"\n' },
}

const NAMES = Array.from({ length: 10 }, (_, index) => `greeter-${index}`)

test('ten functions with one requirements.txt install once, and never again while it stays', async (t) => {
  const puller = await openPuller(t)
  const python = await pythonFor(t)
  if (puller === undefined || python === undefined) return
  if ((await programFor(t, 'docker-registry')) === undefined) return
  const registry = await startDockerRegistry()
  t.after(() => registry.stop())
  await pushEmptyBase(registry.host, PYTHON)
  const packages = await openIndex(t)
  const flags = ['--registry', registry.host, ...mirrorOf(registry.host)]
  const desk = await openDesk(t, { flags, programs: dirname(python.path) })
  for (const name of NAMES) {
    await desk.write(`${name}/function.yaml`, specOf(name, 'python3.13', 'handler.run'))
    await desk.write(`${name}/handler.py`, handlerOf(name))
    await desk.write(`${name}/requirements.txt`, `--index-url ${packages.url}\ngreeting==1.0\n`)
  }
  assert.equal((await desk.cli('lock')).code, 0)
  const installs = (log: string): number => log.split('\n').filter((line) => line.startsWith('Install ')).length
  const keys = async (): Promise<number> =>
    (await tagsOf(registry.host, 'shared_layers')).filter((tag) => tag.startsWith('deps-')).length

  await t.test('first run', async () => {
    const built = await desk.build('--builder', 'runner')
    assert.deepEqual([built.count('built'), installs(built.log)], [10, 1])
    assert.deepEqual([packages.downloads(), await keys()], [1, 1])
    assert.ok(built.functions.some(({ builder }) => builder === 'runner'))
  })

  await t.test('second run', async () => {
    const again = await desk.build('--builder', 'runner')
    assert.deepEqual([again.count('skipped'), installs(again.log), packages.downloads()], [10, 0, 1])
  })

  await t.test('changed handler', async () => {
    await desk.write('greeter-3/handler.py', handlerOf('somebody else'))
    const changed = await desk.build('--builder', 'runner')
    assert.deepEqual([changed.count('built'), changed.count('skipped')], [1, 9])
    assert.deepEqual([changed.of('greeter-3').builder, installs(changed.log)], ['append', 0])
    assert.deepEqual([packages.downloads(), await keys()], [1, 1])
  })

  await t.test('the installed package is in the image, and the function uses it', async () => {
    const { repository, tag } = (await desk.build('--builder', 'runner')).of('greeter-3')
    const root = await puller.unpack(`${repository}:${tag}`)
    const tree = await treeOf(root, 'kubeless')
    assert.match(tree['kubeless/lib/python3.13/site-packages/greeting.py'] ?? '', /^file 644 0:0 315532801 /)
    assert.match(tree['kubeless'] ?? '', /^folder 775 1000:1000 /)
    const served = await desk.serve('greeter-3', '--builder', 'runner')
    try {
      assert.equal(await (await fetch(served.url)).text(), 'Hello, somebody else!')
    } finally {
      await served.stop()
    }
  })

  await t.test('another requirements.txt', async () => {
    await desk.write('greeter-5/requirements.txt', `--index-url ${packages.url}\ngreeting\n`)
    const changed = await desk.build('--builder', 'runner')
    assert.deepEqual([changed.count('built'), installs(changed.log)], [1, 1])
    assert.deepEqual([packages.downloads(), await keys()], [2, 2])
    assert.deepEqual(
      changed.of('greeter-5').reasons.map(({ detail }) => detail),
      ['dependencies changed: requirements.txt'],
    )
  })
})

const handlerOf = (name: string): string =>
  `from greeting import greet\n\n\ndef run(event, context):\n    return greet("${name}")\n`

interface Index {
  readonly url: string
  /** How often the package itself was fetched. */
  downloads(): number
}

/** Serves one package as an index of Python packages does. https://packaging.python.org/en/latest/specifications/simple-repository-api/ */
const openIndex = async (t: TestContext): Promise<Index> => {
  let count = 0
  const server = createServer((request, response) => {
    const isPackage = request.url?.endsWith('.whl') === true
    if (isPackage) count += 1
    response.setHeader('content-type', isPackage ? 'application/octet-stream' : 'text/html')
    response.end(isPackage ? wheel(GREETING) : `<a href="/${wheelName(GREETING)}">${wheelName(GREETING)}</a>`)
  })
  const host = await listen(server)
  t.after(() => closeServer(server))
  return { url: `http://${host}/simple/`, downloads: () => count }
}

const tagsOf = async (host: string, repository: string): Promise<readonly string[]> => {
  const answer = await fetch(`http://${host}/v2/${repository}/tags/list`)
  return ((await answer.json()) as { readonly tags: readonly string[] }).tags
}

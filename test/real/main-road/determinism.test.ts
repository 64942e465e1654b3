import assert from 'node:assert/strict'
import { chmodSync, lstatSync, readFileSync, symlinkSync } from 'node:fs'
import { dirname, delimiter, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import type { Report } from '../../../src/core/report/report.ts'
import { capture } from '../../../src/edge/exec.ts'
import { folder, git, put } from '../../edge/git-fixture.ts'
import { wheel, wheelName } from '../../fakes/packages.ts'
import { mirrorOf, NODE, PYTHON, pushEmptyBase } from '../bed/bases.ts'
import { CLI, specOf } from '../bed/desk.ts'
import { type DockerRegistry, startDockerRegistry } from '../bed/docker-registry.ts'
import { nodeFor } from '../bed/node.ts'
import { programFor } from '../bed/programs.ts'
import { pythonFor } from '../bed/python-base.ts'

/** What may differ between two machines. */
interface Machine {
  /** Settings of its clone. */
  readonly clone?: readonly string[]
  readonly umask?: string
  readonly env?: Readonly<Record<string, string>>
  readonly node?: string
}

const STRANGE: Machine = { umask: '077', env: { TZ: 'Asia/Kathmandu', LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' } }

const MACHINES: Readonly<Record<string, Machine>> = {
  'another folder': {},
  'umask 077, another time zone and language': STRANGE,
  'a clone with autocrlf': { clone: ['core.autocrlf=true'] },
  'a clone without file modes and links': { clone: ['core.fileMode=false', 'core.symlinks=false'] },
}

test('R42 clones, umasks, time zones and Node versions give images of equal digests', async (t) => {
  const registry = await openRegistry(t)
  if (registry === undefined) return
  const origin = makeOrigin(t)
  const expected = await build(t, { origin, registry, target: 'first', machine: { umask: '022', env: { TZ: 'UTC' } } })
  assert.deepEqual(Object.keys(expected), ['inline', 'python', 'text'])
  for (const [index, [name, machine]] of Object.entries(MACHINES).entries())
    await t.test(`R42 ${name}`, async (t) => {
      assert.deepEqual(await build(t, { origin, registry, target: `other-${index}`, machine }), expected)
    })
  await t.test('R42 Node 26', async (t) => {
    const node = await nodeFor(t, 26)
    if (node === undefined) return
    assert.deepEqual(await build(t, { origin, registry, target: 'node-26', machine: { node } }), expected)
  })
})

test('R42 installed packages are equal too, from another folder, umask, time zone and Node', async (t) => {
  const registry = await openRegistry(t)
  const python = await pythonFor(t)
  const node = await nodeFor(t, 26)
  if (registry === undefined || python === undefined || node === undefined) return
  const origin = makeOrigin(t)
  const greeting = { name: 'greeting', version: '1.0', files: { 'greeting.py': 'WORDS = {"a", "b", "c"}\n' } }
  put(join(origin, 'python'), {
    'requirements.txt': `./${wheelName(greeting)}\n`,
    [wheelName(greeting)]: wheel(greeting),
  })
  commit(origin)
  const flags = ['--builder', 'runner']
  const path = dirname(python.path)
  const expected = await build(t, { origin, registry, target: 'one', machine: {}, flags, path })
  const strange = { ...STRANGE, node, clone: ['core.autocrlf=true'] }
  assert.deepEqual(await build(t, { origin, registry, target: 'two', machine: strange, flags, path }), expected)
})

const openRegistry = async (t: TestContext): Promise<DockerRegistry | undefined> => {
  if ((await programFor(t, 'docker-registry')) === undefined) return undefined
  const registry = await startDockerRegistry()
  t.after(() => registry.stop())
  await pushEmptyBase(registry.host, NODE)
  await pushEmptyBase(registry.host, PYTHON)
  return registry
}

const INLINE = `apiVersion: kubeless.io/v1beta1
kind: Function
metadata: {name: inline}
spec:
  runtime: nodejs24
  handler: inline.run
  function: |
    exports.run = () => 'ünïcödé'
`

const makeOrigin = (t: TestContext): string => {
  const origin = folder(t, {
    'inline.yaml': INLINE,
    'text/function.yaml': specOf('text', 'nodejs24', 'text.run'),
    'text/text.js': "exports.run = () => 'lines'\n// end in LF\n",
    'text/crlf.txt': 'here\r\nthey do not\r\n',
    'text/binary.bin': Uint8Array.from({ length: 3000 }, (_, index) => (index * 7) % 256),
    'text/tool.sh': '#!/bin/sh\necho hi\n',
    'text/naïve/日本.txt': 'x\n',
    'python/function.yaml': specOf('python', 'python3.13', 'main.run'),
    'python/main.py': 'def run(event, context):\n    return "hi"\n',
  })
  chmodSync(join(origin, 'text/tool.sh'), 0o755)
  symlinkSync('text.js', join(origin, 'text/link.js'))
  git(origin, 'init', '-q', '-b', 'main')
  commit(origin)
  return origin
}

const commit = (origin: string): void => {
  git(origin, 'add', '-A')
  git(origin, 'commit', '-q', '-m', 'files')
}

interface Building {
  readonly origin: string
  readonly registry: DockerRegistry
  /** A place of its own, so that nothing is skipped. */
  readonly target: string
  readonly machine: Machine
  readonly flags?: readonly string[]
  /** The first folder where programs are looked for. */
  readonly path?: string
}

/** Clones and builds as `machine` would, in processes of their own; returns the digest of each function's image. */
const build = async (
  t: TestContext,
  { origin, registry: { host }, target, machine, flags = [], path }: Building,
): Promise<Readonly<Record<string, string | undefined>>> => {
  const home = folder(t)
  const { clone = [], umask = '022', node = process.execPath } = machine
  const env = {
    HOME: home,
    GIT_CONFIG_NOSYSTEM: '1',
    PATH: [...(path === undefined ? [] : [path]), dirname(node), process.env['PATH'] ?? ''].join(delimiter),
    ...machine.env,
  }
  const run = async (words: readonly string[], cwd: string): Promise<string> => {
    const script = `umask ${umask} && exec "$@"`
    const { code, stdout, stderr } = await capture('sh', ['-c', script, 'sh', ...words], { cwd, env })
    assert.equal(code, 0, `${words.join(' ')}: ${stderr}${stdout.toString()}`)
    return stdout.toString()
  }
  const settings = clone.flatMap((setting) => ['-c', setting])
  await run(['git', 'clone', '-q', ...settings, origin, 'clone'], home)
  // Git keeps no file system from having modes; one that has none looks like this.
  if (clone.includes('core.fileMode=false')) chmodSync(join(home, 'clone/text/tool.sh'), 0o644)
  assertStrange(join(home, 'clone'), machine)
  const words = ['build', '--format', 'json', '--registry', `${host}/${target}`, ...mirrorOf(host), ...flags]
  const report = JSON.parse(await run([node, CLI, ...words], join(home, 'clone'))) as Report
  assert.ok(report.functions.every(({ state }) => state === 'built'))
  return Object.fromEntries(report.functions.map(({ name, digest }) => [name, digest]))
}

/** A clone that is like all others would prove nothing. */
const assertStrange = (clone: string, { clone: settings = [], umask }: Machine): void => {
  const text = readFileSync(join(clone, 'text/text.js'), 'utf8')
  assert.equal(text.includes('\r\n'), settings.includes('core.autocrlf=true'))
  const link = lstatSync(join(clone, 'text/link.js'))
  assert.equal(link.isSymbolicLink(), !settings.includes('core.symlinks=false'))
  const { mode } = lstatSync(join(clone, 'text/tool.sh'))
  assert.equal(mode & 0o777, settings.includes('core.fileMode=false') ? 0o644 : umask === '077' ? 0o700 : 0o755)
}

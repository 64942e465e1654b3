import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import type { FunctionSource } from '../../src/core/function/source.ts'
import { byBytes } from '../../src/core/image/content.ts'
import { digestOf } from '../../src/core/oci/digest.ts'
import { openPlace } from '../../src/edge/place.ts'
import { openSources } from '../../src/edge/sources.ts'
import type { FunctionFiles } from '../../src/ports.ts'
import { folder, git, put, repository } from './git-fixture.ts'

const at = { file: 'fn/hello.yaml', line: 1, column: 1 }

const sourceAt = (path: string): FunctionSource => ({
  name: 'hello',
  namespace: 'default',
  runtime: 'nodejs24',
  handler: { module: 'hello', function: 'main' },
  code: { kind: 'path', path },
  deps: undefined,
  env: [],
  deployment: {
    labels: {},
    annotations: {},
    timeout: undefined,
    deployment: undefined,
    service: undefined,
    horizontalPodAutoscaler: undefined,
  },
  at: { name: at, runtime: at, handler: at, code: at, deps: at, field: () => at },
})

interface Reading {
  readonly path?: string
  readonly lock?: string
  readonly workingDirectory?: string
}

const read = async (cwd: string, reading: Reading = {}): Promise<FunctionFiles> => {
  const { path = 'fn', lock, workingDirectory = '.' } = reading
  const sources = openSources(await openPlace({ cwd, workingDirectory }), lock)
  return sources.files(sourceAt(path), AbortSignal.timeout(20_000))
}

/** Each entry in one line; the bytes are read anew and must be those of the digest. */
const lines = async ({ files, problems }: FunctionFiles): Promise<string[]> => {
  assert.deepEqual(problems, [])
  return Promise.all(
    files.map(async (entry) => {
      if (entry.type === 'symlink') return `${entry.path} -> ${entry.target}`
      const bytes = await entry.read()
      assert.equal(digestOf(bytes), entry.digest)
      assert.equal(bytes.length, entry.size)
      return `${entry.path}${entry.executable ? '*' : ''} ${JSON.stringify(Buffer.from(bytes).toString())}`
    }),
  )
}

const faults = ({ problems }: FunctionFiles): string[] => problems.map(({ message }) => message)

const clone = (t: TestContext, origin: string, ...settings: readonly string[]): string => {
  const target = join(folder(t), 'clone')
  git(
    origin,
    ...settings.flatMap((setting) => ['-c', setting]),
    'clone',
    '-q',
    ...settings.flatMap((s) => ['-c', s]),
    origin,
    target,
  )
  return target
}

const TEXT = 'one\ntwo\n'
const STORED = ['a.txt "one\\ntwo\\n"', 'bin "\\u0000\\r\\n"', 'link -> a.txt', 'run.sh* "echo\\n"']

const origin = (t: TestContext): string => {
  const root = repository(t, { 'fn/a.txt': TEXT, 'fn/run.sh': 'echo\n', 'fn/bin': '\0\r\n' })
  chmodSync(join(root, 'fn/run.sh'), 0o755)
  symlinkSync('a.txt', join(root, 'fn/link'))
  git(root, 'add', '-A')
  git(root, 'commit', '-q', '-m', 'second')
  return root
}

for (const settings of [[], ['core.autocrlf=true'], ['core.fileMode=false'], ['core.symlinks=false']]) {
  test(`openSources() reads the same from a clone with ${settings.join() || 'no settings'}`, async (t) => {
    const root = clone(t, origin(t), ...settings)
    if (settings.includes('core.fileMode=false')) chmodSync(join(root, 'fn/run.sh'), 0o644)
    if (settings.includes('core.autocrlf=true')) assert.match(readFileSync(join(root, 'fn/a.txt'), 'utf8'), /\r\n/)
    if (settings.includes('core.symlinks=false')) assert.equal(readFileSync(join(root, 'fn/link'), 'utf8'), 'a.txt')
    assert.deepEqual(await lines(await read(root)), STORED)
  })
}

test('openSources() reads the same from a clone with all of them, touched since', async (t) => {
  const root = clone(t, origin(t), 'core.autocrlf=true', 'core.fileMode=false', 'core.symlinks=false')
  chmodSync(join(root, 'fn/run.sh'), 0o600)
  utimesSync(join(root, 'fn/a.txt'), 1, 1)
  assert.deepEqual(await lines(await read(root)), STORED)
})

test('openSources() reads the same from a sparse checkout', async (t) => {
  const root = clone(t, origin(t))
  git(root, 'update-index', '--skip-worktree', 'fn/a.txt')
  rmSync(join(root, 'fn/a.txt'))
  assert.deepEqual(await lines(await read(root)), STORED)
})

test('openSources() reads what a clean filter stores', async (t) => {
  const root = repository(t, { '.gitattributes': '*.txt filter=up\n', 'fn/a.txt': 'abc' })
  git(root, 'config', 'filter.up.smudge', 'tr a-z A-Z')
  git(root, 'config', 'filter.up.clean', 'tr A-Z a-z')
  rmSync(join(root, 'fn/a.txt'))
  git(root, 'checkout', '--', 'fn/a.txt')
  assert.equal(readFileSync(join(root, 'fn/a.txt'), 'utf8'), 'ABC')
  assert.deepEqual(await lines(await read(root)), ['a.txt "abc"'])
})

test('openSources() reads modified, new and deleted files as they are', async (t) => {
  const root = origin(t)
  put(root, { 'fn/a.txt': 'new\r\n', 'fn/c.txt': 'c' })
  rmSync(join(root, 'fn/link'))
  writeFileSync(join(root, 'fn/link'), 'now a file')
  rmSync(join(root, 'fn/bin'))
  chmodSync(join(root, 'fn/run.sh'), 0o644)
  const expected = ['a.txt "new\\r\\n"', 'c.txt "c"', 'link "now a file"', 'run.sh* "echo\\n"']
  assert.deepEqual(await lines(await read(root)), expected)
})

test('openSources() leaves out what git and .dockerignore ignore, and specs, whichever were asked for', async (t) => {
  const spec = 'apiVersion: function-images.github.io/v1alpha1\nkind: Function\n'
  const root = repository(t, {
    '.gitignore': 'ignored\nnode_modules/\n',
    'fn/.dockerignore': '**/*.md\n.dockerignore\n!keep.md\n',
    'fn/a.js': '1',
    'fn/b.md': '1',
    'fn/keep.md': '1',
    'fn/hello.yaml': spec,
    'fn/data.yaml': 'a: 1',
    'fn/named.lock': '1',
  })
  put(root, { 'fn/ignored': '1', 'fn/node_modules/x/index.js': '1', 'fn/sub/new.js': '1' })
  const files = await read(root, { lock: 'fn/named.lock' })
  assert.deepEqual(await lines(files), ['a.js "1"', 'data.yaml "a: 1"', 'keep.md "1"', 'sub/new.js "1"'])
})

test('openSources() works without a repository', async (t) => {
  const root = folder(t, { 'fn/a.js': '1', 'fn/.dockerignore': 'b\n', 'fn/b': '1', 'fn/run.sh': '1' })
  chmodSync(join(root, 'fn/run.sh'), 0o744)
  symlinkSync('a.js', join(root, 'fn/l'))
  assert.deepEqual(await lines(await read(root)), ['.dockerignore "b\\n"', 'a.js "1"', 'l -> a.js', 'run.sh* "1"'])
})

test('openSources() reads a single file under its own name, ignored or not', async (t) => {
  const root = repository(t, { '.gitignore': 'b.js\n', 'fn/a.js': '1', 'fn/aa.js': '2' })
  put(root, { 'fn/b.js': '3' })
  assert.deepEqual(await lines(await read(root, { path: 'fn/a.js' })), ['a.js "1"'])
  assert.deepEqual(await lines(await read(root, { path: 'fn/b.js' })), ['b.js "3"'])
})

test('openSources() reads the top level, and names beside the folder are not in it', async (t) => {
  const root = repository(t, { 'fn/a': '1', 'fn-b/c': '2', 'fn.txt': '3' })
  assert.deepEqual(await lines(await read(root)), ['a "1"'])
  assert.deepEqual(await lines(await read(root, { path: '.' })), ['fn-b/c "2"', 'fn.txt "3"', 'fn/a "1"'])
})

test('openSources() sees changes below a working directory that is not the top level', async (t) => {
  const root = repository(t, { '.gitattributes': '* text=auto eol=crlf\n', 'w/fn/a.txt': 'a\n', 'w/fn/b.txt': 'b\n' })
  rmSync(join(root, 'w'), { recursive: true })
  git(root, 'checkout', '--', 'w')
  assert.equal(readFileSync(join(root, 'w/fn/a.txt'), 'utf8'), 'a\r\n')
  put(root, { 'w/fn/b.txt': 'changed\r\n' })
  const files = await read(root, { path: 'w/fn', workingDirectory: 'w' })
  assert.deepEqual(await lines(files), ['a.txt "a\\n"', 'b.txt "changed\\r\\n"'])
})

test('openSources() refuses a path outside the working directory, missing, or behind a link', async (t) => {
  const root = repository(t, { 'w/fn/a': '1', 'other/a': '1' })
  symlinkSync('../other', join(root, 'w/link'))
  const of = async (path: string): Promise<string[]> => faults(await read(root, { path, workingDirectory: 'w' }))
  assert.deepEqual(await of('other'), ['Cannot use "other": it is outside the working directory'])
  assert.deepEqual(await of('w/none'), ['Cannot use "w/none": there is no such file or folder'])
  assert.match((await of('w/link'))[0] ?? '', /through a symbolic link/)
  assert.match((await of('w/link/a'))[0] ?? '', /through a symbolic link/)
})

test('S10 openSources() refuses by name what an image cannot hold', async (t) => {
  const root = folder(t, { 'fn/.wh.a': '1', 'fn/b\\c': '1', 'fn/n\nl': '1', 'fn/suid': '1', 'fn/ok': '1' })
  chmodSync(join(root, 'fn/suid'), 0o4755)
  symlinkSync('/etc/passwd', join(root, 'fn/abs'))
  symlinkSync('../../x', join(root, 'fn/out'))
  execFileSync('mkfifo', [join(root, 'fn/pipe')])
  const found = await read(root)
  assert.deepEqual(
    found.files.map(({ path }) => path),
    ['ok'],
  )
  const named = faults(found).map((message) => /^Cannot use "fn\/(.*)": (.*)$/.exec(message)?.slice(1, 3))
  assert.deepEqual(named.map((parts) => parts?.[0] ?? '').sort(byBytes), [
    '.wh.a',
    'abs',
    'b\\\\c',
    'n\\nl',
    'out',
    'pipe',
    'suid',
  ])
  assert.ok(found.problems.every((problem) => problem.at === at && !problem.message.includes('\n')))
})

test('S10 openSources() refuses twins by case or composition, of folders too', async (t) => {
  const root = repository(t, {
    'fn/a.js': '1',
    'fn/A.js': '2',
    'fn/é': '1',
    'fn/e\u0301': '2',
    'fn/D/x': '1',
    'fn/d/y': '1',
  })
  assert.equal(faults(await read(root)).length, 3)
})

test('openSources() composes names and sorts them by their bytes', async (t) => {
  const root = folder(t, { 'fn/e\u0301': '1', 'fn/\u{10000}': '1', 'fn/\uff5e': '1', 'fn/z': '1' })
  assert.deepEqual(
    (await read(root)).files.map(({ path }) => path),
    ['z', '\u00e9', '\uff5e', '\u{10000}'],
  )
})

test('openSources() refuses a Git LFS pointer and takes the file that it points to', async (t) => {
  const real = 'large'
  const pointer = `version https://git-lfs.github.com/spec/v1\noid ${digestOf(real)}\nsize ${real.length}\n`
  const root = repository(t, { 'fn/model.bin': pointer })
  assert.deepEqual(faults(await read(root)), ['Cannot use "fn/model.bin": it is a Git LFS pointer'])
  // What git calls unchanged although the checkout has other bytes is what LFS looks like.
  put(root, { 'fn/model.bin': real })
  git(root, 'update-index', '--assume-unchanged', 'fn/model.bin')
  assert.deepEqual(await lines(await read(root)), ['model.bin "large"'])
})

test('openSources() refuses a file that changes between hashing and reading', async (t) => {
  const root = folder(t, { 'fn/a': '1' })
  const [entry] = (await read(root)).files
  assert.ok(entry?.type === 'file')
  put(root, { 'fn/a': '2' })
  await assert.rejects(entry.read(), /^ActionError: Cannot read "fn\/a": it changed during the run$/)
  rmSync(join(root, 'fn/a'))
  symlinkSync('/etc/passwd', join(root, 'fn/a'))
  await assert.rejects(entry.read(), /Cannot read/)
})

test('openSources() reads submodules, and refuses those that are not checked out', async (t) => {
  const inner = repository(t, { 'a.js': '1', '.gitignore': 'x\n' })
  const root = repository(t, { 'fn/b.js': '2' })
  git(root, 'submodule', '--quiet', 'add', inner, 'fn/inner')
  put(root, { 'fn/inner/x': 'ignored', 'fn/inner/new': '3' })
  const expected = ['b.js "2"', 'inner/.gitignore "x\\n"', 'inner/a.js "1"', 'inner/new "3"']
  assert.deepEqual(await lines(await read(root)), expected)
  git(root, 'commit', '-q', '-m', 'inner')
  assert.match(faults(await read(clone(t, root)))[0] ?? '', /submodule that is not checked out/)
})

test('openSources() says what git says when git refuses the repository', async (t) => {
  const root = repository(t, { 'fn/a': '1' })
  writeFileSync(join(root, '.git/config'), '[core\n')
  await assert.rejects(openPlace({ cwd: root, workingDirectory: '.' }), (error: Error) => {
    assert.match(error.message, /^Cannot ask git "rev-parse --show-toplevel": /)
    return true
  })
})

test('openSources() leaves a renamed folder out and asks git for no more than it needs', async (t) => {
  const root = repository(t, { 'fn/a/x': '1' })
  renameSync(join(root, 'fn/a'), join(root, 'fn/b'))
  mkdirSync(join(root, 'fn/a'))
  assert.deepEqual(await lines(await read(root)), ['b/x "1"'])
})

test('openSources() takes no manifest that render wrote for content: it names the image', async (t) => {
  const root = folder(t, {
    'fn/hello.js': 'code',
    'fn/manifests/default/hello.yaml':
      '# Written by function-images render of "fn/hello.yaml"; …\n---\nkind: Service\n',
    'fn/manifests/own.yaml': 'kind: Service\n',
  })
  assert.deepEqual(await lines(await read(root)), ['hello.js "code"', 'manifests/own.yaml "kind: Service\\n"'])
})

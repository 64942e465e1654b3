import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync, readdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { openPlace } from '../../src/edge/place.ts'
import { openWorkspace } from '../../src/edge/workspace.ts'
import { folder, git, put, repository } from './git-fixture.ts'

const SPEC = 'apiVersion: function-images.github.io/v1alpha1\nkind: Function\n'

interface Found {
  readonly paths: readonly string[]
  readonly problems: readonly string[]
}

const read = async (cwd: string, globs: readonly string[] = [], workingDirectory = '.'): Promise<Found> => {
  const workspace = openWorkspace(await openPlace({ cwd, workingDirectory }))
  const { files, problems } = await workspace.read(globs, AbortSignal.timeout(20_000))
  return {
    paths: files.map(({ path }) => path).sort(),
    problems: problems.map(({ severity, message }) => `${severity}: ${message}`),
  }
}

const TREE = {
  'a.yaml': SPEC,
  'fn/b.yml': SPEC,
  'fn/c.json': JSON.stringify({ apiVersion: 'kubeless.io/v1beta1' }),
  'fn/foreign.yaml': 'apiVersion: v1\nkind: Secret\n',
  'fn/empty.yaml': '',
  'fn/binary.json': Buffer.from([0xff, 0xfe]),
  'fn/code.js': SPEC,
  '.hidden/d.yaml': SPEC,
  'node_modules/x/d.yaml': SPEC,
  'examples/d.yaml': SPEC,
  'tests/d.yaml': SPEC,
  'chart/Chart.yaml': 'name: x\n',
  'chart/templates/d.yaml': SPEC,
  'chart/values.yaml': 'a: 1\n',
  'templates/e.yaml': SPEC,
}
const DISCOVERED = ['a.yaml', 'fn/b.yml', 'fn/c.json', 'templates/e.yaml']

test('openWorkspace() finds every spec and complains of nothing else', async (t) => {
  assert.deepEqual(await read(folder(t, TREE)), { paths: DISCOVERED, problems: [] })
})

test('openWorkspace() finds the same in a repository, tracked or not, and nothing that is ignored', async (t) => {
  const root = repository(t, { ...TREE, '.gitignore': 'build/\n' })
  put(root, { 'build/a.yaml': SPEC, 'fn/new.yaml': SPEC })
  assert.deepEqual(await read(root), { paths: [...DISCOVERED, 'fn/new.yaml'].sort(), problems: [] })
})

test('openWorkspace() looks below the working directory alone and names files from the top level', async (t) => {
  const root = repository(t, TREE)
  assert.deepEqual((await read(root, [], 'fn')).paths, ['fn/b.yml', 'fn/c.json'])
  assert.deepEqual((await read(root, ['*.yml'], 'fn')).paths, ['fn/b.yml'])
  assert.deepEqual((await read(join(root, 'fn'), ['./b.yml'])).paths, ['fn/b.yml'])
})

test('openWorkspace() reads what globs name, and aside folders only by their name', async (t) => {
  const root = repository(t, { ...TREE, '.gitignore': 'build/\n' })
  put(root, { 'build/a.yaml': SPEC })
  const paths = async (...globs: string[]): Promise<readonly string[]> => (await read(root, globs)).paths
  assert.deepEqual(await paths('**/d.yaml', 'fn/b.yml', 'fn/*.yml'), ['fn/b.yml'])
  assert.deepEqual(await paths('examples/**/*.yaml'), ['examples/d.yaml'])
  assert.deepEqual(await paths('test*/*.yaml'), ['tests/d.yaml'])
  assert.deepEqual(await paths('chart/templates/*.yaml'), ['chart/templates/d.yaml'])
  assert.deepEqual(await paths('node_modules/x/d.yaml'), ['node_modules/x/d.yaml'])
  assert.deepEqual(await paths('build/*.yaml'), ['build/a.yaml'])
})

test('openWorkspace() refuses globs that match nothing or leave the working directory', async (t) => {
  const root = repository(t, { 'w/a.yaml': SPEC, 'b.yaml': SPEC })
  const { paths, problems } = await read(root, ['x*.yaml', '../*.yaml', '../b.yaml', '/etc/*.yaml'], 'w')
  assert.deepEqual(paths, [])
  assert.deepEqual(
    problems.map((problem) => /: it (is|matches) (\w+)/.exec(problem)?.[2]),
    ['no', 'outside', 'outside', 'outside'],
  )
})

test('openWorkspace() reads standard input as a file of the working directory', async (t) => {
  const root = repository(t, { 'w/a': '' })
  const stdin = Readable.from([Buffer.from('\ufeff'), Buffer.from(SPEC)])
  const workspace = openWorkspace(await openPlace({ cwd: root, workingDirectory: 'w' }), stdin)
  const { files } = await workspace.read(['-'], AbortSignal.timeout(20_000))
  assert.deepEqual(files, [{ path: 'w/<stdin>', text: SPEC }])
})

test('S18 openWorkspace() refuses a named file that is no text of the repository, and never waits', async (t) => {
  const outside = folder(t, { 'secret.yaml': SPEC })
  const root = repository(t, {
    'folder/a.yaml': SPEC,
    'empty.yaml': '',
    'latin.yaml': Buffer.from([...Buffer.from(SPEC), 0xe9]),
  })
  symlinkSync(join(outside, 'secret.yaml'), join(root, 'out.yaml'))
  symlinkSync('folder/a.yaml', join(root, 'in.yaml'))
  symlinkSync('nowhere', join(root, 'dangling.yaml'))
  symlinkSync(outside, join(root, 'away'))
  execFileSync('mkfifo', [join(root, 'pipe.yaml')])
  put(root, { 'large.yaml': `${SPEC}#${'x'.repeat(4 * 1024 * 1024)}` })
  const names = ['out', 'dangling', 'pipe', 'empty', 'latin', 'large', 'none', 'away/secret', 'in'].map(
    (name) => `${name}.yaml`,
  )
  const { paths, problems } = await read(root, [...names, 'folder'])
  assert.deepEqual(paths, ['in.yaml'])
  assert.deepEqual(
    problems.map((problem) => problem.replace(/^error: Cannot read /, '')),
    [
      '"out.yaml": a symbolic link leads out of the repository',
      '"dangling.yaml": a symbolic link leads out of the repository',
      '"pipe.yaml": it is not a regular file',
      '"empty.yaml": it is empty',
      '"latin.yaml": it is not UTF-8',
      '"large.yaml": it is larger than 4 MiB',
      '"none.yaml": there is no such file',
      '"away/secret.yaml": a symbolic link leads out of the repository',
      '"folder": it is a folder; name its files, like "folder/*.yaml"',
    ],
  )
})

test('S18 openWorkspace() tells of a link out of the repository and of a spec that is not UTF-8 when it finds them', async (t) => {
  const outside = folder(t, { 'secret.yaml': SPEC })
  const root = folder(t, { 'a.yaml': SPEC, 'latin.yaml': Buffer.from([...Buffer.from(SPEC), 0xe9]) })
  symlinkSync(join(outside, 'secret.yaml'), join(root, 'out.yaml'))
  symlinkSync('a.yaml', join(root, 'in.yaml'))
  execFileSync('mkfifo', [join(root, 'pipe.yaml')])
  const { paths, problems } = await read(root)
  assert.deepEqual(paths, ['a.yaml'])
  assert.equal(problems.length, 2)
})

test('openWorkspace() warns of a serverless.yml for Kubeless', async (t) => {
  const root = folder(t, {
    'a/serverless.yml': 'service: x\nprovider:\n  name: kubeless\n  runtime: nodejs14\n',
    'b/serverless.yml': 'service: x\nprovider:\n  name: aws\n',
  })
  const { paths, problems } = await read(root)
  assert.deepEqual(paths, [])
  assert.deepEqual(problems, [
    'warning: Cannot read "a/serverless.yml": the Serverless Framework\'s form is not supported yet',
  ])
})

test('openWorkspace() writes a file whole and leaves nothing beside it', async (t) => {
  const root = folder(t, { 'a.lock': 'old' })
  const workspace = openWorkspace(await openPlace({ cwd: root, workingDirectory: '.' }))
  await workspace.write('a.lock', 'new')
  assert.equal(readFileSync(join(root, 'a.lock'), 'utf8'), 'new')
  assert.equal(await workspace.text('a.lock'), 'new')
  assert.equal(await workspace.text('none'), undefined)
  await assert.rejects(workspace.write('../a.lock', 'x'), /outside the working directory/)
  await assert.rejects(workspace.write('a.lock/b', 'x'), /Cannot write "a.lock\/b"/)
  await assert.rejects(workspace.text('.'), /Cannot read "\."/)
  assert.deepEqual(readdirSync(root), ['a.lock'])
})

test('openWorkspace() makes the folders of what it writes', async (t) => {
  const root = folder(t)
  const workspace = openWorkspace(await openPlace({ cwd: root, workingDirectory: '.' }))
  await workspace.write('out/prod/a.yaml', 'new')
  await workspace.write('out/test/a.yaml', 'new')
  assert.equal(await workspace.text('out/prod/a.yaml'), 'new')
  assert.deepEqual(readdirSync(join(root, 'out')), ['prod', 'test'])
})

test('openWorkspace() writes through no link that leads out of the working directory', async (t) => {
  const [root, elsewhere] = [folder(t), folder(t)]
  symlinkSync(elsewhere, join(root, 'out'))
  const workspace = openWorkspace(await openPlace({ cwd: root, workingDirectory: '.' }))
  await assert.rejects(workspace.write('out/prod/a.yaml', 'x'), /outside the working directory/)
  await assert.rejects(workspace.write('out/a.yaml', 'x'), /outside the working directory/)
  assert.deepEqual(readdirSync(elsewhere), [])
})

test('openWorkspace() refuses a working directory that is not there', async (t) => {
  await assert.rejects(openPlace({ cwd: folder(t), workingDirectory: 'none' }), /Cannot use working directory "none"/)
})

test('openWorkspace() finds specs in a repository within the repository', async (t) => {
  const root = repository(t, { 'a.yaml': SPEC })
  put(root, { 'inner/b.yaml': SPEC, 'inner/c.yaml': SPEC, 'inner/.gitignore': 'c.yaml\n' })
  git(join(root, 'inner'), 'init', '-q')
  assert.deepEqual((await read(root)).paths, ['a.yaml', 'inner/b.yaml'])
})

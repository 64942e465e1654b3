import assert from 'node:assert/strict'
import { test } from 'node:test'
import { localDependencies, needsInstall, type PackageTool } from '../../../src/core/build/local-dependencies.ts'

const named = (tool: PackageTool, path: string, text: string): readonly string[] =>
  localDependencies(tool, path, text).paths.map(({ path, kind }) => `${kind} ${path}`)

const manifest = (dependencies: object, more: object = {}): string => JSON.stringify({ dependencies, ...more })

const NPM: readonly (readonly [spec: string, found: readonly string[]])[] = [
  ['file:lib', ['package lib']],
  ['file:./lib/', ['package lib']],
  ['file:lib/../other', ['package other']],
  ['file:///kubeless/lib', ['package lib']],
  ['file:a%20b.tgz', ['package a b.tgz']],
  ['link:./lib', ['package lib']],
  ['./lib', ['package lib']],
  ['./pay-1.0.0.tgz', ['package pay-1.0.0.tgz']],
  ['pay-1.0.0.tgz', ['package pay-1.0.0.tgz']],
  ['/kubeless/lib', ['package lib']],
  ['.', ['package .']],
  ['^1.2.3', []],
  ['latest', []],
  ['acme/pay', []],
  ['github:acme/pay', []],
  ['npm:other@1', []],
  ['git+ssh://git@github.com/acme/pay.git', []],
  ['https://example.com/pay.tgz', []],
]

for (const [spec, found] of NPM)
  test(`localDependencies() finds ${JSON.stringify(found)} in the npm dependency ${JSON.stringify(spec)}`, () => {
    assert.deepEqual(named('npm', 'package.json', manifest({ pay: spec })), found)
  })

test('localDependencies() reads every section of a package.json that npm installs', () => {
  const text = JSON.stringify({
    dependencies: { a: 'file:a' },
    optionalDependencies: { b: 'file:b' },
    peerDependencies: { c: 'file:c' },
    devDependencies: { d: 'file:d', a: 'file:a' },
    overrides: { x: { y: 'file:e' } },
    workspaces: ['packages/*', 'f', '!packages/no'],
  })
  const found = ['package a', 'package b', 'package c', 'package e', 'packages packages/*', 'package f', 'package d']
  assert.deepEqual(named('npm', 'package.json', text), found)
})

test('localDependencies() reads the workspaces of the object form', () => {
  assert.deepEqual(named('npm', 'package.json', '{"workspaces": {"packages": ["a"]}}'), ['package a'])
})

test('localDependencies() takes paths of a package.json from its own folder', () => {
  assert.deepEqual(named('npm', 'lib/package.json', manifest({ a: 'file:../a', b: 'file:b' })), [
    'package a',
    'package lib/b',
  ])
})

for (const spec of ['file:../lib', 'file:/etc/lib', '~/lib', 'link:../../x', 'C:\\lib', './${HOME}/x'])
  test(`localDependencies() has a problem with the npm dependency ${JSON.stringify(spec)}`, () => {
    const { paths, problems } = localDependencies('npm', 'package.json', manifest({ pay: spec }))
    assert.deepEqual(paths, [])
    assert.equal(problems.length, 1)
    assert.match(problems[0] ?? '', /^Cannot take ".+" of "package\.json": /)
  })

test('localDependencies() does not care where a dev dependency is that cannot be had', () => {
  const text = JSON.stringify({ devDependencies: { tools: 'file:../tools' } })
  assert.deepEqual(localDependencies('npm', 'package.json', text), { paths: [], problems: [] })
})

for (const text of ['{', '[]', 'null', '"x"'])
  test(`localDependencies() has a problem with the package.json ${text}`, () => {
    assert.deepEqual(localDependencies('npm', 'package.json', text).problems, [
      'Cannot read "package.json": it is not a JSON object',
    ])
  })

const PIP: readonly (readonly [line: string, found: readonly string[]])[] = [
  ['-e ./lib', ['package lib']],
  ['-e .', ['package .']],
  ['--editable=lib', ['package lib']],
  ['-e ./lib[extra]#egg=lib', ['package lib']],
  ['-e git+https://example.com/x.git#egg=x', []],
  ['-r more.txt', ['include more.txt']],
  ['-rmore.txt', ['include more.txt']],
  ['--requirement "with space.txt"', ['include with space.txt']],
  ['-c constraints.txt', ['include constraints.txt']],
  ['-r https://example.com/more.txt', []],
  ['-f ./wheels', ['package wheels']],
  ['--find-links=wheels', ['package wheels']],
  ['--find-links https://example.com/wheels', []],
  ['--index-url https://example.com/simple', []],
  ['--require-hashes', []],
  ['./pay-1.0-py3-none-any.whl', ['package pay-1.0-py3-none-any.whl']],
  ['pay-1.0-py3-none-any.whl', ['package pay-1.0-py3-none-any.whl']],
  ['wheels/pay.tar.gz ; python_version > "3"', ['package wheels/pay.tar.gz']],
  ['./lib[a,b] --hash=sha256:00', ['package lib']],
  ['pay @ file:///kubeless/pay.whl', ['package pay.whl']],
  ['pay[x] @ https://example.com/pay.whl', []],
  ['https://example.com/pay.whl', []],
  ['pay==1.0 ; sys_platform == "linux"', []],
  ['pay >= 1, < 2', []],
  ['# ./lib', []],
  ['pay # ./lib', []],
]

for (const [line, found] of PIP)
  test(`localDependencies() finds ${JSON.stringify(found)} in the requirement ${JSON.stringify(line)}`, () => {
    assert.deepEqual(named('pip', 'requirements.txt', `${line}\r\n`), found)
  })

test('localDependencies() takes includes from the folder of the file, packages from the function’s', () => {
  assert.deepEqual(named('pip', 'deps/base.txt', '-r more.txt\n./lib\n'), ['include deps/more.txt', 'package lib'])
})

test('localDependencies() joins lines that go on', () => {
  assert.deepEqual(named('pip', 'requirements.txt', '-e \\\n  ./lib\n'), ['package lib'])
})

for (const line of ['-e ../lib', '/opt/x.whl', '-r ../base.txt', './${NAME}.whl', 'x @ file:///opt/x.whl'])
  test(`localDependencies() has a problem with the requirement ${JSON.stringify(line)}`, () => {
    const { paths, problems } = localDependencies('pip', 'requirements.txt', line)
    assert.deepEqual(paths, [])
    assert.match(problems.join(), /^Cannot take ".+" of "requirements\.txt": /)
  })

const NEEDED: readonly (readonly [tool: PackageTool, text: string, needed: boolean])[] = [
  ['npm', '{}', false],
  ['npm', '{"name": "x", "dependencies": {}, "devDependencies": {"a": "1"}}', false],
  ['npm', '{"scripts": {"test": "x"}}', false],
  ['npm', '\uFEFF{"dependencies": {"a": "1"}}', true],
  ['npm', '{"optionalDependencies": {"a": "1"}}', true],
  ['npm', '{"peerDependencies": {"a": "1"}}', true],
  ['npm', '{"workspaces": ["a"]}', true],
  ['npm', '{"scripts": {"postinstall": "x"}}', true],
  ['npm', 'no json', true],
  ['pip', '', false],
  ['pip', '# nothing\n\n  # here\n', false],
  ['pip', '--index-url https://example.com/simple\n-c constraints.txt\n', false],
  ['pip', 'bottle\n', true],
  ['pip', '-r more.txt', true],
  ['pip', '-e .', true],
]

for (const [tool, text, needed] of NEEDED)
  test(`needsInstall() is ${needed} for ${tool} and ${JSON.stringify(text)}`, () => {
    assert.equal(needsInstall(tool, text), needed)
  })

import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { parse } from 'yaml'
import { COMMANDS, OPTIONS, OUTPUTS } from '../../src/core/options.ts'
import { ENTRIES } from '../../tools/bundle.ts'
import { GENERATED, fill, generate } from '../../tools/generate.ts'
import { ACTION_COMMANDS, commandAction, rootAction } from '../../tools/generate/action.ts'
import { inputsTable, reference } from '../../tools/generate/tables.ts'

interface ActionFile {
  readonly name: string
  readonly description: string
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>
  readonly outputs: Readonly<Record<string, unknown>>
  readonly runs: { readonly using: string; readonly main: string; readonly post?: string }
}

const read = (text: string): ActionFile => parse(text) as ActionFile

test('rootAction() has an input for each option of its commands, and no flag of the CLI', () => {
  const { inputs, outputs } = read(rootAction())
  const wanted = OPTIONS.filter(
    ({ commands, only }) => only !== 'cli' && commands.some((name) => COMMANDS[name].action),
  )
  assert.deepEqual(Object.keys(inputs), ['command', ...wanted.map(({ name }) => name)])
  assert.equal(inputs['format'], undefined)
  assert.equal(inputs['github-token']?.default, '${{ github.token }}')
  assert.deepEqual(Object.keys(outputs), Object.keys(OUTPUTS))
})

test('commandAction() has the inputs of its command alone, and is fixed to it', () => {
  const { inputs } = read(commandAction('lint'))
  assert.equal(inputs['command']?.default, 'lint')
  assert.ok('functions' in inputs)
  assert.ok(!('github-token' in inputs) && !('max-parallel' in inputs))
})

test('every generated action runs a file that the build makes', () => {
  const targets = ENTRIES.flatMap(({ target, alias }) => [target, join(dirname(target), alias ?? '.')])
  for (const { path, make } of GENERATED.filter((file) => file.path.endsWith('action.yml'))) {
    const { runs } = read(make(''))
    assert.equal(runs.using, 'node24')
    for (const file of [runs.main, runs.post ?? runs.main]) {
      assert.ok(targets.includes(join(dirname(path), file).replaceAll('\\', '/')), `${path} runs ${file}`)
    }
  }
})

test('every action command has a folder of its own', () => {
  const paths = GENERATED.map(({ path }) => path)
  assert.deepEqual(ACTION_COMMANDS, ['lint', 'plan', 'build', 'deploy', 'render', 'lock'])
  for (const command of ACTION_COMMANDS) assert.ok(paths.includes(`${command}/action.yml`))
})

test('inputsTable() keeps angle brackets and bars as text', () => {
  for (const line of inputsTable().split('\n')) {
    assert.doesNotMatch(line, /(?<!\\)</)
    assert.equal(line.match(/(?<!\\)\|/g)?.length, 5, line)
  }
})

test('reference() names every option under each of its commands', () => {
  const sections = reference().split('\n## ')
  for (const { name, commands } of OPTIONS) {
    for (const command of commands) {
      assert.ok(
        sections.find((text) => text.startsWith(`${command}\n`))?.includes(`| \`${name}\` |`),
        `${command} ${name}`,
      )
    }
  }
})

test('fill() replaces what stands between the marks and nothing else', () => {
  const text = 'a\n<!-- inputs -->\nold\n<!-- /inputs -->\nb\n'
  assert.equal(fill(text, 'inputs', 'new'), 'a\n<!-- inputs -->\nnew\n<!-- /inputs -->\nb\n')
  assert.throws(() => fill('a', 'inputs', 'new'), /has no <!-- inputs -->/)
  assert.throws(() => fill('<!-- /inputs --><!-- inputs -->', 'inputs', 'new'), /has no/)
})

test('generate() writes what is stale once, and with check only names it', async () => {
  const root = await mkdtemp(join(tmpdir(), 'generate-test-'))
  try {
    await writeFile(join(root, 'README.md'), 'no marks')
    const files = [
      { path: 'deep/a.txt', make: () => 'a' },
      { path: 'README.md', make: (text: string) => fill(text, 'inputs', 'x') },
    ]
    const failed = ['Cannot make "README.md": it has no <!-- inputs --> followed by <!-- /inputs -->']
    assert.deepEqual(await generate(root, files, true), { stale: ['deep/a.txt'], failed })
    assert.equal(existsSync(join(root, 'deep/a.txt')), false)
    assert.deepEqual(await generate(root, files, false), { stale: ['deep/a.txt'], failed })
    assert.equal(await readFile(join(root, 'deep/a.txt'), 'utf8'), 'a')
    assert.deepEqual(await generate(root, files, true), { stale: [], failed })
  } finally {
    await rm(root, { recursive: true })
  }
})

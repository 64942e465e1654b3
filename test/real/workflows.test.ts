import assert from 'node:assert/strict'
import { dirname } from 'node:path'
import { test } from 'node:test'
import { capture } from '../../src/edge/exec.ts'
import { type BundleEntry, ENTRIES, ROOT } from '../../tools/bundle.ts'
import { GENERATED } from '../../tools/generate.ts'
import { makeRepository } from './bed/act.ts'
import { programFor } from './bed/programs.ts'

test('S20 actionlint finds nothing in our workflows', async (t) => {
  const program = await programFor(t, 'actionlint')
  if (program === undefined) return
  const { code, stdout } = await capture(program, ['-no-color'], { cwd: ROOT })
  assert.equal(code, 0, stdout.toString())
})

const namesOf = ({ target, alias }: BundleEntry): readonly string[] => [
  target,
  ...(alias === undefined ? [] : [`${dirname(target)}/${alias}`]),
]

test('S20 actionlint finds nothing in our actions, used without inputs', async (t) => {
  const program = await programFor(t, 'actionlint')
  if (program === undefined) return
  const actions = GENERATED.filter(({ path }) => path.endsWith('action.yml'))
  const uses = actions.map(({ path }) => `      - uses: ./${dirname(path).replace(/^\.$/, '')}`).join('\n')
  const repository = await makeRepository('Acme/My.Repo', {
    '.github/workflows/all.yml': `on: push\njobs:\n  all:\n    runs-on: ubuntu-latest\n    steps:\n${uses}\n`,
    ...Object.fromEntries(actions.map(({ path, make }) => [path, make('')])),
    ...Object.fromEntries(ENTRIES.flatMap(namesOf).map((name) => [name, ''])),
  })
  try {
    const { code, stdout } = await capture(program, ['-no-color'], { cwd: repository.folder })
    assert.equal(code, 0, stdout.toString())
  } finally {
    await repository.close()
  }
})

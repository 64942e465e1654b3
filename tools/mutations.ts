/**
 * Shows that the tests of the acceptance rows can fail: each patch in test/mutations takes away from the sources what one
 * row asks for, and at least one test whose name begins with the row's id has to notice.
 *
 *     node tools/mutations.ts [R1 R12 …]
 */
import { spawn } from 'node:child_process'
import { cp, mkdtemp, readFile, readdir, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { styleText } from 'node:util'

interface Mutation {
  /** Of the row: `R12`. */
  readonly id: string
  /** Of the patch: the row's id, and a word after it where a row has several: `R40-idle`. */
  readonly name: string
  readonly file: string
  /** What is taken away: the first line of the patch file. */
  readonly what: string
}

interface Outcome extends Mutation {
  readonly tests: number
  readonly failed: number
  /** Undefined: all is as it should be. */
  readonly fault: string | undefined
}

interface Run {
  readonly code: number
  readonly output: string
}

const ROOT = resolve(import.meta.dirname, '..')
const PATCHES = join(ROOT, 'test/mutations')
/** For the tests of one row, in milliseconds; a mutation may make them wait for ever. */
const LIMIT = 300_000

const main = async (ids: readonly string[]): Promise<number> => {
  const files = (await readdir(PATCHES)).filter((name) => name.endsWith('.patch')).sort()
  const all = await Promise.all(files.map(readMutation))
  const outcomes: Outcome[] = []
  for (const mutation of all.filter(({ id, name }) => ids.length === 0 || ids.includes(id) || ids.includes(name))) {
    const outcome = await judge(mutation)
    outcomes.push(outcome)
    print(outcome)
  }
  const bad = outcomes.filter(({ fault }) => fault !== undefined).length
  process.stdout.write(`${outcomes.length - bad} of ${outcomes.length} mutations are noticed\n`)
  return bad > 0 || outcomes.length === 0 ? 1 : 0
}

const readMutation = async (name: string): Promise<Mutation> => {
  const file = join(PATCHES, name)
  const [what = ''] = (await readFile(file, 'utf8')).split('\n')
  return { id: name.replace(/[-.].*$/, ''), name: name.replace(/\.patch$/, ''), file, what }
}

/** Runs the row's tests on a copy of the sources, first as they are, then with the patch. */
const judge = async (mutation: Mutation): Promise<Outcome> => {
  const copy = await mkdtemp(join(tmpdir(), 'mutation-'))
  try {
    for (const name of ['src', 'test', 'package.json'])
      await cp(join(ROOT, name), join(copy, name), { recursive: true })
    await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'))
    const tests = await testFiles(copy, mutation.id)
    const before = await runTests(copy, mutation.id, tests)
    const good = { ...mutation, tests: before.passed, failed: 0 }
    if (before.failed > 0) return { ...good, fault: 'its tests fail without the patch' }
    if (before.passed === 0) return { ...good, fault: 'there is no test for it' }
    const applied = await run('git', ['apply', '--whitespace=nowarn', mutation.file], copy)
    if (applied.code !== 0) return { ...good, fault: `the patch no longer applies: ${applied.output.trim()}` }
    const { failed } = await runTests(copy, mutation.id, tests)
    return { ...good, failed, fault: failed > 0 ? undefined : 'it survives: no test notices' }
  } finally {
    await rm(copy, { recursive: true, force: true })
  }
}

/** Test files that speak of a row, except those that need programs beside Node. */
const testFiles = async (copy: string, id: string): Promise<readonly string[]> => {
  const names = await readdir(join(copy, 'test'), { recursive: true })
  const candidates = names.filter((name) => name.endsWith('.test.ts') && !name.startsWith('real/')).sort()
  const texts = await Promise.all(candidates.map((name) => readFile(join(copy, 'test', name), 'utf8')))
  return candidates.filter((_, i) => texts[i]?.includes(`${id} `)).map((name) => join('test', name))
}

const runTests = async (
  copy: string,
  id: string,
  files: readonly string[],
): Promise<{ readonly passed: number; readonly failed: number }> => {
  if (files.length === 0) return { passed: 0, failed: 0 }
  const args = ['--test', '--test-isolation=none', '--test-reporter=tap', '--test-timeout=30000']
  const { code, output } = await run(process.execPath, [...args, `--test-name-pattern=^${id} `, ...files], copy)
  const count = (what: string): number => Number(new RegExp(`^# ${what} (\\d+)$`, 'm').exec(output)?.[1] ?? 0)
  const failed = count('fail') + count('cancelled')
  // A process that did not get to its end has failed, too.
  return { passed: count('pass'), failed: failed === 0 && code !== 0 ? 1 : failed }
}

const run = (command: string, args: readonly string[], cwd: string): Promise<Run> =>
  new Promise((settle, reject) => {
    const child = spawn(command, args, {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: LIMIT,
      killSignal: 'SIGKILL',
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text
      })
    child.on('error', reject)
    child.on('close', (code) => settle({ code: code ?? 1, output }))
  })

const print = ({ name, what, tests, failed, fault }: Outcome): void => {
  const verdict = fault === undefined ? styleText('green', 'noticed') : styleText('red', fault)
  process.stdout.write(`${name.padEnd(9)} ${`${failed}/${tests}`.padStart(6)} failed  ${what}: ${verdict}\n`)
}

process.exitCode = await main(process.argv.slice(2))

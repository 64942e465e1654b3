import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { runAction, shown } from './runner.ts'
import type { ActionRun, ActionStep } from './runner.ts'
import { commandReader } from './runner/command.ts'
import { parseFileCommand } from './runner/file-command.ts'

const one = (line: string): unknown => commandReader().read(line)

test('commandReader() reads properties and data, each with its own escapes', () => {
  assert.deepEqual(one('  ::error file=a%2Cb.yaml,line=3,title=x%3Ay::cannot%0A100%25 %3A'), {
    name: 'error',
    properties: { file: 'a,b.yaml', line: '3', title: 'x:y' },
    data: 'cannot\n100% %3A',
  })
  assert.deepEqual(one('::warning::%250A'), { name: 'warning', properties: {}, data: '%0A' })
  assert.deepEqual(one('::Error File=x::a::b'), { name: 'error', properties: { file: 'x' }, data: 'a::b' })
})

test('commandReader() reads the older form anywhere in a line', () => {
  const command = { name: 'add-path', properties: {}, data: '/evil' }
  assert.deepEqual(one('harmless text ##[add-path]/evil'), command)
  assert.deepEqual(one('##[set-output name=a%3Bb;x=]1'), { name: 'set-output', properties: { name: 'a;b' }, data: '1' })
})

const TEXT = [
  '',
  'x ::error::no',
  '::nothing::here',
  ': :error::no',
  '::error',
  '##[nothing]x',
  '##[error',
  '::error no',
]
for (const line of TEXT) {
  test(`commandReader() takes ${JSON.stringify(line)} for text`, () => assert.equal(one(line), undefined))
}

test('commandReader() takes everything for text from stop-commands to its token', () => {
  const reader = commandReader()
  const lines = [
    '::stop-commands::Token',
    '::set-output name=a::1',
    '##[add-path]/x',
    '::other::',
    '::token::',
    '::debug::x',
  ]
  assert.deepEqual(
    lines.map((line) => reader.read(line)?.name),
    ['stop-commands', undefined, undefined, undefined, 'token', 'debug'],
  )
})

test('parseFileCommand() reads both forms', () => {
  assert.deepEqual(parseFileCommand('a=1=2\n\nb<<END\nx\n\ny=END\nEND\nc=\nd<<E\nE\n'), {
    a: '1=2',
    b: 'x\n\ny=END',
    c: '',
    d: '',
  })
})

for (const text of ['a', '=1', 'a<<', 'a<<END\nx', '<<END\nEND']) {
  test(`parseFileCommand() refuses ${JSON.stringify(text)}`, () => assert.throws(() => parseFileCommand(text)))
}

/** Runs an action of two scripts in a folder of its own. */
const run = async (main: string, post: string | undefined, step: Partial<ActionStep> = {}): Promise<ActionRun> => {
  const folder = await mkdtemp(join(tmpdir(), 'runner-test-'))
  try {
    const action = join(folder, 'action.yml')
    const runs = post === undefined ? '' : ', post: post.cjs'
    const inputs = '{push-secret: {default: none}, token: {default: "${{ github.token }}"}, flag: {default: true}}'
    await writeFile(action, `inputs: ${inputs}\nruns: {using: node24, main: main.cjs${runs}}\n`)
    await writeFile(join(folder, 'main.cjs'), PRELUDE + main)
    await writeFile(join(folder, 'post.cjs'), PRELUDE + (post ?? ''))
    await mkdir(join(folder, 'temporary'))
    return await runAction({ action, workspace: folder, temporary: join(folder, 'temporary'), ...step })
  } finally {
    await rm(folder, { recursive: true })
  }
}

const PRELUDE = `
const { appendFileSync } = require('node:fs')
const { env } = process
const write = (name, text) => appendFileSync(env[name], text + '\\n')
`

test('runAction() gives inputs with their defaults and collects what the step says', async () => {
  const main = `
    write('GITHUB_OUTPUT', 'inputs=' + [env['INPUT_PUSH-SECRET'], env.INPUT_TOKEN, env.INPUT_FLAG, env.X].join())
    write('GITHUB_STEP_SUMMARY', '# hello')
    write('GITHUB_ENV', 'NEXT=1')
    process.stdout.write('::add-mask::s3cret\\nthe s3cret\\r::error file=a.yaml::broken\\n::set-output name=old::1')
    process.stderr.write('::warning::careful\\n')
    process.exitCode = 3`
  const { main: result, post } = await run(main, undefined, {
    with: { 'push-secret': 'mine' },
    token: 't',
    env: { X: 'y' },
  })
  assert.equal(post, undefined)
  assert.equal(result.exitCode, 3)
  assert.equal(result.endedBy, undefined)
  assert.deepEqual(result.outputs, { inputs: 'mine,t,true,y', old: '1' })
  assert.deepEqual(result.exported, { NEXT: '1' })
  assert.equal(result.summary, '# hello\n')
  assert.deepEqual(result.log, ['the ***'])
  assert.deepEqual(result.masks, ['s3cret'])
  assert.deepEqual(
    [...result.annotations].sort((a, b) => (a.level < b.level ? -1 : 1)),
    [
      { level: 'error', message: 'broken', properties: { file: 'a.yaml' } },
      { level: 'warning', message: 'careful', properties: {} },
    ],
  )
})

test('runAction() runs post with the state of main, also after a failure', async () => {
  const { post } = await run(
    `write('GITHUB_STATE', 'job=a b'); process.exit(1)`,
    `write('GITHUB_OUTPUT', 'seen=' + env.STATE_job)`,
  )
  assert.equal(post?.outputs['seen'], 'a b')
})

const ready = (line: string): boolean => line === 'ready'
const HANGING = `setInterval(() => {}, 1000); process.stdout.write('ready\\n');`
/** Long enough to never pass, in milliseconds. */
const LONG = 60_000

test('runAction() interrupts, terminates and kills in this order, then runs post', async () => {
  const polite = `process.on('SIGINT', () => { process.stdout.write('bye\\n'); process.exit(130) });`
  const deaf = `process.on('SIGINT', () => {});`
  const deafer = `${deaf} process.on('SIGTERM', () => {});`
  const cases = [
    [polite, [LONG, LONG]],
    [deaf, [50, LONG]],
    [deafer, [50, 50]],
  ] as const
  const ends = await Promise.all(
    cases.map(([first, graces]) =>
      run(first + HANGING, 'write("GITHUB_OUTPUT", "a=1")', { cancel: { when: ready, graces } }),
    ),
  )
  assert.deepEqual(
    ends.map(({ main, post }) => [main.exitCode, main.endedBy, post?.outputs]),
    [
      [130, 'SIGINT', { a: '1' }],
      [null, 'SIGTERM', { a: '1' }],
      [null, 'SIGKILL', { a: '1' }],
    ],
  )
  assert.deepEqual(ends[0]?.main.log, ['ready', 'bye'])
})

test('runAction() kills at once and runs no post when the runner is shut down', async () => {
  const { main, post } = await run(`process.on('SIGINT', () => {});${HANGING}`, '', {
    cancel: { when: ready, how: 'shutdown' },
  })
  assert.equal(main.endedBy, 'SIGKILL')
  assert.equal(post, undefined)
})

test('shown() keeps ten annotations of each level', () => {
  const many = Array.from({ length: 12 }, (_, n) => ({ level: 'error' as const, message: `${n}`, properties: {} }))
  const long = { level: 'notice' as const, message: 'x'.repeat(5000), properties: {} }
  const kept = shown([...many, long])
  assert.equal(kept.length, 11)
  assert.equal(kept.at(-1)?.message.length, 4096)
})

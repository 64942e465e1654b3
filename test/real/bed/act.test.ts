import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeRepository, runAct } from './act.ts'
import { programFor } from './programs.ts'

const FILES = {
  '.github/workflows/build.yml': `
    on: push
    jobs:
      build:
        runs-on: ubuntu-latest
        steps:
          - uses: actions/checkout@v7
          - {id: first, uses: ./action, with: {name: one, token: '\${{ github.token }}'}}
          - {id: second, run: 'echo "got \${{ steps.first.outputs.greeting }}"'}`,
  'action/action.yml': `
    name: stand-in
    description: Says what a real one says
    inputs: {name: {description: x}, token: {description: x}}
    outputs: {greeting: {description: x}}
    runs: {using: node24, main: main.js, post: post.js}`,
  'action/main.js': `
    const { appendFileSync } = require('node:fs')
    const { env } = process
    appendFileSync(env.GITHUB_OUTPUT, 'greeting=hello ' + env.INPUT_NAME + '\\n')
    appendFileSync(env.GITHUB_STATE, 'job=7\\n')
    appendFileSync(env.GITHUB_STEP_SUMMARY, '### summary\\n')
    console.log('::group::build prod/hello')
    console.log('node ' + process.version + ' for ' + env.GITHUB_REPOSITORY + ' ' + (env.INPUT_TOKEN === 's3cret'))
    console.log('::endgroup::')
    console.log('::error file=a.yaml,line=3,col=2,title=SPEC_INVALID::Cannot%0Aread')
    process.exitCode = 1`,
  'action/post.js': `console.log('post ' + process.env.STATE_job)`,
}

test('runAct() shows what a step gave, and runs its post after a failure', async (t) => {
  const program = await programFor(t, 'act')
  if (program === undefined) return
  const repository = await makeRepository('Acme/My.Repo', FILES)
  try {
    const run = await runAct({ program, repository, secrets: { GITHUB_TOKEN: 's3cret' }, signal: t.signal })
    const [, main, ...others] = run.steps
    assert.equal(run.exitCode, 1, run.raw)
    assert.deepEqual(main, {
      id: 'first',
      stage: 'Main',
      result: 'failure',
      outputs: { greeting: 'hello one' },
      annotations: [
        {
          level: 'error',
          message: 'Cannot\nread',
          properties: { file: 'a.yaml', line: '3', col: '2', title: 'SPEC_INVALID' },
        },
      ],
      groups: ['build prod/hello'],
      summary: '### summary\n',
      log: [`node ${process.version} for Acme/My.Repo true`],
    })
    const post = others.find(({ stage }) => stage === 'Post')
    assert.deepEqual([post?.id, post?.result, post?.log], ['first', 'success', ['post 7']])
  } finally {
    await repository.close()
  }
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { build } from '../../src/flow/build.ts'
import { lint } from '../../src/flow/lint.ts'
import { configOf, openStage, signal, spec } from './stage.ts'

test('lint() reports what is wrong with each function, and asks no registry', async () => {
  const stage = await openStage()
  const before = stage.registry.calls.length
  stage.files.set('a.yaml', spec('a'))
  stage.files.set('old.yaml', spec('old').replace('nodejs24', 'nodejs12'))
  stage.files.set('bad.yaml', spec('bad').replace('handler: bad.run', 'handler: ../x.y'))
  const report = await lint(configOf('lint'), stage.ports(), signal)
  assert.deepEqual(
    report.problems.map(({ at }) => `${at.file}:${at.line}`),
    ['bad.yaml:7', 'old.yaml:6'],
  )
  assert.equal(stage.registry.calls.length, before)
})

test('build() lists a function without a runtime as failed, and builds the others', async () => {
  const stage = await openStage()
  stage.files.set('a.yaml', spec('a'))
  stage.files.set('old.yaml', spec('old').replace('nodejs24', 'ruby2.4'))
  const { functions, problems } = await build(configOf('build'), stage.ports(), signal)
  assert.deepEqual(
    functions.map(({ name, state }) => [name, state]),
    [
      ['a', 'built'],
      ['old', 'failed'],
    ],
  )
  assert.match(
    problems[0]?.message ?? '',
    /Cannot find runtime "ruby2\.4": this release cannot build ruby functions yet/,
  )
})

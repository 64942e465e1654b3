import assert from 'node:assert/strict'
import { test } from 'node:test'
import { annotationsOf, MAX_ANNOTATIONS } from '../../../src/core/report/annotations.ts'
import { inert, inertLines } from '../../../src/core/report/inert.ts'
import { outputsOf } from '../../../src/core/report/outputs.ts'
import { type FunctionResult, type Report, REPORT_SCHEMA, type RolloutResult } from '../../../src/core/report/report.ts'
import { MAX_SUMMARY, summaryOf } from '../../../src/core/report/summary.ts'
import { functionLine, rolloutLine, tally } from '../../../src/core/report/text.ts'
import type { Problem } from '../../../src/core/errors.ts'
import { commandReader } from '../../fakes/runner/command.ts'

const result = (over: Partial<FunctionResult> = {}): FunctionResult => ({
  name: 'hello',
  namespace: 'prod',
  file: 'functions/hello.yaml',
  line: 3,
  state: 'built',
  reasons: [{ part: 'code', detail: 'code changed: hello.js' }],
  repository: 'ghcr.io/acme/shop/hello',
  tag: 'a'.repeat(64),
  digest: `sha256:${'b'.repeat(64)}`,
  durationMs: 400,
  bytesSent: 1234,
  problems: [],
  ...over,
})

const problem = (over: Partial<Problem> = {}): Problem => ({
  severity: 'error',
  code: 'SPEC_INVALID',
  message: 'Cannot find runtime "x"',
  at: { file: 'functions/pay.yaml', line: 7, column: 3 },
  ...over,
})

const report = (functions: readonly FunctionResult[], problems: readonly Problem[] = []): Report => ({
  schema: REPORT_SCHEMA,
  command: 'build',
  functions,
  rollouts: [],
  problems,
})

const summary = (of: Report): string => summaryOf(of, { durationMs: 41_000, where: 'prod' })

test('summaryOf() puts failures first', () => {
  const failed = result({ name: 'pay', state: 'failed', problems: [problem()] })
  const text = summary(report([result(), failed], [problem()]))
  assert.match(text, /^### ❌ functions: 1 built · 1 failed \(prod, 41 s\)\n/)
  assert.ok(text.indexOf('prod/pay') < text.indexOf('prod/hello'))
})

test('summaryOf() writes one line when nothing changed', () => {
  assert.equal(summary(report([result({ state: 'skipped' })])), '### ✅ functions: 1 unchanged (prod, 41 s)\n')
})

test('S19 summaryOf() stays below the limit and counts what it left out', () => {
  const functions = Array.from({ length: 1000 }, (_, index) =>
    result({ name: `f${index}`, state: 'failed', problems: [problem()] }),
  )
  const problems = Array.from({ length: 1000 }, () => problem({ message: 'x'.repeat(5_000) }))
  const text = summary(report(functions, problems))
  assert.ok(Buffer.byteLength(text) <= MAX_SUMMARY)
  assert.match(text, /_\d+ more left out: the report has them all_\n$/)
})

test('S7 summaryOf() shows text of specs and logs as text', () => {
  const nasty = '</details><img src=x onerror=alert(1)> | **bold** `code` [link](http://x)\n# title'
  const text = summary(
    report(
      [result({ state: 'failed', problems: [problem()] })],
      [problem({ message: nasty, log: [`</pre>${nasty}`] })],
    ),
  )
  assert.ok(!text.includes('<img'))
  assert.ok(!text.includes('</pre></details><img'))
  assert.ok(!text.includes('\n# title'))
  assert.ok(text.includes(String.raw`\*\*bold\*\*`))
})

test('S19 annotationsOf() keeps room for the step’s own error', () => {
  const { annotations, more } = annotationsOf(
    Array.from({ length: 1000 }, () => problem({ message: 'y'.repeat(9_000) })),
  )
  assert.equal(annotations.length, MAX_ANNOTATIONS)
  assert.equal(more, 1000 - MAX_ANNOTATIONS)
  assert.ok(annotations.every(({ message }) => message.length <= 4096))
})

test('annotationsOf() shows errors before warnings', () => {
  const { annotations } = annotationsOf([problem({ severity: 'warning' }), problem()])
  assert.deepEqual(
    annotations.map(({ severity }) => severity),
    ['error', 'warning'],
  )
})

const rollout = (over: Partial<RolloutResult> = {}): RolloutResult => ({
  kind: 'Deployment',
  namespace: 'prod',
  name: 'hello',
  state: 'complete',
  revision: { from: 12, to: 13 },
  waitingFor: [],
  durationMs: 2400,
  ...over,
})

const resize = rollout({
  name: 'resize',
  state: 'rolled-back',
  revision: { from: 8, to: 9 },
  cause: "crash loop: Cannot find module './x'",
  note: 'back on revision 8, verified',
  evidence: 'evidence/prod/Deployment/resize.txt',
})

const deployed = (rollouts: readonly RolloutResult[], problems: readonly Problem[] = []): Report => ({
  ...report([], problems),
  command: 'deploy',
  rollouts,
})

test('summaryOf() shows rollouts, failures first and unchanged ones counted', () => {
  const text = summary(deployed([rollout(), rollout({ name: 'mail', state: 'unchanged' }), resize]))
  assert.match(text, /^### ❌ functions: 1 rolled out · 1 rolled back \(prod, 41 s\)\n/)
  const [, part = ''] = text.split('#### Rollout\n\n')
  assert.deepEqual(part.split('\n').slice(0, 3), [
    String.raw`- ↩︎ Deployment/resize revision 8→9: crash loop: Cannot find module './x'; back on revision 8, verified; evidence in evidence/prod/Deployment/resize.txt`,
    '- ✅ Deployment/hello revision 12→13 · 2.4 s',
    '- 1 unchanged',
  ])
})

test('summaryOf() names namespaces where there are several', () => {
  const text = summary(deployed([rollout(), rollout({ namespace: 'test' })]))
  assert.ok(text.includes('prod/Deployment/hello') && text.includes('test/Deployment/hello'))
})

test('summaryOf() writes one line when no object changed either', () => {
  assert.match(summary(deployed([rollout({ state: 'unchanged' })])), /^### ✅ [^\n]*\n$/)
})

test('summaryOf() folds the diffs of a dry run away', () => {
  const text = summary(deployed([rollout({ state: 'planned', diff: ['- image: a', '+ image: <b>'] })]))
  assert.match(text, /✏️ Deployment\/hello would change/)
  assert.ok(text.includes('<summary>Deployment/hello</summary><pre>- image: a&#10;+ image: &lt;b></pre>'))
})

test('S19 summaryOf() stays below the limit with many rollouts, and shows each that failed', () => {
  const failed = Array.from({ length: 100 }, (_, index) => rollout({ name: `f${index}`, state: 'failed' }))
  const good = Array.from({ length: 100 }, () => rollout({ diff: ['x'.repeat(50_000)] }))
  const text = summary(deployed([...good, ...failed]))
  assert.ok(Buffer.byteLength(text) <= MAX_SUMMARY)
  assert.equal(text.match(/❌ Deployment/g)?.length, 100)
  assert.match(text, /100 more that went well/)
})

test('S7 summaryOf() shows text of a cluster as text', () => {
  const nasty = '</details><img src=x onerror=alert(1)> **bold**'
  const text = summary(deployed([rollout({ state: 'failed', cause: nasty, note: nasty, diff: [`</pre>${nasty}`] })]))
  assert.ok(!text.includes('<img') && !text.includes('</pre></details><img'))
  assert.ok(text.includes(String.raw`\*\*bold\*\*`))
})

test('tally() counts a failed rollout once', () => {
  const failed = problem({ code: 'ROLLOUT_FAILED', message: 'Cannot roll out Deployment "resize": crash loop' })
  assert.equal(tally(deployed([resize, rollout()], [failed])), '1 rolled out · 1 rolled back')
})

test('annotationsOf() shows why a rollout failed, on the line of its spec', () => {
  const message = 'Cannot roll out Deployment "resize": crash loop: Cannot find module \'./x\''
  const { annotations } = annotationsOf([problem({ code: 'ROLLOUT_FAILED', message })])
  assert.deepEqual(
    annotations.map(({ title, message, file, startLine }) => ({ title, message, file, startLine })),
    [{ title: 'Rollout', message, file: 'functions/pay.yaml', startLine: 7 }],
  )
})

test('rolloutLine() says what, which, which revision, why and how long', () => {
  assert.equal(
    rolloutLine(resize),
    "rolled-back  prod/Deployment/resize  revision 8→9  crash loop: Cannot find module './x'  back on revision 8, verified  2.4 s",
  )
})

const NASTY = [
  '::set-output name=a::b',
  '  ::error::x',
  'text ##[add-path]/evil',
  '\u001b[31m::stop-commands::x',
  'a\r::add-mask::b',
  'a\u2028::warning::b',
  '\u0000::debug::x',
  '﻿::error::x',
]

for (const text of NASTY)
  test(`S8 inertLines() leaves no command in ${JSON.stringify(text)}`, () => {
    const reader = commandReader()
    // The runner ends a line where .NET does.
    const lines = inertLines(text).flatMap((line) => line.split(/[\n\r\u0085\u2028\u2029]/))
    assert.deepEqual(
      lines.map((line) => reader.read(line)).filter((command) => command !== undefined),
      [],
    )
  })

test('inert() keeps ordinary text', () => {
  assert.equal(inert('code changed: größe.js (1 + 1 = 2)'), 'code changed: größe.js (1 + 1 = 2)')
})

test('functionLine() says what, which, why, how much and how long', () => {
  assert.equal(functionLine(result()), 'built      prod/hello  code changed: hello.js  1.2 kB  0.4 s')
})

test('tally() counts problems that belong to no function', () => {
  assert.equal(tally(report([result()], [problem()])), '1 built · 1 error')
})

test('tally() counts what kept a function from being rolled out once', () => {
  const absent = problem({ code: 'REGISTRY_FAILED', message: 'Cannot find image "a:1"' })
  const failed = rollout({ state: 'failed', cause: absent.message })
  assert.equal(tally(deployed([failed], [absent])), '1 not rolled out')
  assert.equal(tally(deployed([failed], [absent, problem()])), '1 not rolled out · 1 error')
})

test('outputsOf() keeps hosts out of what other jobs may read', () => {
  const outputs = outputsOf(report([result(), result({ name: 'mail', state: 'skipped' })]), '')
  const { images: _forThisJob, ...others } = outputs
  assert.ok(!JSON.stringify(others).includes('ghcr.io'))
  assert.equal(outputs['built'], '["prod/hello"]')
  assert.equal(outputs['changed'], 'true')
})

test('outputsOf() packs a matrix into at most twenty rows', () => {
  const planned = Array.from({ length: 45 }, (_, index) =>
    result({ name: `f${index}`, file: `services/f${index}.yaml`, state: 'planned' }),
  )
  const { include } = JSON.parse(outputsOf(report(planned), 'services/')['matrix'] ?? '') as {
    include: { functions: string }[]
  }
  assert.ok(include.length <= 20)
  const files = include.flatMap(({ functions }) => functions.split('\n'))
  assert.deepEqual(files.toSorted(), planned.map((_, index) => `f${index}.yaml`).toSorted())
})

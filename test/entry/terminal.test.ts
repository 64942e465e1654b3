import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTerminal } from '../../src/entry/cli/terminal.ts'
import type { FunctionResult } from '../../src/core/report/report.ts'

const sink = (isTTY: boolean): { readonly isTTY: boolean; text: string; write: (text: string) => void } => {
  const own = { isTTY, text: '', write: (text: string): void => void (own.text += text) }
  return own
}

const result: FunctionResult = {
  name: 'hello',
  namespace: 'prod',
  file: 'f.yaml',
  line: 1,
  state: 'skipped',
  reasons: [],
  problems: [],
}

test('openTerminal() shows what is under way on a terminal alone, and wipes it before the next line', () => {
  const [out, err] = [sink(true), sink(true)]
  const terminal = openTerminal({ out, err, format: 'text' })
  terminal.progress(1, 3, 'built')
  assert.equal(err.text, '1 of 3 built …')
  terminal.functionDone(result)
  assert.match(err.text, /\r +\r$/)
  const file = sink(false)
  openTerminal({ out, err: file, format: 'text' }).progress(1, 3, 'built')
  assert.equal(file.text, '')
})

test('openTerminal() prints no line a function where the report is printed', () => {
  const [out, err] = [sink(false), sink(false)]
  openTerminal({ out, err, format: 'json' }).functionDone(result)
  assert.equal(out.text, '')
})

test('S8 openTerminal() shows logs without what a terminal would act on', () => {
  const [out, err] = [sink(true), sink(true)]
  openTerminal({ out, err, format: 'text' }).group('Install').line('\u001b[2Jgone\u001b]0;title\u0007')
  assert.equal(err.text, 'Install\n  gone\n')
})

test('S8 openTerminal() shows below an object what a dry run says would change, as data', () => {
  const [out, err] = [sink(false), sink(false)]
  const diff = ['- spec.replicas: 1', '+ metadata.labels.x: \u001b[2J::error::no']
  const planned = {
    kind: 'Deployment',
    namespace: 'prod',
    name: 'hello',
    state: 'planned',
    waitingFor: [],
    diff,
  } as const
  openTerminal({ out, err, format: 'text' }).rolloutDone(planned)
  assert.equal(
    out.text,
    'planned      prod/Deployment/hello\n  - spec.replicas: 1\n  + metadata.labels.x: ::error::no\n',
  )
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseFunctions } from '../../../src/core/function/parse.ts'
import { kubeless, native, parse, shown } from './specs.ts'

test('parseFunctions() reads a Kubeless function and where its parts are written', () => {
  const { functions, problems } = parse(kubeless('  deps: "{}"\n  timeout: "90"\n'))
  const [source] = functions
  assert.deepEqual(problems, [])
  assert.ok(source?.code.kind === 'inline')
  assert.equal(Buffer.from(source.code.content).toString(), 'module.exports = {}\n')
  assert.equal(source.namespace, 'default')
  assert.deepEqual(source.handler, { module: 'hello', function: 'main' })
  assert.equal(source.deps, '{}')
  assert.equal(source.deployment.timeout, '90')
  assert.deepEqual(source.at.handler, { file: 'functions/hello.yaml', line: 7, column: 12 })
  assert.deepEqual(source.at.deps, { file: 'functions/hello.yaml', line: 10, column: 9 })
})

test('parseFunctions() shows a missing field at its nearest parent', () => {
  const { functions, problems } = parse(kubeless().replace('  runtime: nodejs24\n', ''))
  assert.deepEqual(functions, [])
  assert.deepEqual(shown(problems), ['6:3 error: Cannot read the function: "spec.runtime" is missing'])
})

test('parseFunctions() reads the older k8s.io/v1 and leaves foreign groups alone', () => {
  const foreign = 'apiVersion: serving.knative.dev/v1\nkind: Function\nspec: {on: yes, a: 0777, x: !!foo 1}\n'
  const text = `${foreign}---\n${kubeless().replace('kubeless.io/v1beta1', 'k8s.io/v1')}`
  const { functions, problems } = parse(text)
  assert.deepEqual(problems, [])
  assert.deepEqual(
    functions.map(({ at }) => at.name.line),
    [8],
  )
})

test('parseFunctions() reads the items of a List, in JSON with tabs too', () => {
  const item = { apiVersion: 'kubeless.io/v1beta1', kind: 'Function', metadata: { name: 'a' } }
  const spec = { runtime: 'nodejs24', handler: 'a.b', function: 'x' }
  const list = {
    apiVersion: 'v1',
    kind: 'List',
    items: [
      { apiVersion: 'v1', kind: 'Secret' },
      { ...item, spec },
    ],
  }
  const { functions, problems } = parse(JSON.stringify(list, null, '\t'), 'a.json')
  assert.deepEqual(problems, [])
  assert.equal(functions[0]?.name, 'a')
})

test('parseFunctions() keeps every readable function when others are wrong', () => {
  const bad = kubeless('  oops: [\n', 'bad')
  const files = [
    { path: 'a.yaml', text: kubeless('', 'one') },
    { path: 'b.yaml', text: bad },
    { path: 'c.yaml', text: `${kubeless('', 'Bad_Name')}---\n${kubeless('', 'two')}` },
  ]
  const { functions, problems } = parseFunctions(files, { defaultNamespace: 'default' })
  assert.deepEqual(
    functions.map(({ name }) => name),
    ['one', 'two'],
  )
  assert.deepEqual([...new Set(problems.map(({ at }) => `${at.file}:${at.line}`))], ['b.yaml:11', 'c.yaml:4'])
})

test('S17 parseFunctions() refuses two functions of one name, at both places', () => {
  const { functions, problems } = parse(`${kubeless()}---\n${kubeless()}`)
  assert.deepEqual(functions, [])
  assert.deepEqual(
    problems.map(({ at }) => at.line),
    [4, 14],
  )
})

const BAD_HANDLERS = [
  '../x.y',
  'a',
  'a.b.c',
  `${'a'.repeat(300)}.b`,
  'é.b',
  '-a.b',
  'a.$(id)',
  'a.b\\nc',
  'a."b',
  '::add-mask::a.b',
]

for (const handler of BAD_HANDLERS) {
  test(`S17 parseFunctions() refuses the handler ${handler.slice(0, 20)}`, () => {
    const { functions, problems } = parse(
      kubeless().replace('hello.main', JSON.stringify(handler).replace('\\\\n', '\\n')),
    )
    assert.deepEqual(functions, [])
    assert.match(problems[0]?.message ?? '', /^Cannot use ".*" as handler$/)
    assert.equal(problems[0]?.at.line, 7)
  })
}

const BAD_NAMES = [
  'Hello',
  'a_b',
  '-a',
  'a-',
  'a.b',
  'a'.repeat(64),
  '$(id)',
  'a\nb',
  '::error::x',
  'a"b',
  "a'b",
  '../a',
]

for (const name of BAD_NAMES) {
  test(`S7 S17 parseFunctions() refuses the name ${JSON.stringify(name.slice(0, 20))}`, () => {
    const { functions, problems } = parse(kubeless('', JSON.stringify(name)))
    assert.deepEqual(functions, [])
    assert.equal(problems.length, 1)
    assert.doesNotMatch(problems[0]?.message ?? '', /\n/)
  })
}

test('S7 parseFunctions() keeps odd text in code, deps and variables as data', () => {
  const odd = '$(id) `id` "\'\n-x ::set-output name=a::b'
  const env = JSON.stringify([{ name: 'A', value: odd }])
  const extra = `  deps: ${JSON.stringify(odd)}\n  deployment: {spec: {template: {spec: {containers: [{env: ${env}}]}}}}\n`
  const { functions } = parse(kubeless(extra))
  assert.equal(functions[0]?.deps, odd)
  assert.deepEqual(functions[0]?.env, [{ name: 'A', value: odd }])
})

test('parseFunctions() takes literal variables and leaves those with valueFrom to Kubernetes', () => {
  const env = '[{name: A}, {name: B, valueFrom: {secretKeyRef: {name: s, key: k}}}, {name: A, value: "2"}]'
  const { functions } = parse(kubeless(`  deployment: {spec: {template: {spec: {containers: [{env: ${env}}]}}}}\n`))
  assert.deepEqual(functions[0]?.env, [
    { name: 'A', value: '' },
    { name: 'A', value: '2' },
  ])
})

test('parseFunctions() refuses a variable whose value is no text', () => {
  const { problems } = parse(
    kubeless('  deployment: {spec: {template: {spec: {containers: [{env: [{name: A, value: 1}]}]}}}}\n'),
  )
  assert.match(problems[0]?.message ?? '', /containers\[0\]\.env\[0\]\.value": it must be text/)
})

test('parseFunctions() warns of keys that Kubeless ignores, with the right ones', () => {
  const text = kubeless('  type: HTTP\n  topic: a\n  schedule: "* * * * *"\n  template: {}\n  handlr: x\n')
  const { functions, problems } = parse(text.replace('  name: hello\n', '  name: hello\n  label: {a: b}\n'))
  assert.equal(functions.length, 1)
  assert.deepEqual(
    problems.map(({ severity, at }) => `${severity} ${at.line}`),
    [11, 12, 13, 14, 15, 5].map((line) => `warning ${line}`),
  )
  assert.equal(problems[4]?.hint, 'Did you mean "handler"?')
  assert.equal(problems[5]?.hint, 'Write "labels"')
})

test('parseFunctions() decodes base64 and refuses what is none', () => {
  const typed = (code: string): string =>
    kubeless('  function-content-type: base64\n').replace('module.exports = {}', code)
  const [source] = parse(typed('aGVs\n    bG8=')).functions
  assert.ok(source?.code.kind === 'inline')
  assert.equal(Buffer.from(source.code.content).toString(), 'hello')
  assert.match(parse(typed('aGVs bG8=')).problems[0]?.message ?? '', /not base64/)
  assert.match(parse(typed('aGVsbG8')).problems[0]?.message ?? '', /not base64/)
})

for (const type of ['url', 'url+zip', 'base64+zip', 'text+compressedtar', 'text+deps']) {
  test(`parseFunctions() says that content type ${type} is not supported yet`, () => {
    const { functions, problems } = parse(kubeless(`  function-content-type: ${type}\n`))
    assert.deepEqual(functions, [])
    assert.match(problems[0]?.message ?? '', /not support it yet$/)
  })
}

test('parseFunctions() refuses an unknown content type', () => {
  const { problems } = parse(kubeless('  function-content-type: gzip\n'))
  assert.deepEqual(shown(problems), ['10:26 error: Cannot use "gzip" as function-content-type'])
})

test('S13 parseFunctions() checks the checksum of inline code', () => {
  const sum = 'aa14bf26c4ef25b7a7e1a0cfb38bb1e1a1b3a9a4bb8e0bb5a1b0b8e4f6d4b9f0'
  const { problems } = parse(kubeless(`  checksum: sha256:${sum}\n`))
  const [, actual = ''] = /sha256:([0-9a-f]{64})$/.exec(problems[0]?.message ?? '') ?? []
  assert.equal(actual.length, 64)
  assert.deepEqual(parse(kubeless(`  checksum: sha256:${actual}\n`)).problems, [])
  assert.deepEqual(parse(kubeless(`  checksum: sha256:${actual.toUpperCase()}\n`)).problems, [])
  for (const bad of ['sha256', `md5:${actual.slice(0, 32)}`, actual]) {
    assert.match(parse(kubeless(`  checksum: ${bad}\n`)).problems[0]?.message ?? '', /as checksum$/)
  }
})

test('parseFunctions() reads triggers', () => {
  const trigger = (kind: string): string =>
    `apiVersion: kubeless.io/v1beta1\nkind: ${kind}\nmetadata: {name: t}\nspec: {function-name: hello, path: a}\n`
  const { triggers, problems } = parse(
    `${trigger('HTTPTrigger')}---\n${trigger('CronJobTrigger')}---\n${trigger('KafkaTrigger')}`,
  )
  assert.deepEqual(
    triggers.map(({ kind, functionName, namespace }) => [kind, functionName, namespace]),
    [
      ['HTTPTrigger', 'hello', 'default'],
      ['CronJobTrigger', 'hello', 'default'],
    ],
  )
  assert.deepEqual(shown(problems), ['12:7 warning: Kind "KafkaTrigger" is not supported and left alone'])
})

test('parseFunctions() resolves the source of our own form against the spec', () => {
  const pathOf = (extra: string, path?: string): unknown => parse(native(extra), path).functions[0]?.code
  assert.deepEqual(pathOf(''), { kind: 'path', path: 'functions' })
  assert.deepEqual(pathOf('', 'hello.yaml'), { kind: 'path', path: '.' })
  assert.deepEqual(pathOf('  source: ./src/\n'), { kind: 'path', path: 'functions/src' })
  assert.deepEqual(pathOf('  source: ../lib/a.js\n'), { kind: 'path', path: 'lib/a.js' })
})

for (const source of ['../../x', '/etc', '..\\x', '../..']) {
  test(`parseFunctions() refuses the source ${source}`, () => {
    const { functions, problems } = parse(native(`  source: ${source}\n`))
    assert.deepEqual(functions, [])
    assert.equal(problems[0]?.at.line, 8)
  })
}

test('parseFunctions() refuses unknown keys of our own form', () => {
  const { functions, problems } = parse(native('  handlers: a.b\n  function: x\n'))
  assert.deepEqual(functions, [])
  assert.equal(problems[0]?.hint, 'Did you mean "handler"?')
  assert.match(problems[1]?.hint ?? '', /into a file/)
})

test('parseFunctions() refuses a version or kind that it does not know', () => {
  assert.match(
    parse(native().replace('v1alpha1', 'v9')).problems[0]?.message ?? '',
    /apiVersion "function-images.github.io\/v9"/,
  )
  assert.match(parse(native().replace('kind: Function', 'kind: Thing')).problems[0]?.message ?? '', /kind "Thing"/)
})

for (const runtime of ['node', '14', 'jvm 1.8', 'nodejs24;id', 'nodejs-24x']) {
  test(`parseFunctions() refuses the runtime ${runtime}`, () => {
    const { functions, problems } = parse(kubeless().replace('nodejs24', JSON.stringify(runtime)))
    assert.deepEqual(functions, [])
    assert.equal(problems[0]?.at.line, 6)
  })
}

for (const text of [
  kubeless('', '{{ .Release.Name }}'),
  kubeless('', '"{{ .Release.Name }}-a"'),
  `{{- if .Values.on }}\n${kubeless()}{{- end }}\n`,
]) {
  test(`parseFunctions() names a template: ${text.slice(0, 20)}`, () => {
    const { functions, problems } = parse(text)
    assert.deepEqual(functions, [])
    assert.equal(problems.length, 1)
    assert.match(problems[0]?.hint ?? '', /^Pipe what it renders to: helm template/)
  })
}

test('parseFunctions() takes code with {{ for code', () => {
  const { functions, problems } = parse(kubeless().replace('module.exports = {}', 'const a = "{{ x }}"'))
  assert.deepEqual([functions.length, problems], [1, []])
})

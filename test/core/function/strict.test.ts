import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { Document, parse as parseYaml } from 'yaml'
import { kubectlReading } from '../../../src/core/function/plain-scalar.ts'
import { kubeless, parse } from './specs.ts'

const bomb = Array.from(
  { length: 30 },
  (_, i) => `  b${i}: &b${i} [${`*${i === 0 ? 'a' : `b${i - 1}`}, `.repeat(9)}]\n`,
)

const HOSTILE: Readonly<Record<string, readonly [text: string, message: RegExp]>> = {
  'alias bomb': [kubeless(`  a: &a [x, x]\n${bomb.join('')}`), /aliases stand for more than/],
  cycle: [kubeless('  a: &a [*a]\n'), /"\*a" contains itself/],
  'alias of nothing': [kubeless('  a: *b\n'), /"\*b" has no anchor above it/],
  'deep flow': [kubeless(`  a: ${'['.repeat(100_000)}`), /nests deeper than/],
  'deep block': [kubeless(`  a:\n    ${'- '.repeat(100_000)}`), /nests deeper than/],
  'duplicate key': [kubeless('  deps: a\n  deps: b\n'), /"deps" is there twice/],
  'many documents': [kubeless() + '---\n'.repeat(20_000), /more than 10000 documents/],
  tab: [kubeless('  deployment:\n\tspec: 1\n'), /[Tt]ab/],
  'js function': [kubeless('  a: !!js/function "x"\n'), /tag "!!js\/function" is not allowed/],
  'binary tag': [kubeless('  a: !!binary aGk=\n'), /tag "!!binary" is not allowed/],
  'control character': [kubeless('  a: "\u0000"\n'), /character U\+0000/],
  'line separator': [kubeless('  a: "\u2028"\n'), /character U\+2028/],
  'lone carriage return': [kubeless('  a: "\r"\n'), /character U\+000D/],
  '20 digits': [kubeless('  a: 12345678901234567890\n'), /12345678901234567890 cannot be kept exactly/],
  infinity: [kubeless('  a: .inf\n'), /\.inf cannot be kept exactly/],
  directive: [`%YAML 1.1\n---\n${kubeless()}`, /% directive/],
  'key that is no text': [kubeless('  1: a\n'), /a key is not text/],
  'key that is a list': [kubeless('  ? [a]\n  : b\n'), /a key is not text/],
}

for (const [name, [text, message]] of Object.entries(HOSTILE)) {
  test(`S14 parseFunctions() refuses with a place: ${name}`, () => {
    const { functions, problems } = parse(text)
    assert.deepEqual(functions, [])
    const error = problems.find((problem) => message.test(problem.message))
    assert.ok(error, JSON.stringify(problems.slice(0, 3)))
    assert.ok(error.at.line >= 1 && error.at.column >= 1)
  })
}

test('S14 parseFunctions() reads a byte order mark, anchors and __proto__ as plain data', () => {
  const text = `\ufeff${kubeless('  deployment: {a: &x {k: "1"}, b: *x, __proto__: {polluted: true}}\n')}`
  const { functions, problems } = parse(text)
  assert.deepEqual(problems, [])
  const json = '{"a":{"k":"1"},"b":{"k":"1"},"__proto__":{"polluted":true}}'
  assert.equal(JSON.stringify(functions[0]?.deployment.deployment), json)
  assert.equal(({} as Record<string, unknown>)['polluted'], undefined)
})

test('S14 parseFunctions() reads an anchor that is set again from the nearest one above', () => {
  const { functions } = parse(kubeless('  deployment: {a: &x "1", b: *x, c: &x "2", d: *x}\n'))
  assert.equal(JSON.stringify(functions[0]?.deployment.deployment), '{"a":"1","b":"1","c":"2","d":"2"}')
})

test('S14 parseFunctions() leaves its process alive', () => {
  const program = `
    import { parseFunctions } from ${JSON.stringify(new URL('../../../src/core/function/parse.ts', import.meta.url).href)}
    let input = ''
    for await (const chunk of process.stdin.setEncoding('utf8')) input += chunk
    const files = JSON.parse(input).map((text, i) => ({ path: i + '.yaml', text }))
    for (const file of files) {
      const { problems } = parseFunctions([file], { defaultNamespace: 'default' })
      if (!problems.some(({ severity }) => severity === 'error')) process.exitCode = 3
    }`
  const input = JSON.stringify(Object.values(HOSTILE).map(([text]) => text))
  const args = ['--max-old-space-size=200', '--input-type=module', '-e', program]
  const { status, stderr } = spawnSync(process.execPath, args, { input, timeout: 60_000 })
  assert.equal(status, 0, stderr.toString())
})

/** What kubectl (sigs.k8s.io/yaml) reads; undefined where YAML 1.2 says the same. */
const READINGS: readonly (readonly [string, string | undefined])[] = [
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON'].map((text) => [text, 'true'] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF'].map((text) => [text, 'false'] as const),
  ['<<', 'a merge of two mappings'],
  ['0777', 'the number 511'],
  ['-0777', 'the number -511'],
  ['1_000', 'the number 1000'],
  ['1_0.5', 'the number 10.5'],
  ['0b101', 'the number 5'],
  ['0o17', 'the number 15'],
  ['-0x1F', 'the number -31'],
  ['0XFF', 'the number 255'],
  ...[
    'true',
    'null',
    '~',
    'yEs',
    'oN',
    '1e3',
    '.5',
    '0',
    '-1',
    '0x1F',
    '2001-01-01',
    '1:30',
    '3.10',
    '_1',
    '0.5',
    '+1',
  ].map((text) => [text, undefined] as const),
]

for (const [text, reading] of READINGS) {
  test(`S15 kubectlReading() of ${text} is ${reading ?? 'the same'}`, () => {
    assert.equal(kubectlReading(text), reading)
  })
}

test('S15 parseFunctions() refuses what has two meanings, wherever it stands, and takes it in quotes', () => {
  for (const text of ['yes', '0777', '1_000']) {
    assert.match(parse(kubeless(`  deps: ${text}\n`)).problems[0]?.message ?? '', /has two meanings/)
    assert.equal(parse(kubeless(`  deps: "${text}"\n`)).functions[0]?.deps, text)
    assert.equal(parse(kubeless(`  deps: !!str ${text}\n`)).functions[0]?.deps, text)
  }
  assert.match(
    parse(kubeless('  deployment: {<<: {a: b}}\n')).problems[0]?.message ?? '',
    /a merge of two mappings for kubectl/,
  )
  assert.match(parse(kubeless('  deployment: {on: a}\n')).problems[0]?.message ?? '', /has two meanings/)
})

const text = fc.string({ unit: fc.constantFrom(...Array.from('ab0 \n\t"\'#:-{}[]%&*!|>éß$\\')) })
const model = fc.record({
  code: text.filter((code) => code !== ''),
  deps: text,
  value: text,
  label: fc.constantFrom('a', 'yes', '0777', '1e3', 'null'),
})
const style = fc.record({
  reverse: fc.boolean(),
  crlf: fc.boolean(),
  comment: fc.boolean(),
  json: fc.boolean(),
  string: fc.constantFrom('QUOTE_DOUBLE', 'QUOTE_SINGLE', 'BLOCK_LITERAL', 'PLAIN'),
})

type Model = typeof model extends fc.Arbitrary<infer T> ? T : never
type Style = typeof style extends fc.Arbitrary<infer T> ? T : never

const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, reversed(item)]),
  )
}

const write = ({ code, deps, value, label }: Model, style: Style): string => {
  const containers = [{ env: [{ name: 'A', value }] }]
  const spec = {
    runtime: 'nodejs24',
    handler: 'a.b',
    function: code,
    deps,
    deployment: { spec: { template: { spec: { containers } } } },
  }
  const metadata = { name: 'a', labels: { label } }
  const object = { apiVersion: 'kubeless.io/v1beta1', kind: 'Function', metadata, spec }
  const ordered = style.reverse ? reversed(object) : object
  if (style.json) return JSON.stringify(ordered)
  const document = new Document(ordered, { version: '1.1' })
  if (style.comment) document.commentBefore = ' {not} a: [template'
  const written = document.toString({ defaultStringType: style.string as 'PLAIN', lineWidth: 0, directives: false })
  // The writer loses blank lines of some block scalars.
  fc.pre(isDeepStrictEqual(parseYaml(written, { version: '1.1' }), object))
  return style.crlf ? written.replaceAll('\n', '\r\n') : written
}

/** Everything but the places. */
const meaning = (written: string): unknown => {
  const { functions, problems } = parse(written)
  assert.deepEqual(problems, [], written)
  return JSON.parse(JSON.stringify(functions.map((source) => ({ ...source, at: undefined }))))
}

test('S16 parseFunctions() gives one meaning whatever the key order, comments, line ends and quoting', () => {
  fc.assert(
    fc.property(model, style, (value, how) => {
      const plain = { reverse: false, crlf: false, comment: false, json: true, string: 'QUOTE_DOUBLE' } as const
      assert.deepEqual(meaning(write(value, how)), meaning(write(value, plain)))
    }),
    { numRuns: 300 },
  )
})

test('S16 parseFunctions() gives another meaning for another value of a field', () => {
  const base = meaning(kubeless())
  for (const [from, to] of [
    ['nodejs24', 'nodejs22'],
    ['hello.main', 'hello.other'],
    ['exports', 'export'],
    ['hello\n', 'bye\n'],
  ] as const) {
    assert.notDeepEqual(meaning(kubeless().replace(from, to)), base)
  }
})

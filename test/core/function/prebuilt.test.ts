import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PrebuiltFunction } from '../../../src/core/function/source.ts'
import { kubeless, native, parse, shown } from './specs.ts'

interface Written {
  readonly image?: string
  /** More lines of the spec. */
  readonly more?: string
  /** More fields of the container. */
  readonly container?: string
}

/** A Kubeless function that brings its own image: `image` stands in line 6, `more` begins in line 7. */
const prebuilt = ({ image = 'acme/hello:1', more = '', container = '' }: Written = {}, name = 'hello'): string =>
  `apiVersion: kubeless.io/v1beta1
kind: Function
metadata:
  name: ${name}
spec:
  deployment: {spec: {template: {spec: {containers: [{image: ${JSON.stringify(image)}${container}}]}}}}
${more}`

const only = (text: string): PrebuiltFunction => {
  const { functions, prebuilt: found, problems } = parse(text)
  assert.deepEqual([functions, shown(problems), found.length], [[], [], 1])
  return found[0] as PrebuiltFunction
}

test('parseFunctions() reads a function that brings its own image, and where that is written', () => {
  const source = only(prebuilt())
  assert.deepEqual([source.namespace, source.name, source.image], ['default', 'hello', 'acme/hello:1'])
  assert.deepEqual(source.reference, { registry: 'docker.io', path: 'acme/hello', tag: '1' })
  assert.deepEqual(source.at.image, { file: 'functions/hello.yaml', line: 6, column: 62 })
  assert.deepEqual([source.runtime, source.handler], [undefined, undefined])
})

test('parseFunctions() tells the image’s server of a handler only where the spec has code, as Kubeless did', () => {
  const handler = '  handler: hello.main\n'
  assert.equal(only(prebuilt({ more: handler })).handler, undefined)
  assert.equal(only(prebuilt({ more: `${handler}  function: ""\n` })).handler, undefined)
  const module = { module: 'hello', function: 'main' }
  assert.deepEqual(only(prebuilt({ more: `${handler}  function: code\n` })).handler, module)
})

test('parseFunctions() does not look at what a build would need of a function with its own image', () => {
  const more = '  function: "?"\n  function-content-type: url+zip\n  checksum: md5:0\n  deps: {a: 1}\n'
  assert.equal(only(prebuilt({ more })).name, 'hello')
})

const REFUSED: Readonly<Record<string, readonly [Written, string]>> = {
  'an image that is no reference': [
    { image: 'acme/Hello:1' },
    '6:62 error: Cannot read image reference "acme/Hello": "acme/Hello" is not a repository name: lower-case letters, digits, and . _ - / between them',
  ],
  'a digest that is none': [
    { image: 'acme/hello@sha256:12' },
    '6:62 error: Cannot read image reference "acme/hello@sha256:12": the digest is not sha256: and 64 hex digits',
  ],
  'a runtime that is none': [{ more: '  runtime: node\n' }, '7:12 error: Cannot use "node" as runtime'],
  'a handler that is none': [{ more: '  handler: a.b.c\n' }, '7:12 error: Cannot use "a.b.c" as handler'],
  'a timeout that is none': [{ more: '  timeout: soon\n' }, '7:12 error: Cannot use "soon" as timeout'],
  'a variable without a name': [
    { container: ', env: [{value: a}]' },
    '6:84 error: Cannot read the function: "spec.deployment.spec.template.spec.containers[0].env[0].name" is missing',
  ],
  'a part of the wrong shape': [
    { more: '  service: [1]\n' },
    '7:12 error: Cannot read "spec.service": it must be a mapping',
  ],
}

for (const [what, [written, expected]] of Object.entries(REFUSED))
  test(`parseFunctions() refuses of a function with its own image ${what}`, () => {
    const { prebuilt: found, problems } = parse(prebuilt(written))
    assert.deepEqual([found, shown(problems)], [[], [expected]])
  })

test('parseFunctions() takes a runtime that nothing here can build', () => {
  assert.equal(only(prebuilt({ more: '  runtime: ruby2.4\n' })).runtime, 'ruby2.4')
})

test('S17 parseFunctions() refuses two functions of one name, one of them with its own image, at both places', () => {
  const { functions, prebuilt: found, problems } = parse(`${kubeless()}---\n${prebuilt()}`)
  assert.deepEqual([functions, found], [[], []])
  assert.deepEqual(
    problems.map(({ severity, at }) => `${severity} ${at.line}`),
    ['error 4', 'error 14'],
  )
})

test('parseFunctions() takes an image in our own form for what it is not: the code is in files', () => {
  const image = '  deployment: {spec: {template: {spec: {containers: [{image: "a/b:1"}]}}}}\n'
  const { functions, prebuilt: found } = parse(native(image))
  assert.deepEqual([functions.length, found.length], [1, 0])
})

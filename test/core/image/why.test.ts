import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileOf } from '../../../src/core/image/content.ts'
import { partsOf } from '../../../src/core/image/parts.ts'
import { RECIPE, type ImageInputs } from '../../../src/core/image/inputs.ts'
import { why } from '../../../src/core/image/why.ts'
import { DIGEST } from './samples.ts'

const inputs = (over: Partial<ImageInputs> = {}): ImageInputs => ({
  recipe: RECIPE,
  runtime: { id: 'nodejs24', env: {}, entrypoint: ['node'] },
  base: DIGEST,
  handler: { module: 'hello', function: 'greet' },
  files: [fileOf('hello.js', 'a'), fileOf('lib/x.js', 'x')],
  dependencies: { tools: 't', command: 'npm', env: {}, files: [fileOf('package.json', '{}')] },
  shim: 's'.repeat(64),
  platforms: ['linux/amd64'],
  ...over,
})

const reasons = (over: Partial<ImageInputs>): readonly string[] =>
  why(partsOf(inputs()), partsOf(inputs(over))).map(({ detail }) => detail)

test('why() calls an image without a predecessor the first', () => {
  assert.deepEqual(why(undefined, partsOf(inputs())), [{ part: 'first', detail: 'first build' }])
})

const cases: readonly (readonly [string, Partial<ImageInputs>, readonly string[]])[] = [
  ['a changed file', { files: [fileOf('hello.js', 'b'), fileOf('lib/x.js', 'x')] }, ['code changed: hello.js']],
  ['an added file', { files: [...inputs().files, fileOf('new.js', '')] }, ['code changed: new.js']],
  ['a removed file', { files: [fileOf('hello.js', 'a')] }, ['code changed: lib/x.js']],
  ['a moved base', { base: `sha256:${'2'.repeat(64)}` }, ['base image moved']],
  ['another handler', { handler: { module: 'hello', function: 'x' } }, ['handler changed']],
  ['another runtime', { runtime: { id: 'nodejs22', env: {}, entrypoint: [] } }, ['runtime changed']],
  ['another platform', { platforms: ['linux/arm64'] }, ['platforms changed']],
  [
    'another dependency file',
    { dependencies: { tools: 't', command: 'npm', env: {}, files: [fileOf('package.json', '{"a":1}')] } },
    ['dependencies changed: package.json'],
  ],
  [
    'code and dependencies apart, where the dependency file lies with the code',
    {
      files: [fileOf('hello.js', 'b'), fileOf('lib/x.js', 'x'), fileOf('package.json', '{"a":1}')],
      dependencies: { tools: 't', command: 'npm', env: {}, files: [fileOf('package.json', '{"a":1}')] },
    },
    ['code changed: hello.js', 'dependencies changed: package.json'],
  ],
  [
    'another install image',
    { dependencies: { tools: 'u', command: 'npm', env: {}, files: [fileOf('package.json', '{}')] } },
    ['install image or command changed'],
  ],
]

for (const [what, over, expected] of cases)
  test(`why() names ${what}`, () => {
    assert.deepEqual(reasons(over), expected)
  })

test('why() counts files past the third', () => {
  const files = Array.from({ length: 5 }, (_, index) => fileOf(`f${index}.js`, 'x'))
  assert.deepEqual(reasons({ files: [...inputs().files, ...files] }), ['code changed: f0.js, f1.js, f2.js and 2 more'])
})

test('partsOf() leaves single files out where they would pass 4 kB', () => {
  const files = Array.from({ length: 500 }, (_, index) => fileOf(`file-${index}.js`, 'x'))
  const parts = partsOf(inputs({ files }))
  assert.equal(parts.files, undefined)
  assert.deepEqual(reasons({ files }), ['code changed'])
})

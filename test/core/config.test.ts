import assert from 'node:assert/strict'
import { test } from 'node:test'
import { channelSlug, parseConfig, type RawOptions } from '../../src/core/config.ts'
import { OPTIONS } from '../../src/core/options.ts'

const AROUND = { registry: 'ghcr.io/acme/shop', channel: 'main', defaultChannel: 'main' }

const parse = (raw: RawOptions): ReturnType<typeof parseConfig> => parseConfig('build', raw, AROUND)

test('parseConfig() gives what the table gives by default', () => {
  const config = parse({})
  assert.equal(config.registry, 'ghcr.io/acme/shop')
  assert.deepEqual(config.platforms, [{ os: 'linux', architecture: 'amd64' }])
  assert.equal(config.builder, 'auto')
  assert.equal(config.maxParallel, 8)
})

test('parseConfig() takes an empty string for nothing, as workflow inputs are', () => {
  assert.deepEqual(parse(Object.fromEntries(OPTIONS.map(({ name }) => [name, '']))), parse({}))
})

test('parseConfig() reads lists by lines, by commas and by repetition', () => {
  const wanted = ['a', 'b', 'c']
  for (const functions of ['a\nb\nc', 'a,b,c', ' a , b\n\nc ', ['a', 'b,c']])
    assert.deepEqual(parse({ functions }).functions, wanted)
})

const wrong: readonly (readonly [string, string])[] = [
  ['builder', 'kaniko'],
  ['max-parallel', '0'],
  ['max-parallel', '1.5'],
  ['unpinned', 'yes'],
  ['platforms', 'linux'],
  ['registry', 'https://ghcr.io'],
  ['repository', '{registry}/{nmae}'],
  ['image-mirrors', 'docker.io'],
]

for (const [name, value] of wrong)
  test(`parseConfig() refuses ${name} "${value}" by name`, () => {
    assert.throws(() => parse({ [name]: value }), { code: 'INPUT_INVALID' })
  })

test('S7 channelSlug() makes a tag of any branch', () => {
  for (const branch of [
    'main',
    'feature/x',
    'zzz";echo${IFS}"hello";#',
    '.hidden',
    '-x',
    'größe',
    '',
    'x'.repeat(300),
    '::error::',
  ])
    assert.match(channelSlug(branch), /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/)
})

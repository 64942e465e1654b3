import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parseAllDocuments } from 'yaml'
import { parseFunctions } from '../../../src/core/function/parse.ts'
import { isRendered } from '../../../src/core/function/recognise.ts'
import { BUILT_IN, type Runtime } from '../../../src/core/runtime/catalogue.ts'
import { manifestOf } from '../../../src/core/workload/manifest.ts'
import { functionObjects } from '../../../src/core/workload/objects.ts'
import { triggersOf } from '../../../src/core/workload/triggers.ts'
import { deployed, NOTHING, type Sample } from './samples.ts'

const fixture = (name: string): string =>
  readFileSync(new URL(`../../fixtures/manifests/${name}`, import.meta.url), 'utf8')

const golden = (): ReadonlyMap<string, string> => {
  const files = [{ path: 'functions.yaml', text: fixture('functions.yaml') }]
  const { functions, triggers, problems } = parseFunctions(files, { defaultNamespace: 'default' })
  assert.deepEqual(problems, [])
  return new Map(
    functions.map((source) => {
      const runtime = BUILT_IN.get(source.runtime) as Runtime
      const image = `registry.test/${source.name}@sha256:${'1'.repeat(64)}`
      const fn = { source, runtime, image, triggers: triggersOf(source, triggers) }
      return [source.name, manifestOf(source, functionObjects(fn, NOTHING).objects)]
    }),
  )
}

for (const name of ['plain', 'rich', 'called'])
  test(`manifestOf() writes the manifest of function "${name}" as it always has`, () => {
    assert.equal(golden().get(name), fixture(`${name}.yaml`))
  })

const textOf = (sample: Sample): string => {
  const fn = deployed(sample)
  return manifestOf(fn.source, functionObjects(fn, NOTHING).objects)
}

/** What readers of YAML 1.1 or 1.2 take for something else than text, and what could end the scalar. */
const TEXTS = [
  'y',
  'No',
  'on',
  'true',
  'null',
  '~',
  '',
  ' ',
  'a ',
  '012',
  '0o17',
  '1_000',
  '1e3',
  '0x1f',
  '.5',
  '.inf',
  '1:30',
  '2020-01-01',
  '<<',
  '=',
  '-',
  '- a',
  'a: b',
  'a:',
  'a #b',
  '#a',
  '"',
  "'",
  '{a}',
  '[a]',
  '&a',
  '*a',
  '!a',
  '|',
  '>',
  '%a',
  '@a',
  '`a`',
  'a\nb',
  'a\n\nb',
  '\na',
  'a\n',
  'a\r\nb',
  'a\tb',
  'ü',
  '---\na',
  'a\n---\nb',
  ' a\nb',
  '$(A)',
]

for (const version of ['1.1', '1.2'] as const)
  test(`manifestOf() writes text that a reader of YAML ${version} takes for the same text`, () => {
    const env = TEXTS.map((value, index) => ({ name: `A${index}`, value }))
    const text = textOf({ spec: { deployment: { spec: { template: { spec: { containers: [{ env }] } } } } } })
    const [, deployment] = parseAllDocuments(text, { version })
    const read = deployment?.toJS() as {
      readonly spec: {
        readonly template: {
          readonly spec: { readonly containers: readonly [{ readonly env: readonly { readonly value: unknown }[] }] }
        }
      }
    }
    assert.deepEqual(
      read.spec.template.spec.containers[0].env.slice(0, TEXTS.length).map(({ value }) => value),
      TEXTS,
    )
  })

test('manifestOf() writes a header by which a file is known', () => {
  assert.equal(isRendered(textOf({})), true)
})

test('manifestOf() writes the same for keys in another order', () => {
  const one = textOf({ metadata: { labels: { a: '1', b: '2' } } })
  const other = textOf({ metadata: { labels: { b: '2', a: '1' } } })
  assert.equal(one, other)
})

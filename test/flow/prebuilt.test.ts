import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseAllDocuments } from 'yaml'
import type { Deployment } from '../../src/core/cluster/object.ts'
import { build } from '../../src/flow/build.ts'
import { lint } from '../../src/flow/lint.ts'
import { lock } from '../../src/flow/lock.ts'
import { plan } from '../../src/flow/plan.ts'
import { render } from '../../src/flow/render.ts'
import { succeeded } from '../../src/flow/result.ts'
import { configOf, openStage, prebuiltSpec, pushImage, signal, spec, type Stage } from './stage.ts'

const HELLO = { registry: 'hub.test', path: 'acme/hello', tag: '1' }

/** A stage with a function that is built, and one that brings its own image. */
const openMixed = async (): Promise<Stage> => {
  const stage = await openStage()
  stage.files.set('a.yaml', spec('a'))
  stage.files.set('hello.yaml', prebuiltSpec('hello', 'hub.test/acme/hello:1'))
  await lock(configOf('lock'), stage.ports(), signal)
  return stage
}

for (const [command, run] of Object.entries({ plan, build }))
  test(`${command}() says that there is nothing to build for a function with its own image, and asks nobody about it`, async () => {
    const stage = await openMixed()
    const report = await run(configOf(command as 'plan' | 'build'), stage.ports(), signal)
    assert.deepEqual(
      report.functions.map(({ name }) => name),
      ['a'],
    )
    assert.deepEqual(report.problems, [])
    assert.deepEqual(stage.notices.slice(1), [
      '"default/hello" brings its own image "hub.test/acme/hello:1": there is nothing to build',
    ])
    assert.equal(stage.registry.calls.filter(({ what }) => what.includes('hello')).length, 0)
    assert.deepEqual(
      stage.registry.expected.filter(({ repository }) => repository.path === HELLO.path),
      [],
    )
  })

test('lint() finds nothing wrong with a function that brings its own image', async () => {
  const stage = await openMixed()
  assert.deepEqual((await lint(configOf('lint'), stage.ports(), signal)).problems, [])
})

const imageIn = (text = ''): string | undefined => {
  const objects = parseAllDocuments(text).map((document) => document.toJS() as Deployment | null)
  return objects.find((object) => object?.kind === 'Deployment')?.spec?.template.spec?.containers[0]?.image
}

const rendered = async (stage: Stage, manifests = 'out'): ReturnType<typeof render> =>
  render(configOf('render', { manifests }), stage.ports(), signal)

test('render() writes the manifest of a function with its own image, by the digest that its tag holds', async () => {
  const stage = await openMixed()
  const digest = await pushImage(stage.registry, HELLO, 'one')
  const report = await rendered(stage)
  assert.deepEqual([report.problems, report.functions.length], [[], 1])
  assert.equal(imageIn(stage.files.get('out/default/hello.yaml')), `hub.test/acme/hello@${digest}`)
})

test('render() asks once for an image that two functions bring, and says before that it will only read', async () => {
  const stage = await openMixed()
  await pushImage(stage.registry, HELLO, 'one')
  stage.files.set('again.yaml', prebuiltSpec('again', 'hub.test/acme/hello:1'))
  await rendered(stage)
  assert.equal(stage.registry.count('digest', 'acme/hello'), 1)
  const expected = stage.registry.expected.filter(({ repository }) => repository.path === HELLO.path)
  assert.deepEqual(new Set(expected.map(({ push }) => push)), new Set([false]))
})

test('render() asks nobody about an image that is written by digest', async () => {
  const stage = await openMixed()
  const image = `hub.test/acme/hello:1@sha256:${'1'.repeat(64)}`
  stage.files.set('hello.yaml', prebuiltSpec('hello', image))
  await rendered(stage)
  assert.equal(imageIn(stage.files.get('out/default/hello.yaml')), image)
  assert.equal(stage.registry.calls.filter(({ what }) => what.includes('acme/hello')).length, 0)
})

test('render() leaves the file of a function whose own image is not there, at the image’s line', async () => {
  const stage = await openMixed()
  stage.files.set('out/default/hello.yaml', 'as it was')
  const report = await rendered(stage)
  assert.equal(stage.files.get('out/default/hello.yaml'), 'as it was')
  assert.deepEqual(
    report.problems.map(({ severity, message, at }) => `${at.file}:${at.line} ${severity}: ${message}`),
    ['hello.yaml:6 error: Cannot find image "hub.test/acme/hello:1": its registry has none of that name'],
  )
  assert.equal(succeeded(report), false)
})

test('render() writes an image as the spec does where nobody can say what its tag holds, with a warning', async () => {
  const stage = await openMixed()
  stage.registry.failFor('acme/hello')
  const report = await rendered(stage)
  assert.equal(imageIn(stage.files.get('out/default/hello.yaml')), 'hub.test/acme/hello:1')
  assert.deepEqual(
    report.problems.map(({ severity, at }) => `${at.file}:${at.line} ${severity}`),
    ['hello.yaml:6 warning'],
  )
  assert.match(report.problems[0]?.message ?? '', /500 UNKNOWN; .* a tag that moves will not be noticed$/)
  assert.equal(succeeded(report), true)
})

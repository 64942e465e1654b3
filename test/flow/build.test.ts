import assert from 'node:assert/strict'
import { test } from 'node:test'
import { INPUTS_MARK } from '../../src/core/image/marks.ts'
import { type ImageManifest, isIndex } from '../../src/core/oci/types.ts'
import type { Report } from '../../src/core/report/report.ts'
import { reportSchema } from '../../src/core/report/schema.ts'
import { build } from '../../src/flow/build.ts'
import { lock } from '../../src/flow/lock.ts'
import { fakeBuilder } from '../fakes/builder.ts'
import { BASE, configOf, HOST, openStage, signal, spec, type Stage } from './stage.ts'

const states = ({ functions }: Report): Readonly<Record<string, string>> =>
  Object.fromEntries(functions.map(({ name, state }) => [name, state]))

const pinnedStage = async (...names: readonly string[]): Promise<Stage> => {
  const stage = await openStage()
  for (const name of names) stage.files.set(`${name}.yaml`, spec(name))
  await lock(configOf('lock'), stage.ports(), signal)
  return stage
}

const manifestOf = async ({ registry }: Stage, path: string, tag: string): Promise<ImageManifest> => {
  const answer = await registry.manifest({ registry: HOST, path, tag }, signal)
  if (answer.status !== 'present' || isIndex(answer.manifest.content))
    throw new Error(`${path}:${tag} is ${answer.status}`)
  return answer.manifest.content
}

test('build() builds every function once, and asks one question each the second time', async () => {
  const stage = await pinnedStage('a', 'b')
  const first = await build(configOf('build'), stage.ports(), signal)
  assert.deepEqual(states(first), { a: 'built', b: 'built' })
  const before = stage.registry.calls.length
  const second = await build(configOf('build'), stage.ports(), signal)
  assert.deepEqual(states(second), { a: 'skipped', b: 'skipped' })
  assert.equal(stage.registry.calls.length - before, 2)
})

test('build() builds the edited function alone and says why', async () => {
  const stage = await pinnedStage('a', 'b')
  await build(configOf('build'), stage.ports(), signal)
  stage.files.set('a.yaml', spec('a', 'exports.run = () => 1'))
  const report = await build(configOf('build'), stage.ports(), signal)
  assert.deepEqual(states(report), { a: 'built', b: 'skipped' })
  assert.deepEqual(
    report.functions[0]?.reasons.map(({ detail }) => detail),
    ['code changed: a.js'],
  )
})

test('build() sends of a changed handler one layer, a config and manifests, and asks for no base layer', async () => {
  const stage = await pinnedStage('a')
  await build(configOf('build'), stage.ports(), signal)
  const before = stage.registry.calls.length
  stage.files.set('a.yaml', spec('a', 'exports.run = () => 1'))
  await build(configOf('build'), stage.ports(), signal)
  const calls = stage.registry.calls.slice(before).map(({ verb }) => verb)
  assert.equal(calls.filter((verb) => verb === 'upload').length, 2)
  assert.equal(calls.filter((verb) => verb === 'copy').length, 0)
})

test('build() writes reports that their schema takes', async () => {
  const stage = await pinnedStage('a')
  stage.files.set('bad.yaml', 'apiVersion: kubeless.io/v1beta1\nkind: Function\nmetadata: {name: B_D}\nspec: {}\n')
  for (const report of [
    await build(configOf('build'), stage.ports(), signal),
    await build(configOf('build'), stage.ports(), signal),
  ])
    reportSchema.parse(JSON.parse(JSON.stringify(report)))
})

test('build() brings the layers of another registry’s base into the shared repository once', async () => {
  const stage = await pinnedStage('a', 'b', 'c')
  await build(configOf('build'), stage.ports(), signal)
  assert.equal(stage.registry.count('copy', `${HOST}/shared_layers@`), 1)
  assert.ok(stage.registry.tags({ registry: HOST, path: 'shared_layers' }).some((tag) => tag.startsWith('base-')))
})

test('build() leaves the others alone when one function fails', async () => {
  const stage = await pinnedStage('a', 'b')
  stage.registry.failFor(`${HOST}/a`)
  const report = await build(configOf('build'), stage.ports(), signal)
  assert.deepEqual(states(report), { a: 'failed', b: 'built' })
})

test('R4 build() neither builds nor skips a function whose image nobody can tell of', async () => {
  const stage = await pinnedStage('a')
  stage.registry.failFor(`${HOST}/a`)
  const report = await build(configOf('build'), stage.ports(), signal)
  assert.deepEqual(states(report), { a: 'failed' })
  assert.equal(stage.registry.count('putManifest', `${HOST}/a`), 0)
  assert.equal(report.problems[0]?.at.file, 'a.yaml')
})

test('R7 build() refuses a foreign image under its tag and names both digests', async () => {
  const stage = await pinnedStage('a')
  const { functions } = await build(configOf('build'), stage.ports(), signal)
  const tag = functions[0]?.tag ?? ''
  stage.files.set('b.yaml', spec('b'))
  await build(configOf('build'), stage.ports(), signal)
  const foreign = await stage.registry.manifest({ registry: HOST, path: 'b', tag: 'main' }, signal)
  if (foreign.status !== 'present') throw new Error('b is not there')
  const { content } = foreign.manifest
  if (isIndex(content)) throw new Error('b is an index')
  for (const { digest } of [content.config, ...content.layers])
    await stage.registry.copy(
      { registry: HOST, path: 'b' },
      { registry: HOST, path: 'a' },
      { mediaType: '', digest, size: 0 },
      signal,
    )
  await stage.registry.putManifest({ registry: HOST, path: 'a', tag }, foreign.manifest, signal)
  const report = await build(configOf('build'), stage.ports(), signal)
  assert.equal(states(report)['a'], 'failed')
  const message = report.functions.find(({ name }) => name === 'a')?.problems[0]?.message ?? ''
  assert.match(message, new RegExp(foreign.manifest.digest))
  assert.match(message, new RegExp(tag))
})

test('build() accepts an image that lost its annotations and kept its label', async () => {
  const stage = await pinnedStage('a')
  const { functions } = await build(configOf('build'), stage.ports(), signal)
  const tag = functions[0]?.tag ?? ''
  const { annotations: _lost, ...manifest } = await manifestOf(stage, 'a', tag)
  await stage.registry.putManifest(
    { registry: HOST, path: 'a', tag },
    { mediaType: manifest.mediaType, bytes: Buffer.from(JSON.stringify(manifest)) },
    signal,
  )
  assert.deepEqual(states(await build(configOf('build'), stage.ports(), signal)), { a: 'skipped' })
})

test('build() adopts an image that another run pushed meanwhile', async () => {
  const stage = await pinnedStage('a')
  const other = await openStage()
  other.files.set('a.yaml', spec('a'))
  let raced = false
  const racing = {
    ...stage.registry,
    manifest: async (...args: Parameters<typeof stage.registry.manifest>) => {
      const answer = await stage.registry.manifest(...args)
      if (!raced && stage.registry.count('upload', `${HOST}/a`) > 0) {
        raced = true
        await build(configOf('build'), stage.ports(), signal)
        return stage.registry.manifest(...args)
      }
      return answer
    },
  }
  const report = await build(configOf('build'), stage.ports({ registry: racing }), signal)
  assert.deepEqual(states(report), { a: 'built' })
  const tag = report.functions[0]?.tag ?? ''
  assert.equal(stage.registry.count('putManifest', `${HOST}/a:${tag}`), 1)
})

test('build() sends again what the registry turns out not to have', async () => {
  const stage = await pinnedStage('a')
  await build(configOf('build'), stage.ports(), signal)
  const { layers } = await manifestOf(stage, 'a', 'main')
  const shim = layers.at(-2)
  if (shim === undefined) throw new Error('No shim layer')
  stage.registry.loseBlob({ registry: HOST, path: 'a' }, shim.digest)
  stage.files.set('a.yaml', spec('a', 'exports.run = () => 1'))
  assert.deepEqual(states(await build(configOf('build'), stage.ports(), signal)), { a: 'built' })
})

test('build() puts several platforms under an index whose children have tags', async () => {
  const platforms = ['amd64', 'arm64'].map((architecture) => ({ os: 'linux', architecture }))
  const stage = await openStage(platforms)
  stage.files.set('a.yaml', spec('a'))
  await lock(configOf('lock'), stage.ports(), signal)
  const config = configOf('build', { platforms: 'linux/amd64,linux/arm64' })
  const { functions } = await build(config, stage.ports(), signal)
  const tag = functions[0]?.tag ?? ''
  const answer = await stage.registry.manifest({ registry: HOST, path: 'a', tag }, signal)
  assert.ok(answer.status === 'present' && isIndex(answer.manifest.content))
  assert.equal(answer.manifest.content.annotations?.[INPUTS_MARK], tag)
  assert.deepEqual(
    stage.registry.tags({ registry: HOST, path: 'a' }),
    [tag, `${tag}-linux-amd64`, `${tag}-linux-arm64`, 'main'].sort(),
  )
  assert.deepEqual(states(await build(config, stage.ports(), signal)), { a: 'skipped' })
})

test('R33 build() lists the platforms of a base that lacks the one asked for', async () => {
  const stage = await pinnedStage('a')
  const report = await build(configOf('build', { platforms: 'linux/s390x' }), stage.ports(), signal)
  assert.match(report.problems[0]?.message ?? '', /Cannot find platform linux\/s390x in base/)
  assert.equal(report.problems[0]?.hint, 'It has linux/amd64')
})

test('build() installs one dependency file once for ten functions, and not at all for a changed handler', async () => {
  const stage = await openStage()
  const deps = '  deps: |\n    {"dependencies": {"left-pad": "1.3.0"}}\n'
  const names = Array.from({ length: 10 }, (_, index) => `f${index}`)
  for (const name of names) stage.files.set(`${name}.yaml`, spec(name, undefined, deps))
  await lock(configOf('lock'), stage.ports(), signal)
  const ran: string[] = []
  const fake = fakeBuilder()
  const builder = {
    ...fake,
    run: async (...[unit]: Parameters<typeof fake.run>) => {
      ran.push(unit.key)
      return { kind: 'files', files: [], release: async () => undefined } as const
    },
  }
  const first = await build(configOf('build'), stage.ports({ builder }), signal)
  assert.deepEqual(new Set(Object.values(states(first))), new Set(['built']))
  assert.equal(ran.length, 1)
  stage.files.set('f3.yaml', spec('f3', 'exports.run = () => 3', deps))
  const second = await build(configOf('build'), stage.ports({ builder }), signal)
  assert.equal(states(second)['f3'], 'built')
  assert.equal(ran.length, 1)
})

test('build() without a builder fails a function with dependencies, and says what to do', async () => {
  const stage = await pinnedStage('a')
  stage.files.set('b.yaml', spec('b', undefined, '  deps: |\n    {"dependencies": {"left-pad": "1.3.0"}}\n'))
  const report = await build(configOf('build'), stage.ports(), signal)
  assert.deepEqual(states(report), { a: 'built', b: 'failed' })
  assert.match(report.problems[0]?.hint ?? '', /Set option "builder" to runner/)
})

test('build() with builder never fails what is missing and pushes nothing', async () => {
  const stage = await pinnedStage('a')
  const before = stage.registry.count('putManifest')
  const report = await build(configOf('build', { builder: 'never' }), stage.ports(), signal)
  assert.deepEqual(states(report), { a: 'failed' })
  assert.equal(stage.registry.count('putManifest'), before)
})

test('build() keeps functions of one repository and channel apart', async () => {
  const stage = await pinnedStage('a', 'b')
  const config = configOf('build', { repository: '{registry}/all' })
  assert.deepEqual(states(await build(config, stage.ports(), signal)), { a: 'built', b: 'built' })
  const tags = stage.registry.tags({ registry: HOST, path: 'all' })
  assert.ok(tags.includes('a.main') && tags.includes('b.main'), tags.join())
  assert.equal(stage.registry.count('copy', `${HOST}/shared_layers`), 0)
})

test('S17 build() refuses two functions that would move one tag, before any push', async () => {
  const stage = await pinnedStage()
  const named = (namespace: string): string => spec('a').replace('name: a', `name: a\n  namespace: ${namespace}`)
  stage.files.set('one.yaml', named('one'))
  stage.files.set('two.yaml', named('two'))
  const report = await build(configOf('build'), stage.ports(), signal)
  assert.equal(report.problems.length, 2)
  assert.match(report.problems[0]?.message ?? '', /has the same repository and channel/)
  assert.equal(stage.registry.count('putManifest', HOST), 0)
})

test('build() says once that nothing is pinned', async () => {
  const stage = await openStage()
  stage.files.set('a.yaml', spec('a'))
  await build(configOf('build'), stage.ports(), signal)
  assert.equal(
    stage.notices.filter((notice) => notice.startsWith('No digest is pinned for docker.io/library/node:24-slim'))
      .length,
    1,
  )
  assert.equal(stage.registry.count('digest', BASE.path), 1)
})

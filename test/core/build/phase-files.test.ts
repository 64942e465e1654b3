import assert from 'node:assert/strict'
import { test } from 'node:test'
import { phaseFiles } from '../../../src/core/build/phase-files.ts'
import type { DependencyUnit } from '../../../src/core/build/unit.ts'
import { fileOf } from '../../../src/core/image/content.ts'
import { npmUnit, pipUnit } from '../../fakes/units.ts'

const textsOf = async (unit: DependencyUnit): Promise<Readonly<Record<string, string>>> => {
  const files = await phaseFiles(unit)
  const texts = files.map(async (file) => [
    file.path,
    file.type === 'file' ? Buffer.from(await file.read()).toString() : file.target,
  ])
  return Object.fromEntries(await Promise.all(texts)) as Readonly<Record<string, string>>
}

const withEnv = (unit: DependencyUnit, env: Readonly<Record<string, string>>): DependencyUnit => ({
  ...unit,
  phase: { ...unit.phase, env },
})

test('phaseFiles() names a package without a name, and no other', async () => {
  assert.deepEqual(await textsOf(npmUnit([fileOf('package.json', '{"private":true}')])), {
    'package.json': '{"name":"function","private":true}',
  })
  const named = '{ "name": "mine" }'
  assert.deepEqual(await textsOf(npmUnit([fileOf('package.json', named)])), { 'package.json': named })
})

test('phaseFiles() leaves a package.json that is no object for npm to complain about', async () => {
  assert.deepEqual(await textsOf(npmUnit([fileOf('package.json', '[')])), { 'package.json': '[' })
})

test('phaseFiles() writes settings of Kubeless before those of the function', async () => {
  const unit = npmUnit([fileOf('package.json', '{"name":"a"}'), fileOf('.npmrc', 'fund=false\n')])
  const texts = await textsOf(withEnv(unit, { NPM_REGISTRY: 'http://npm.example.com/' }))
  assert.equal(texts['.npmrc'], 'registry=http://npm.example.com/\nfund=false\n')
})

test('phaseFiles() throws for a setting that would be two lines', async () => {
  const unit = withEnv(npmUnit([fileOf('package.json', '{}')]), { NPM_REGISTRY: 'http://a\nb=c' })
  await assert.rejects(phaseFiles(unit), { code: 'BUILD_FAILED' })
})

test('phaseFiles() gives pip its files as they are', async () => {
  const unit = pipUnit('3.13', [fileOf('requirements.txt', 'six\n')])
  assert.equal(await phaseFiles(unit), unit.files)
})

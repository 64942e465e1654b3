import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileOf, type FileEntry } from '../../../src/core/image/content.ts'
import { packFiles } from '../../../src/core/image/layers.ts'
import { planOf } from './samples.ts'

interface Vectors {
  readonly tags: Readonly<Record<string, string>>
  readonly layers: Readonly<Record<string, { readonly digest: string; readonly diffId: string }>>
}

/** Values that users' registries already hold: one that changes here rebuilds every function, and needs a new recipe. */
const golden = JSON.parse(readFileSync(new URL('../../fixtures/golden.json', import.meta.url), 'utf8')) as Vectors

const plans = {
  'one file': () => planOf(),
  'dependencies, variables and another handler': () =>
    planOf({
      deps: '{"dependencies":{"left-pad":"1.3.0"}}',
      env: [{ name: 'NPM_SCOPE', value: '@acme' }],
      handler: { module: 'größe', function: 'run' },
    }),
}

const layers: Readonly<Record<string, readonly FileEntry[]>> = {
  'no file': [],
  'one file': [fileOf('hello.js', 'exports.greet = () => "hi"\n')],
  'folders, modes, links and long names': [
    fileOf('bin/run', '#!/usr/bin/env node\n', true),
    fileOf(`${'deep/'.repeat(30)}größe.txt`, 'x'),
    { type: 'symlink', path: 'run', target: 'bin/run' },
    fileOf('large.bin', new Uint8Array(300_000).fill(7)),
  ],
}

for (const [name, plan] of Object.entries(plans))
  test(`tagOf() gives the golden tag for ${name}`, async () => {
    assert.equal((await plan()).tag, golden.tags[name])
  })

for (const [name, files] of Object.entries(layers))
  test(`R42 packFiles() gives the golden layer for ${name}`, async () => {
    const { descriptor, diffId } = await packFiles('kubeless', files)
    assert.deepEqual({ digest: descriptor.digest, diffId }, golden.layers[name])
  })

test('R42 packFiles() gives the same layer whatever the order of the files', async () => {
  const files = layers['folders, modes, links and long names'] ?? []
  const [a, b] = await Promise.all([packFiles('kubeless', files), packFiles('kubeless', files.toReversed())])
  assert.equal(a.descriptor.digest, b.descriptor.digest)
})

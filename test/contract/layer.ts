import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { DependencyUnit } from '../../src/core/build/unit.ts'
import { type FileEntry, fileOf } from '../../src/core/image/content.ts'
import { FUNCTION_ROOT, packFiles } from '../../src/core/image/layers.ts'
import type { Layer } from '../../src/core/oci/types.ts'
import type { PhaseOutput } from '../../src/ports.ts'
import { npmUnit, packageJson } from '../fakes/units.ts'

/** A builder that runs the phase's own command, and an image for it. */
export interface LayerBed {
  readonly run: (unit: DependencyUnit) => Promise<PhaseOutput>
  readonly image: DependencyUnit['phase']['image']
  readonly close: () => Promise<void>
}

/**
 * Holds a builder to the one layer that a phase's output makes, wherever the phase ran. Where `open` gives no bed it has
 * said so to the test.
 */
export const testLayer = (name: string, open: (t: TestContext) => Promise<LayerBed | undefined>): void => {
  test(`${name} makes the layer that every builder makes of the same output`, async (t) => {
    const bed = await open(t)
    if (bed === undefined) return
    try {
      const { phase, ...unit } = npmUnit([packageJson({})])
      const command = COMMAND.join(' && ')
      const output = await bed.run({ ...unit, phase: { ...phase, image: bed.image, command } })
      assert.deepEqual(await layerOf(output), marks(await packFiles(FUNCTION_ROOT, LEFT)))
      if (output.kind === 'files') await output.release()
    } finally {
      await bed.close()
    }
  })
}

const LONG = `deep/${'d'.repeat(90)}/${'e'.repeat(90)}/${'f'.repeat(90)}`

/** Leaves one of everything that a layer can hold, with all that it must not show: modes, owners, times, hard links. */
const COMMAND = [
  'umask 027',
  `mkdir -p bin empty lib 'two words' ${LONG}`,
  `printf 'one\\n' > lib/one.js`,
  'ln lib/one.js lib/again.js',
  `printf '#!/bin/sh\\n' > bin/run`,
  'chmod 6711 bin/run',
  'ln -s ../bin/run lib/run',
  'ln -s lib there',
  ': > two\\ words/ünï',
  'chmod 400 two\\ words/ünï',
  `printf x > ${LONG}/x`,
  'touch -t 200102030405 lib/one.js',
  // Notes of the tool, and a file that was put there, which pods mount to be read alone.
  'printf {} > package-lock.json',
  '{ printf {} > package.json || true; }',
]

const LEFT: readonly FileEntry[] = [
  fileOf('lib/one.js', 'one\n'),
  fileOf('lib/again.js', 'one\n'),
  fileOf('bin/run', '#!/bin/sh\n', true),
  { type: 'symlink', path: 'lib/run', target: '../bin/run' },
  { type: 'symlink', path: 'there', target: 'lib' },
  fileOf('two words/ünï', ''),
  fileOf(`${LONG}/x`, 'x'),
]

type Marks = Omit<Layer, 'bytes'>

const layerOf = async (output: PhaseOutput): Promise<Marks> =>
  marks(output.kind === 'layer' ? output.layer : await packFiles(FUNCTION_ROOT, output.files))

const marks = ({ descriptor, diffId }: Marks): Marks => ({ descriptor, diffId })

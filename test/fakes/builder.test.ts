import { type BuilderBed, testBuilder } from '../contract/builder.ts'
import type { FileEntry } from '../../src/core/image/content.ts'
import type { PhaseOutput } from '../../src/ports.ts'
import { fakeBuilder } from './builder.ts'
import { npmUnit, packageJson, tool } from './units.ts'
import { untar } from './untar.ts'

const open = async (kind: 'files' | 'layer'): Promise<BuilderBed> => {
  const builder = fakeBuilder(kind)
  const files = [packageJson({ tool: 'file:./tool-1.0.0.tgz' }), await tool.tarball()]
  const contents = (output: PhaseOutput): Promise<readonly FileEntry[]> => {
    if (output.kind === 'files') return Promise.resolve(output.files)
    const layer = builder.layers.get(output.layer.descriptor.digest)
    const entries = untar(layer?.bytes ?? new Uint8Array())
    return Promise.resolve(entries.map((entry) => ({ ...entry, path: entry.path.replace(/^kubeless\//, '') })))
  }
  return {
    builder,
    unit: npmUnit(files),
    installed: tool.installed,
    failing: { unit: npmUnit([packageJson({ none: 'file:./none.tgz' })]), reason: /none\.tgz/ },
    unfit: npmUnit(files, { platform: { os: 'windows', architecture: 'amd64' } }),
    hanging: {
      unit: npmUnit([packageJson({}, { scripts: { preinstall: 'hang' } })]),
      started: () => Promise.resolve(),
    },
    contents,
    leftovers: () => Promise.resolve([]),
    close: () => Promise.resolve(),
  }
}

testBuilder('fakeBuilder("files")', () => open('files'))
testBuilder('fakeBuilder("layer")', () => open('layer'))

import { type BuilderBed, testBuilder } from '../../contract/builder.ts'
import { fileOf } from '../../../src/core/image/content.ts'
import { npmUnit, packageJson, tool } from '../../fakes/units.ts'
import { filesOf, hangingScript, marked, openBed } from './bed.ts'

const open = async (): Promise<BuilderBed> => {
  const { builder, mark, leftovers, close } = await openBed()
  const files = [packageJson({ tool: 'file:./tool-1.0.0.tgz' }), await tool.tarball()]
  return {
    builder,
    unit: npmUnit(files),
    installed: tool.installed,
    failing: { unit: npmUnit([packageJson({ none: 'file:./none.tgz' })]), reason: /npm ENOENT.*none\.tgz/ },
    unfit: npmUnit(files, { platform: { os: 'plan9', architecture: 'amd64' } }),
    hanging: {
      unit: npmUnit([
        packageJson({}, { scripts: { preinstall: 'node hang.cjs' } }),
        fileOf('hang.cjs', hangingScript(mark)),
      ]),
      started: () => marked(mark),
    },
    contents: (output) => Promise.resolve(filesOf(output)),
    leftovers,
    close,
  }
}

testBuilder('openRunnerBuilder() with npm', open)

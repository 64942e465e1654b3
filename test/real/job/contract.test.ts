import { type BuilderBed, testBuilder } from '../../contract/builder.ts'
import { testLayer } from '../../contract/layer.ts'
import { fileOf } from '../../../src/core/image/content.ts'
import { npmUnit, packageJson, tool } from '../../fakes/units.ts'
import { bedFor } from '../bed/cluster.ts'
import { openSite } from './site.ts'

testBuilder('openJobBuilder() on a cluster', async (t): Promise<BuilderBed | undefined> => {
  const bed = await bedFor(t)
  if (bed === undefined) return undefined
  const site = await openSite(t, bed)
  const files = [packageJson({ tool: 'file:./tool-1.0.0.tgz' }), await tool.tarball()]
  return {
    builder: site.builder('1'),
    unit: npmUnit(files),
    installed: tool.installed,
    failing: { unit: npmUnit([packageJson({ none: 'file:./none.tgz' })]), reason: /npm ENOENT.*none\.tgz/ },
    unfit: npmUnit(files, { platform: { os: 'plan9', architecture: 'amd64' } }),
    hanging: {
      unit: npmUnit([
        packageJson({}, { scripts: { preinstall: 'node hang.cjs' } }),
        fileOf('hang.cjs', 'setInterval(() => {}, 1000)'),
      ]),
      started: async () => {
        await site.installing()
      },
    },
    contents: site.contents,
    leftovers: site.leftovers,
    close: () => Promise.resolve(),
  }
})

testLayer('openJobBuilder() on a cluster', async (t) => {
  const bed = await bedFor(t)
  if (bed === undefined) return undefined
  const builder = (await openSite(t, bed)).builder('1')
  return {
    run: (unit) => builder.run(unit, () => undefined, t.signal),
    image: npmUnit([]).phase.image,
    close: () => Promise.resolve(),
  }
})

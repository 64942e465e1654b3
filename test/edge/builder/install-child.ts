import { createHash } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { packFiles } from '../../../src/core/image/layers.ts'
import { openRunnerBuilder } from '../../../src/edge/builder/runner.ts'
import { pythonPackages } from '../../fakes/python-packages.ts'
import { npmUnit, packageJson, pipUnit, tool } from '../../fakes/units.ts'
import { filesOf } from './bed.ts'

// A process of its own, because the umask belongs to the whole process: <umask> <folder> <npm or python version>
const [umask = '', folder = '', what = ''] = process.argv.slice(2)
process.umask(Number.parseInt(umask, 8))
await mkdir(folder, { recursive: true })
const { signal } = new AbortController()
const builder = openRunnerBuilder({ env: process.env, temp: folder })
const unit =
  what === 'npm'
    ? npmUnit([packageJson({ tool: 'file:tool-1.0.0.tgz' }), await tool.tarball()])
    : pipUnit(what, pythonPackages())
const output = await builder.run(unit, () => undefined, signal)
const layer = await packFiles('kubeless', filesOf(output))
const bytes = createHash('sha256').update(layer.bytes).digest('hex')
process.stdout.write(JSON.stringify({ layer: bytes, paths: filesOf(output).map(({ path }) => path) }))
if (output.kind === 'files') await output.release()

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { capture } from '../../../src/edge/exec.ts'

/** Installs the newest official Node of a major version from npm; where that fails the test is skipped, or fails in a complete bed. */
export const nodeFor = async (test: TestContext, major: number): Promise<string | undefined> => {
  const folder = await mkdtemp(join(tmpdir(), 'node-'))
  test.after(() => rm(folder, { recursive: true, force: true }))
  const name = `node-${process.platform}-${process.arch}`
  const flags = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund']
  const { code, stderr } = await capture('npm', ['install', '--prefix', folder, ...flags, `${name}@${major}`], {
    cwd: folder,
  })
  if (code === 0) return join(folder, 'node_modules', name, 'bin', 'node')
  const why = `Cannot install Node.js ${major} from npm: ${stderr.trim().split('\n').at(-1)}`
  if (process.env['FUNCTION_IMAGES_BED'] === 'complete') throw new Error(why)
  test.skip(why)
  return undefined
}

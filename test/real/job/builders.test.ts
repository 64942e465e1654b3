import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import type { Report } from '../../../src/core/report/report.ts'
import { shell } from '../../entry/shell.ts'
import { mirrorOf } from '../bed/bases.ts'
import { type Bed, bedFor } from '../bed/cluster.ts'
import { specOf } from '../bed/desk.ts'
import { startDockerd } from '../bed/dockerd.ts'
import { programFor } from '../bed/programs.ts'

test('a Job and Docker make one image of a function with dependencies', async (t) => {
  const [dockerd, docker] = [await programFor(t, 'dockerd'), await programFor(t, 'docker')]
  const bed = await bedFor(t)
  if (dockerd === undefined || docker === undefined || bed === undefined) return
  const namespace = await bed.namespace(t, { prefix: 'promises-builders', enforce: 'restricted' })
  const daemon = await startDockerd(dockerd, t.signal, { insecureRegistries: [bed.registry] })
  t.after(() => daemon.close())
  const folder = await writeFunctions(t, bed)
  const build = async (builder: string, ...words: readonly string[]): Promise<readonly Made[]> => {
    const place = ['--registry', `${bed.registry}/${namespace}/${builder}`, '--insecure-registries', bed.registry]
    const args = ['build', '--format', 'json', '--builder', builder, '--unpinned', ...place, ...mirrorOf(bed.registry)]
    const env = { DOCKER_HOST: daemon.host }
    const { code, out, err } = await shell([...args, ...words], { cwd: folder, env })
    assert.equal(code, 0, `${err}${out}`)
    const { functions } = JSON.parse(out) as Report
    // What a repository of its own holds was made by this builder.
    assert.deepEqual(
      new Set(functions.map((made) => `${made.state} by ${made.builder}`)),
      new Set([`built by ${builder}`]),
    )
    return functions.map(({ name, tag, digest }) => ({ name, tag, digest }))
  }
  const byJob = await build('job', '--kubeconfig', bed.kubeconfig, '--build-namespace', namespace)
  assert.equal(byJob.length, 2)
  assert.deepEqual(await build('docker', '--docker-network', 'host'), byJob)
})

interface Made {
  readonly name: string
  readonly tag: string | undefined
  readonly digest: string | undefined
}

/** One function of each language that installs. */
const writeFunctions = async (t: TestContext, { npm, pypi }: Bed): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'builders-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const files = {
    'greeter/function.yaml': specOf('greeter', 'nodejs24', 'greeter.run'),
    'greeter/greeter.js': `exports.run = () => require('greeting')('you')\n`,
    'greeter/package.json': JSON.stringify({ dependencies: { greeting: '1.0.0' } }),
    'greeter/.npmrc': `registry=${npm.url}\n`,
    'ship/function.yaml': specOf('ship', 'python3.13', 'ship.run'),
    'ship/ship.py': 'import part\n\n\ndef run(event, context):\n    return str(part.VALUE)\n',
    'ship/requirements.txt': `--index-url ${pypi}\n--trusted-host ${new URL(pypi).hostname}\npart==2.0\n`,
  }
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(folder, path, '..'), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  return folder
}

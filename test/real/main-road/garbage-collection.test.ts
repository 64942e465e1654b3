import assert from 'node:assert/strict'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { isIndex } from '../../../src/core/oci/types.ts'
import { capture } from '../../../src/edge/exec.ts'
import { wheel, wheelName } from '../../fakes/packages.ts'
import { mirrorOf, NODE, PYTHON, pushEmptyBase } from '../bed/bases.ts'
import { openDesk, specOf } from '../bed/desk.ts'
import { startDistribution } from '../bed/distribution.ts'
import { startDockerRegistry } from '../bed/docker-registry.ts'
import { type Program, programFor } from '../bed/programs.ts'
import { openPuller } from '../bed/pull.ts'
import { pythonFor } from '../bed/python-base.ts'

const STARTS = { 'docker-registry': startDockerRegistry, registry: startDistribution } as const

const GREETING = { name: 'greeting', version: '1.0', files: { 'greeting.py': 'X = 1\n' } }

for (const [name, start] of Object.entries(STARTS))
  test(`garbage-collect of ${name}, untagged manifests too, leaves every image whole`, async (t) => {
    const puller = await openPuller(t)
    const python = await pythonFor(t)
    const program = await programFor(t, name as Program)
    if (puller === undefined || python === undefined || program === undefined) return
    const registry = await start()
    t.after(() => registry.stop())
    const hub = await startDockerRegistry()
    t.after(() => hub.stop())
    for (const base of [NODE, PYTHON]) await pushEmptyBase(hub.host, base, ['amd64', 'arm64'])
    const flags = ['--registry', registry.host, ...mirrorOf(hub.host)]
    const desk = await openDesk(t, { flags, programs: dirname(python.path) })
    await desk.write('wide/function.yaml', specOf('wide', 'nodejs24', 'wide.run'))
    await desk.write('wide/wide.js', 'exports.run = () => 1\n')
    await desk.write('deep/function.yaml', specOf('deep', 'python3.13', 'deep.run'))
    await desk.write('deep/deep.py', 'import greeting\n')
    await desk.write('deep/requirements.txt', `./${wheelName(GREETING)}\n`)
    await desk.write(`deep/${wheelName(GREETING)}`, wheel(GREETING))
    assert.equal((await desk.cli('lock')).code, 0)
    const builds = [
      ['--functions', 'wide/function.yaml', '--platforms', 'linux/amd64,linux/arm64'],
      ['--functions', 'deep/function.yaml', '--builder', 'runner'],
    ]
    for (const words of builds) assert.equal((await desk.build(...words)).count('built'), 1)
    const before = await imagesOf(registry.host)

    await registry.kill()
    await collectGarbage(program, dirname(registry.root))
    await registry.start()

    assert.deepEqual(await imagesOf(registry.host), before)
    for (const image of before) await puller.copy(image)
    const kinds = before.map((image) => image.replace(/^[^/]+\//, '').replaceAll(/[0-9a-f]{64}/g, '<hash>'))
    assert.deepEqual(kinds, [
      'deep:<hash>',
      'deep:latest',
      'shared_layers:base-<hash>',
      'shared_layers:base-<hash>',
      'shared_layers:base-<hash>',
      'shared_layers:deps-<hash>',
      'wide:<hash>',
      'wide:<hash>-linux-amd64',
      'wide:<hash>-linux-arm64',
      'wide:latest',
    ])
    const index = await puller.manifest(`${registry.host}/wide:latest`)
    assert.ok(isIndex(index) && index.manifests.length === 2)
    for (const words of builds) assert.equal((await desk.build(...words)).count('skipped'), 1)
  })

const collectGarbage = async (program: string, folder: string): Promise<void> => {
  const words = ['garbage-collect', '--delete-untagged', join(folder, 'config.yml')]
  const { code, stdout, stderr } = await capture(program, words, { cwd: folder })
  assert.equal(code, 0, stderr)
  assert.match(stdout.toString(), /blobs marked, \d+ blobs and \d+ manifests eligible for deletion/)
}

/** Lists every tag of every repository, sorted: `host/repository:tag`. */
const imagesOf = async (host: string): Promise<readonly string[]> => {
  const { repositories } = await jsonOf<{ readonly repositories: readonly string[] }>(`http://${host}/v2/_catalog`)
  const lists = await Promise.all(
    repositories.map(async (repository) => {
      const { tags } = await jsonOf<{ readonly tags: readonly string[] }>(`http://${host}/v2/${repository}/tags/list`)
      return tags.map((tag) => `${host}/${repository}:${tag}`)
    }),
  )
  return lists.flat().sort()
}

const jsonOf = async <T>(url: string): Promise<T> => (await (await fetch(url)).json()) as T

import assert from 'node:assert/strict'
import { chmod, cp, readdir, readFile, symlink } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import { MTIME } from '../../../src/core/oci/tar.ts'
import { type ContainerConfig, type ImageConfig, type ImageManifest, isIndex } from '../../../src/core/oci/types.ts'
import type { FunctionResult } from '../../../src/core/report/report.ts'
import { mirrorOf, NODE, PYTHON, pushNodeBase, pushPythonBase } from '../bed/bases.ts'
import { type Desk, openDesk } from '../bed/desk.ts'
import { startDistribution } from '../bed/distribution.ts'
import { startDockerRegistry } from '../bed/docker-registry.ts'
import { programFor } from '../bed/programs.ts'
import { hashOf, openPuller, type Puller, type Tree, treeOf } from '../bed/pull.ts'
import { pythonFor } from '../bed/python-base.ts'

const TOP = resolve(import.meta.dirname, '../../..')
const REGISTRIES = { 'docker-registry': startDockerRegistry, registry: startDistribution } as const
const PREFIX = 'io.github.function-images'

/** Digests of images that were unpacked: equal digests are equal files, wherever they are. */
const unpacked = new Set<string>()

for (const [program, start] of Object.entries(REGISTRIES))
  test(`the examples come out of ${program} as promised, unpacked by skopeo and umoci`, async (t) => {
    const puller = await openPuller(t)
    const python = await pythonFor(t)
    if (puller === undefined || python === undefined) return
    if ((await programFor(t, program as keyof typeof REGISTRIES)) === undefined) return
    const registry = await start()
    t.after(() => registry.stop())
    await pushNodeBase(registry.host)
    await pushPythonBase(registry.host, python)
    const target = `${registry.host}/acme`
    const digests: string[] = []
    for (const repository of ['{registry}/{name}', '{registry}'])
      await t.test(repository, async (t) => {
        const words = ['--registry', target, '--repository', repository, '--channel', 'main']
        const desk = await openDesk(t, { flags: mirrorOf(registry.host) })
        await copyExamples(desk)
        assert.equal((await desk.cli('lock', ...words)).code, 0)
        const built = await desk.build(...words)
        assert.deepEqual(
          built.functions.map(({ name, state }) => `${name} ${state}`),
          ['hello built', 'orders built', 'shout built', 'wordcount built'],
        )
        for (const result of built.functions) {
          const place = repository === '{registry}' ? target : `${target}/${result.name}`
          const channel = repository === '{registry}' ? `${result.name}.main` : 'main'
          assert.equal(result.image, `${place}:${result.tag}@${result.digest}`)
          await assertImage(result, { host: registry.host, puller })
          if (unpacked.size < unpacked.add(result.digest ?? '').size) await assertFiles(result, desk, puller)
          assert.deepEqual(await puller.manifest(`${place}:${channel}`), await puller.manifest(imageOf(result)))
        }
        digests.push(built.functions.map(({ digest }) => digest).join())
        assert.equal((await desk.build(...words)).count('skipped'), 4)
      })
    assert.equal(digests[0], digests[1], 'the repository is no part of an image')
  })

/** As the examples are, and with an executable file and a link beside. */
const copyExamples = async ({ folder, write }: Desk): Promise<void> => {
  await cp(join(TOP, 'examples'), folder, { recursive: true })
  await write('nodejs/orders/audit.sh', '#!/bin/sh\n')
  await chmod(join(folder, 'nodejs/orders/audit.sh'), 0o700)
  await chmod(join(folder, 'nodejs/orders/orders.js'), 0o600)
  await symlink('lib/prices.js', join(folder, 'nodejs/orders/latest'))
}

interface Looking {
  readonly host: string
  readonly puller: Puller
}

const imageOf = ({ repository, tag }: FunctionResult): string => `${repository}:${tag}`

const assertImage = async (result: FunctionResult, { host, puller }: Looking): Promise<void> => {
  const { name } = result
  assert.ok(name in EXAMPLES)
  const { runtime } = EXAMPLES[name as Example]
  const base = `${host}/hub/${runtime === 'python' ? PYTHON : NODE}`
  const baseManifest = await puller.manifest(base)
  const manifest = await puller.manifest(imageOf(result))
  assert.ok(!isIndex(manifest) && !isIndex(baseManifest))
  assert.deepEqual(manifest.layers.slice(0, -2), baseManifest.layers)
  const config = await puller.config(imageOf(result))
  assertConfig(name as Example, result, config, await puller.config(base))
  assertMarks(runtime, result, manifest, config)
}

const assertFiles = async (result: FunctionResult, desk: Desk, puller: Puller): Promise<void> => {
  const root = await puller.unpack(imageOf(result))
  const tree = { ...(await treeOf(root, 'kubeless')), ...(await treeOf(root, 'function-images')) }
  assert.deepEqual(tree, await expectedTree(result.name as Example, desk.folder))
}

const assertConfig = (name: Example, { tag = '' }: FunctionResult, config: ImageConfig, base: ImageConfig): void => {
  const { runtime, env } = EXAMPLES[name]
  const { Env = [], ...rest } = config.config ?? {}
  const wanted: ContainerConfig = {
    User: '1000:1000',
    Entrypoint:
      runtime === 'python' ? ['python3', '/function-images/kubeless.py'] : ['node', '/function-images/kubeless.mjs'],
    WorkingDir: '/kubeless',
    StopSignal: 'SIGTERM',
    ExposedPorts: { ...base.config?.ExposedPorts, '8080/tcp': {} },
    Labels: { ...base.config?.Labels, [`${PREFIX}.inputs`]: tag },
  }
  assert.deepEqual(rest, wanted)
  const names = new Set(env.map((entry) => entry.split('=')[0]))
  const kept = (base.config?.Env ?? []).filter((entry) => !names.has(entry.split('=')[0]))
  assert.deepEqual([...Env].sort(), [...kept, ...env].sort())
  const { created, os, architecture } = base
  assert.deepEqual(
    { created: config.created, os: config.os, architecture: config.architecture },
    { created, os, architecture },
  )
  assert.equal(config.rootfs.diff_ids.length, base.rootfs.diff_ids.length + 2)
}

const assertMarks = (
  runtime: 'nodejs' | 'python',
  { tag, digest }: FunctionResult,
  manifest: ImageManifest,
  config: ImageConfig,
): void => {
  const {
    [`${PREFIX}.parts`]: parts = '',
    ['org.opencontainers.image.base.digest']: base = '',
    ...rest
  } = manifest.annotations ?? {}
  assert.deepEqual(rest, {
    [`${PREFIX}.inputs`]: tag,
    [`${PREFIX}.diff-ids`]: config.rootfs.diff_ids.slice(-2).join(','),
    'org.opencontainers.image.base.name': `docker.io/${runtime === 'python' ? PYTHON : NODE}`,
  })
  assert.match(base, /^sha256:[0-9a-f]{64}$/)
  assert.ok(parts.length <= 4096 && typeof JSON.parse(parts) === 'object')
  assert.match(`${tag} ${digest}`, /^[0-9a-f]{64} sha256:[0-9a-f]{64}$/)
}

const expectedTree = async (name: Example, folder: string): Promise<Tree> => {
  const { runtime, files } = EXAMPLES[name]
  const shims = await readdir(join(TOP, 'shims', runtime))
  return {
    kubeless: `folder 775 1000:1000 ${MTIME}`,
    ...Object.fromEntries(await Promise.all(files.map((file) => codeEntry(join(folder, runtime, name), file)))),
    'function-images': `folder 755 0:0 ${MTIME}`,
    ...Object.fromEntries(
      await Promise.all(
        shims.map(async (file) => [
          `function-images/${file}`,
          `file 644 0:0 ${MTIME} ${hashOf(await readFile(join(TOP, 'shims', runtime, file)))}`,
        ]),
      ),
    ),
  }
}

const codeEntry = async (folder: string, file: string): Promise<readonly [string, string]> => {
  const path = `kubeless/${file}`
  switch (file) {
    case 'lib':
      return [path, `folder 755 0:0 ${MTIME}`]
    case 'latest':
      return [path, `link 777 0:0 ${MTIME} lib/prices.js`]
    case 'shout.js':
      return [path, `file 644 0:0 ${MTIME} ${hashOf(SHOUT)}`]
    default:
      return [
        path,
        `file ${file.endsWith('.sh') ? 755 : 644} 0:0 ${MTIME} ${hashOf(await readFile(join(folder, file)))}`,
      ]
  }
}

const SHOUT = 'module.exports = {\n  run: (event) => String(event.data).toUpperCase(),\n}\n'

const envOf = (module: string, handler: string, runtime: string): readonly string[] => [
  'KUBELESS_INSTALL_VOLUME=/kubeless',
  `MOD_NAME=${module}`,
  `FUNC_HANDLER=${handler}`,
  `FUNC_RUNTIME=${runtime}`,
  'FUNC_PORT=8080',
]

const nodeEnv = (module: string, handler: string): readonly string[] => [
  ...envOf(module, handler, 'nodejs24'),
  'NODE_PATH=/kubeless/node_modules',
]

const PYTHON_ENV = [
  ...envOf('wordcount', 'count', 'python3.13'),
  'PYTHONPATH=/kubeless/lib/python3.13/site-packages:/kubeless',
  'PYTHONUNBUFFERED=1',
]

/** What the functions of the examples are made of. */
const EXAMPLES = {
  hello: { runtime: 'nodejs', files: ['hello.js'], env: nodeEnv('hello', 'greet') },
  orders: {
    runtime: 'nodejs',
    files: ['audit.sh', 'latest', 'lib', 'lib/prices.js', 'orders.js'],
    env: nodeEnv('orders', 'total'),
  },
  shout: { runtime: 'nodejs', files: ['shout.js'], env: nodeEnv('shout', 'run') },
  wordcount: { runtime: 'python', files: ['wordcount.py'], env: PYTHON_ENV },
} as const

type Example = keyof typeof EXAMPLES

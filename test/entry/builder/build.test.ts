import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { installedLayer } from '../../../src/core/image/dependency-image.ts'
import { parseRepository } from '../../../src/core/oci/reference.ts'
import { openRegistry } from '../../../src/edge/embedded-registry/server.ts'
import { openRegistryClient } from '../../../src/edge/registry/client.ts'
import { buildInPod, type Outcome } from '../../../src/entry/builder/build.ts'
import { untar } from '../../fakes/untar.ts'

const never = new AbortController().signal
const KEY = 'a'.repeat(64)

interface Pod {
  readonly root: string
  readonly host: string
  readonly run: (host?: string) => Promise<Outcome>
}

/** A folder as a pod's containers see it, and a registry. */
const openPod = async (t: TestContext): Promise<Pod> => {
  const folder = await mkdtemp(join(tmpdir(), 'builder-program-'))
  const registry = await openRegistry({ root: join(folder, 'registry') })
  t.after(async () => {
    await registry.close()
    await rm(folder, { recursive: true, force: true })
  })
  const [root, plan] = [join(folder, 'kubeless'), join(folder, 'plan.json')]
  await mkdir(join(root, 'node_modules/a'), { recursive: true })
  await writeFile(join(root, 'node_modules/a/index.js'), '1')
  await writeFile(join(root, 'package.json'), '')
  return {
    root,
    host: registry.host,
    run: async (host = registry.host) => {
      const content = {
        key: KEY,
        platform: { os: 'linux', architecture: 'amd64' },
        shared: parseRepository(`${host}/shop/shared_layers`),
        leaveOut: ['package.json'],
        insecureRegistries: [],
      }
      await writeFile(plan, JSON.stringify(content))
      return buildInPod({ plan, root, env: {} }, never)
    },
  }
}

test('buildInPod() pushes what was installed, without what was given, as the layer of its key', async (t) => {
  const pod = await openPod(t)
  const { exitCode, message } = await pod.run()
  assert.equal(exitCode, 0)
  const client = openRegistryClient({ env: {}, insecureRegistries: [] })
  t.after(() => client.close())
  const shared = parseRepository(`${pod.host}/shop/shared_layers`)
  const answer = await client.manifest({ ...shared, tag: `deps-${KEY}` }, never)
  assert.ok(answer.status === 'present')
  const layer = installedLayer(answer.manifest, KEY)
  assert.ok(layer)
  assert.deepEqual(message, { kind: 'layer', ...layer })
  const paths = untar(await client.blob(shared, layer.descriptor, never)).map(({ path }) => path)
  assert.deepEqual(paths, ['kubeless/node_modules/a/index.js'])
})

for (const [what, make, said] of [
  ['a pipe', (root: string) => void execFileSync('mkfifo', [join(root, 'pipe')]), /"pipe" is neither/],
  ['a link out of the folder', (root: string) => symlink('../plan.json', join(root, 'out')), /outside/],
  ['an absolute link', (root: string) => symlink('/etc/passwd', join(root, 'out')), /an absolute path/],
  ['a file that would delete another', (root: string) => writeFile(join(root, '.wh.a'), ''), /would delete/],
] as const)
  test(`buildInPod() ends with 42 for ${what}, and pushes nothing`, async (t) => {
    const pod = await openPod(t)
    await make(pod.root)
    const { exitCode, message } = await pod.run()
    assert.equal(exitCode, 42)
    assert.match(message.kind === 'error' ? message.message : '', said)
  })

test('buildInPod() ends with 1 when nothing can be pushed', async (t) => {
  const pod = await openPod(t)
  const { exitCode, message } = await pod.run('127.0.0.1:1')
  assert.equal(exitCode, 1)
  assert.match(message.kind === 'error' ? message.message : '', /ECONNREFUSED/)
})

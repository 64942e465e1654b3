import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { openProtectedRegistry } from '../../fakes/protected-registry.ts'
import { openTokenServer } from '../../fakes/token-server.ts'
import { mirrorOf, NODE, pushNodeBase } from '../bed/bases.ts'
import { type Desk, openDesk, specOf } from '../bed/desk.ts'
import { startDistribution } from '../bed/distribution.ts'
import { type DockerRegistry, startDockerRegistry } from '../bed/docker-registry.ts'
import { programFor } from '../bed/programs.ts'
import { openPuller } from '../bed/pull.ts'

/** More than the repositories that one token serves. */
const MANY = 45

test('a second run asks docker-registry one question a function, and a change sends one small layer', async (t) => {
  const registry = await openRegistry(t)
  if (registry === undefined) return
  await pushNodeBase(registry.host)
  const desk = await openDesk(t, { flags: ['--registry', registry.host, ...mirrorOf(registry.host)] })
  await writeFunctions(desk, MANY)
  assert.equal((await desk.cli('lock')).code, 0)
  assert.equal((await desk.build()).count('built'), MANY)

  await t.test('45 functions, 45 requests', async () => {
    const requests = await requestsDuring(registry, async () => {
      assert.equal((await desk.build()).count('skipped'), MANY)
    })
    assert.deepEqual(
      requests.map((line) => line.replace(/[0-9a-f]{64}/, '<tag>')).sort(),
      Array.from({ length: MANY }, (_, index) => `GET /v2/${nameOf(index)}/manifests/<tag> 200`).sort(),
    )
  })

  await t.test('a changed handler sends one layer below 2 kB, and nothing of the base', async () => {
    await desk.write(`${nameOf(7)}/handler.js`, "exports.run = () => 'changed'\n")
    const requests = await requestsDuring(registry, async () => {
      const built = await desk.build()
      assert.deepEqual([built.count('built'), built.count('skipped')], [1, MANY - 1])
      assert.match(built.of(nameOf(7)).reasons[0]?.detail ?? '', /^code changed: handler\.js$/)
      assert.ok((built.of(nameOf(7)).bytesSent ?? Infinity) < 8_000)
    })
    const puts = requests.filter((line) => line.startsWith('PUT '))
    assert.deepEqual(
      puts.map((line) => line.replaceAll(/(?<=blobs\/uploads\/)[^ ]+|[0-9a-f]{64}/g, '…')).sort(),
      [
        'PUT /v2/function-07/blobs/uploads/… 201',
        'PUT /v2/function-07/blobs/uploads/… 201',
        'PUT /v2/function-07/manifests/latest 201',
        'PUT /v2/function-07/manifests/… 201',
      ].sort(),
    )
    assert.deepEqual(
      requests.filter((line) => line.includes('mount=')),
      [],
    )
    const reads = requests.filter((line) => /^(?:GET|HEAD) .*\/blobs\//.test(line))
    assert.ok(reads.length <= 1, `the base's config alone is read:\n${reads.join('\n')}`)
    await assertSmall(t, desk)
  })
})

test('a second run asks for one token for 40 functions', async (t) => {
  const registry = await openRegistry(t)
  if (registry === undefined) return
  await pushNodeBase(registry.host)
  const tokens = await openTokenServer({ grants: { '*': ['pull', 'push'] } })
  t.after(() => tokens.close())
  const front = await openProtectedRegistry({ upstream: registry.host, tokens })
  t.after(() => front.close())
  const desk = await openDesk(t, { flags: ['--registry', front.host, ...mirrorOf(front.host)] })
  await writeFunctions(desk, MANY)
  assert.equal((await desk.cli('lock')).code, 0)
  assert.equal((await desk.build()).count('built'), MANY)
  const [calls, seen] = [tokens.calls.length, front.log.length]
  const requests = await requestsDuring(registry, async () => {
    assert.equal((await desk.build()).count('skipped'), MANY)
  })
  assert.equal(requests.length, MANY)
  assert.ok(tokens.calls.length - calls <= 2, `${tokens.calls.length - calls} tokens`)
  const refused = front.log.slice(seen).filter(({ status }) => status === 401)
  assert.ok(refused.length <= 1, `${refused.length} requests without a token`)
})

test('a base of another registry is streamed once, then mounted, also for repositories that are new', async (t) => {
  const hub = await openRegistry(t)
  if (hub === undefined || (await programFor(t, 'registry')) === undefined) return
  const target = await startDistribution()
  t.after(() => target.stop())
  await pushNodeBase(hub.host)
  const puller = await openPuller(t)
  if (puller === undefined) return
  const manifest = await puller.manifest(`${hub.host}/hub/${NODE}`)
  const layer = 'layers' in manifest ? (manifest.layers[0]?.digest ?? '') : ''
  const desk = await openDesk(t, { flags: ['--registry', target.host, ...mirrorOf(hub.host)] })
  await writeFunctions(desk, 5)
  assert.equal((await desk.cli('lock')).code, 0)

  const streamed = await traffic(hub, target, layer, async () => {
    assert.equal((await desk.build()).count('built'), 5)
  })
  assert.deepEqual(streamed, { read: 1, uploaded: 1, mounted: 5, shared: 3 })

  await desk.write(`${nameOf(0)}/handler.js`, "exports.run = () => 'changed'\n")
  const changed = await traffic(hub, target, layer, async () => {
    assert.equal((await desk.build()).count('built'), 1)
  })
  assert.deepEqual(changed, { read: 0, uploaded: 0, mounted: 0, shared: 0 })

  const words = ['--repository', '{registry}/other/{name}']
  const elsewhere = await traffic(hub, target, layer, async () => {
    const built = await desk.build(...words)
    assert.equal(built.count('built'), 5)
    for (const { repository, tag } of built.functions) await puller.copy(`${repository}:${tag}`)
  })
  assert.deepEqual(elsewhere, { read: 0, uploaded: 0, mounted: 5, shared: 0 })
})

const openRegistry = async (t: TestContext): Promise<DockerRegistry | undefined> => {
  if ((await programFor(t, 'docker-registry')) === undefined) return undefined
  const registry = await startDockerRegistry()
  t.after(() => registry.stop())
  return registry
}

const nameOf = (index: number): string => `function-${String(index).padStart(2, '0')}`

const writeFunctions = async (desk: Desk, count: number): Promise<void> => {
  for (let index = 0; index < count; index += 1) {
    await desk.write(`${nameOf(index)}/function.yaml`, specOf(nameOf(index), 'nodejs24', 'handler.run'))
    await desk.write(`${nameOf(index)}/handler.js`, `exports.run = () => 'function ${index}'\n`)
  }
}

/** Lists what a registry was asked while `act` ran: `GET /v2/… 200`. */
const requestsDuring = async (registry: DockerRegistry, act: () => Promise<void>): Promise<readonly string[]> => {
  const before = (await registry.accessLog()).length
  await act()
  const lines = (await registry.accessLog()).slice(before)
  return lines.map((line) => line.replace(/^.*?"([A-Z]+) ([^ ]+) [^"]*" (\d+) .*$/, '$1 $2 $3'))
}

/** Counts how the base's layer went from one registry to another while `act` ran. */
const traffic = async (hub: DockerRegistry, target: DockerRegistry, layer: string, act: () => Promise<void>) => {
  let read: readonly string[] = []
  const requests = await requestsDuring(target, async () => {
    read = await requestsDuring(hub, act)
  })
  const hex = layer.slice('sha256:'.length)
  const own = requests.filter((line) => line.includes(hex))
  return {
    read: read.filter((line) => line.startsWith('GET ') && line.includes(`/blobs/sha256:${hex}`)).length,
    uploaded: own.filter((line) => line.startsWith('PUT ') && line.endsWith(' 201')).length,
    mounted: own.filter((line) => /^POST .*[?&]mount=.* 201$/.test(line)).length,
    // The base as an image: its layer, its config, its manifest.
    shared: requests.filter((line) => line.startsWith('PUT /v2/shared_layers/')).length,
  }
}

const assertSmall = async (t: TestContext, desk: Desk): Promise<void> => {
  const puller = await openPuller(t)
  const { repository, tag } = (await desk.build()).of(nameOf(7))
  const manifest = await puller?.manifest(`${repository}:${tag}`)
  const code = manifest !== undefined && 'layers' in manifest ? manifest.layers.at(-1) : undefined
  assert.ok(code !== undefined && code.size < 2_000, `${code?.size} bytes`)
}

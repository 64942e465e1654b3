import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { parseAllDocuments } from 'yaml'
import type { Digest } from '../../src/core/oci/digest.ts'
import { BUILT_IN } from '../../src/core/runtime/catalogue.ts'
import { openRegistry } from '../../src/edge/embedded-registry/server.ts'
import type { Pins } from '../../src/core/runtime/lock.ts'
import { ROOT } from '../../tools/bundle.ts'
import { lockedPins, pinsModule, specs } from '../../tools/pins.ts'
import { pushBaseImage } from '../fakes/base-image.ts'
import { openInternet } from '../fakes/internet.ts'

interface Spec {
  readonly spec: { readonly runtime: string }
}

test('specs() has a function for each built-in runtime', () => {
  const documents = parseAllDocuments(specs())
  assert.deepEqual(
    documents.map((document) => (document.toJS() as Spec).spec.runtime),
    [...BUILT_IN.keys()],
  )
})

test('pinsModule() is a module that gives the pins back', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pins-test-'))
  try {
    const pins: Pins = new Map<string, Digest>([
      ['b/two:1', `sha256:${'2'.repeat(64)}`],
      ['a/one:1', `sha256:${'1'.repeat(64)}`],
    ])
    const file = join(folder, 'pins.ts')
    await writeFile(file, pinsModule(pins))
    const { RELEASE_PINS } = (await import(pathToFileURL(file).href)) as { readonly RELEASE_PINS: Pins }
    assert.deepEqual([...RELEASE_PINS], [...pins].reverse())
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('lockedPins() has today’s digest of every base image', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pins-test-'))
  const registry = await openRegistry({ root: join(folder, 'registry') })
  const internet = await openInternet({ 'registry-1.docker.io': `http://${registry.host}` })
  try {
    const wanted = new Map<string, Digest>()
    for (const { base } of BUILT_IN.values()) {
      const { path, tag = '' } = base
      wanted.set(`docker.io/${path}:${tag}`, await pushBaseImage({ host: registry.host, repository: path, tag }))
    }
    await writeFile(join(folder, 'ca.pem'), internet.certificate)
    const reach = { HTTPS_PROXY: internet.proxy, NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem') }
    const pins = await lockedPins(ROOT, { PATH: process.env['PATH'], HOME: folder, ...reach })
    assert.deepEqual(pins, wanted)
  } finally {
    await internet.close()
    await registry.close()
    await rm(folder, { recursive: true })
  }
})

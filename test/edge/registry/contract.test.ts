import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, type TestContext } from 'node:test'
import { type EmbeddedRegistry, openRegistry } from '../../../src/edge/embedded-registry/server.ts'
import { openRegistryClient } from '../../../src/edge/registry/client.ts'
import { registryContract } from '../../contract/registry.ts'

/** Waits between attempts are over at once. */
const impatient = { now: () => Date.now(), sleep: () => Promise.resolve() }

const opened: { readonly root: string; readonly server: EmbeddedRegistry }[] = []

before(async () => {
  for (const name of ['one', 'two']) {
    const root = await mkdtemp(join(tmpdir(), `contract-${name}-`))
    opened.push({ root, server: await openRegistry({ root }) })
  }
})

after(async () => {
  for (const { root, server } of opened) {
    await server.close()
    await rm(root, { recursive: true })
  }
})

registryContract('openRegistryClient()', async (t: TestContext) => {
  const registry = openRegistryClient({ env: {}, insecureRegistries: [], clock: impatient })
  t.after(() => registry.close())
  const [host = '', otherHost = ''] = opened.map(({ server }) => server.host)
  return { registry, host, otherHost }
})

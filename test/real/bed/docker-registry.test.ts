import assert from 'node:assert/strict'
import { access } from 'node:fs/promises'
import { test } from 'node:test'
import { startDistribution } from './distribution.ts'
import { startDockerRegistry } from './docker-registry.ts'

for (const start of [startDockerRegistry, startDistribution]) {
  test(`${start.name}() serves, logs, comes back on the same port after kill(), and leaves nothing`, async () => {
    const registry = await start({ http: { headers: { 'X-Bed': ['yes'] } } })
    const first = await fetch(`http://${registry.host}/v2/`)
    assert.deepEqual([first.status, first.headers.get('x-bed')], [200, 'yes'])
    const before = registry.pid
    await registry.kill()
    await assert.rejects(fetch(`http://${registry.host}/v2/`))
    await registry.start({ storage: { maintenance: { readonly: { enabled: true } } } })
    assert.notEqual(registry.pid, before)
    const refused = await fetch(`http://${registry.host}/v2/a/blobs/uploads/`, { method: 'POST' })
    assert.equal(refused.status, 405)
    assert.ok((await registry.accessLog()).some((line) => line.includes('"POST /v2/a/blobs/uploads/ HTTP/1.1" 405')))
    const { root } = registry
    await registry.stop()
    await assert.rejects(access(root))
  })
}

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { digestOf } from '../../src/core/oci/digest.ts'
import { registryContract } from '../contract/registry.ts'
import { fakeRegistry } from './registry.ts'

registryContract('fakeRegistry()', async () => ({
  registry: fakeRegistry(),
  host: 'one.test',
  otherHost: 'two.test',
}))

/** Never aborts: in one process with all other tests, a clock that runs from the import would. */
const { signal } = new AbortController()

test('fakeRegistry() counts calls, by what they were about', async () => {
  const registry = fakeRegistry()
  await registry.manifest({ registry: 'one.test', path: 'a', tag: 'x' }, signal)
  await registry.manifest({ registry: 'one.test', path: 'b', tag: 'x' }, signal)
  assert.deepEqual([registry.count('manifest'), registry.count('manifest', '/b'), registry.count('upload')], [2, 1, 0])
})

test('fakeRegistry() says unknown, and takes nothing, where it is told to fail', async () => {
  const registry = fakeRegistry()
  registry.failFor('one.test/a')
  const repository = { registry: 'one.test', path: 'a' }
  assert.equal((await registry.manifest({ ...repository, tag: 'x' }, signal)).status, 'unknown')
  assert.equal((await registry.manifest({ ...repository, path: 'b', tag: 'x' }, signal)).status, 'absent')
  const bytes = Buffer.from('x')
  const descriptor = { mediaType: 'a/b', digest: digestOf(bytes), size: 1 }
  await assert.rejects(registry.upload(repository, { descriptor, bytes }, signal), { code: 'REGISTRY_FAILED' })
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { CONFIG_MAPS } from '../../../src/core/cluster/resource.ts'
import { type Bed, bedFor } from '../bed/cluster.ts'
import { clientFor } from './client.ts'
import { openFaulty } from './faulty.ts'
import { follow, setTo } from './follower.ts'

const never = new AbortController().signal

test('K13 followers and requests carry on over an API server that is killed and started 20 s later', async (t) => {
  const bed = await bedFor(t)
  if (bed === undefined) return
  const namespace = await bed.namespace(t, { prefix: 'cluster' })
  const { cluster } = await clientFor(t, bed.kubeconfig)
  const { told, until } = await follow(t, cluster, namespace)
  await setTo(bed, namespace, 'before')
  await until('before')
  await bed.kill('api-server')
  const asked = cluster.list(CONFIG_MAPS, { namespace }, never)
  await sleep(20_000)
  await bed.start('api-server')
  assert.ok((await asked).length > 0)
  await setTo(bed, namespace, 'after')
  await until('after')
  assert.deepEqual(told, ['before', 'after'])
})

test('K12 a follower lists anew and compares when the server has forgotten where it was', async (t) => {
  const scene = await openFaulty(t, '')
  if (scene === undefined) return
  const { bed, namespace, proxy } = scene
  const { told, until } = await follow(t, scene.cluster, scene.namespace)
  await setTo(bed, namespace, 'first')
  await until('first')
  proxy.script('* /: reset')
  await setTo(bed, namespace, 'unseen')
  await setTo(bed, namespace, 'last')
  await compact(bed)
  await bed.kill('api-server')
  await bed.start('api-server')
  proxy.script('')
  await until('last')
  assert.deepEqual(told, ['first', 'last'])
})

/** Has etcd forget all but the present. https://etcd.io/docs/v3.6/dev-guide/api_grpc_gateway/ */
const compact = async (bed: Bed): Promise<void> => {
  const list = JSON.parse(await bed.kubectl(['get', '--raw', '/api/v1/namespaces?limit=1'])) as {
    readonly metadata: { readonly resourceVersion: string }
  }
  const response = await fetch('http://127.0.0.1:2379/v3/kv/compaction', {
    method: 'POST',
    body: JSON.stringify({ revision: list.metadata.resourceVersion, physical: true }),
  })
  assert.equal(response.status, 200, await response.text())
}

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { CONFIG_MAPS } from '../../../src/core/cluster/resource.ts'
import { NODE } from '../bed/bases.ts'
import { bedFor } from '../bed/cluster.ts'
import { openDoorway } from '../bed/doorway.ts'
import { runPod } from '../bed/pod.ts'
import { clientFor } from './client.ts'
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

test('K12 a follower whose place is compacted away in etcd asks for all there is, and learns what went meanwhile', async (t) => {
  const bed = await bedFor(t)
  if (bed === undefined) return
  const namespace = await bed.namespace(t, { prefix: 'cluster' })
  const way = await openDoorway(t, bed.kubeconfig)
  const { cluster } = await clientFor(t, way.kubeconfig)
  const { told, until } = await follow(t, cluster, namespace)
  await setTo(bed, namespace, 'first')
  await until('first')
  await way.shut()
  await setTo(bed, namespace, 'unseen')
  await bed.kubectl(['delete', 'configmap', 'x', '--namespace', namespace])
  await bed.compact()
  await bed.kill('api-server')
  await bed.start('api-server')
  const since = new Date()
  await way.open()
  await until('deleted')
  assert.deepEqual(told, ['first', 'deleted'])
  const watches = (await bed.audit(since)).filter(
    ({ user, namespace: where, verb }) => user === 'admin' && where === namespace && verb === 'watch',
  )
  const anew = watches.map(({ uri }) => new URL(uri, bed.server).searchParams.get('sendInitialEvents'))
  assert.deepEqual(anew, [null, 'true'])
})

test('a part that was killed starts again, and pods run on it', async (t) => {
  const bed = await bedFor(t)
  if (bed === undefined) return
  const namespace = await bed.namespace(t)
  // The API server was killed above.
  for (const part of ['kubelet', 'containerd', 'registry'] as const) {
    await bed.kill(part)
    await bed.start(part)
  }
  const end = await runPod(bed, namespace, { image: NODE, script: 'echo on' })
  assert.deepEqual(end, { phase: 'Succeeded', log: 'on\n' })
})

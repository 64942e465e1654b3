import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isRefused } from '../../src/core/cluster/refusal.ts'
import { CONFIG_MAPS, DEPLOYMENTS, JOBS } from '../../src/core/cluster/resource.ts'
import { clusterContract } from '../contract/cluster.ts'
import { fakeCluster } from './cluster.ts'

clusterContract('fakeCluster()', async () => {
  const cluster = fakeCluster()
  return {
    cluster,
    namespace: 'contract',
    applyAs: async (manager, resource, object) => void cluster.applyAs(manager, resource, object),
    logged: async () => {
      const pod = { namespace: 'contract', name: 'logged' }
      const lines = ['one', 'two', 'three']
      const log = cluster.log(pod, 'main')
      log.write(...lines)
      log.end()
      return { pod, container: 'main', lines }
    },
  }
})

const never = new AbortController().signal
const key = { namespace: 'prod', name: 'x' }

test('fakeCluster() refuses what a test plants, once', async () => {
  const cluster = fakeCluster()
  cluster.refuse({ verb: 'create', plural: 'jobs', status: 403, message: 'exceeded quota' })
  await assert.rejects(cluster.create(JOBS, { metadata: key }, never), (error) => isRefused(error, 403))
  await cluster.create(JOBS, { metadata: key }, never)
})

test('fakeCluster() gives planted warnings with the write', async () => {
  const cluster = fakeCluster()
  cluster.warn({ verb: 'create', plural: 'jobs', warnings: ['would violate PodSecurity'] })
  const { warnings } = await cluster.create(JOBS, { metadata: key }, never)
  assert.deepEqual(warnings, ['would violate PodSecurity'])
})

test('fakeCluster() refuses what the account has no right to, in the words of the API server', async () => {
  const rules = [{ verbs: ['get'], apiGroups: [''], resources: ['*'], resourceNames: [] }]
  const cluster = fakeCluster({ rights: { rules, incomplete: false } })
  await cluster.get(CONFIG_MAPS, key, never)
  await assert.rejects(cluster.create(JOBS, { metadata: key }, never), {
    message:
      'Cannot create Job "x" in namespace "prod": jobs.batch "x" is forbidden: User "fake" cannot create resource "jobs" in API group "batch" in the namespace "prod"',
  })
})

test('fakeCluster() counts one list and one watch for followers of the same', async () => {
  const cluster = fakeCluster()
  const end = new AbortController()
  const followers = [1, 2].map(() => cluster.follow(JOBS, { namespace: 'prod' }, end.signal)[Symbol.asyncIterator]())
  for (const follower of followers) assert.deepEqual((await follower.next()).value, { kind: 'synced' })
  assert.deepEqual(
    cluster.requests.map(({ verb, resource }) => `${verb} ${resource}`),
    ['list jobs.batch', 'watch jobs.batch'],
  )
  end.abort()
})

test('fakeCluster() has controllers react to what is written', async () => {
  const cluster = fakeCluster()
  cluster.react(DEPLOYMENTS, (object) => {
    if (object.status?.replicas !== 1)
      cluster.change(DEPLOYMENTS, key, (live) => ({ ...live, status: { ...live.status, replicas: 1 } }))
  })
  await cluster.apply(DEPLOYMENTS, { metadata: key }, {}, never)
  for await (const change of cluster.follow(DEPLOYMENTS, { namespace: 'prod' }, never))
    if (change.kind === 'present' && change.object.status?.replicas === 1) break
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Deployment } from '../../../src/core/cluster/object.ts'
import { refusalOf } from '../../../src/core/cluster/refusal.ts'
import { CONFIG_MAPS, DEPLOYMENTS, JOBS } from '../../../src/core/cluster/resource.ts'
import { ActionError } from '../../../src/core/errors.ts'
import { fakeCluster } from '../../fakes/cluster.ts'
import { openFaultProxy } from '../../fakes/fault-proxy.ts'
import { impatient } from '../registry/serve.ts'
import { clientOf, openBed } from './bed.ts'

const never = new AbortController().signal
const key = { namespace: 'prod', name: 'x' }
const configMap = { metadata: key, data: { a: '1' } }

const errorOf = async (work: Promise<unknown>): Promise<ActionError> => {
  const error: unknown = await work.catch((failure: unknown) => failure)
  assert.ok(error instanceof ActionError, String(error))
  return error
}

for (const status of [429, 503])
  test(`K14 a request that is answered ${status} with Retry-After in seconds is sent again, not sooner`, async (t) => {
    const clock = impatient()
    const script = `GET /configmaps: 2*status(${status}, {"retry-after": "3"}) -> pass`
    const { cluster, proxy } = await openBed(t, { clock, script })
    assert.equal(await cluster.get(CONFIG_MAPS, key, never), undefined)
    assert.equal(proxy.seen('GET /configmaps').length, 3)
    assert.equal(clock.slept.length, 2)
    assert.ok(clock.slept.every((wait) => wait >= 3000 && wait < 4000))
  })

test('K14 a Retry-After that is a date is waited for', async (t) => {
  const clock = impatient()
  const date = new Date(Date.now() + 30_000).toUTCString()
  const { cluster } = await openBed(t, {
    clock,
    script: `GET /configmaps: 1*status(429, {"retry-after": "${date}"}) -> pass`,
  })
  await cluster.get(CONFIG_MAPS, key, never)
  assert.ok((clock.slept[0] ?? 0) > 20_000)
})

test('K14 a POST that is answered 429 is sent again and done once', async (t) => {
  const script = 'POST /configmaps: 2*status(429, {"retry-after": "1"}) -> pass'
  const { cluster, server } = await openBed(t, { clock: impatient(), script })
  await cluster.create(CONFIG_MAPS, configMap, never)
  assert.equal(server.cluster.requests.filter(({ verb }) => verb === 'create').length, 1)
})

test('K14 a watch that is answered 429 comes back after what was asked for', async (t) => {
  const clock = impatient()
  const script = 'GET watch=true: 2*status(429, {"retry-after": "7"}) -> pass'
  const { cluster } = await openBed(t, { clock, script })
  for await (const change of cluster.follow(CONFIG_MAPS, { namespace: 'prod' }, never))
    if (change.kind === 'synced') break
  assert.ok(clock.slept.slice(0, 2).every((wait) => wait >= 7000))
})

test('K14 a server that never has time is given up after the budget, in its own words', async (t) => {
  const body =
    '{\\"kind\\":\\"Status\\",\\"reason\\":\\"TooManyRequests\\",\\"message\\":\\"too busy\\",\\"code\\":429}'
  const script = `GET /configmaps: status(429, {"retry-after": "50"}, "${body}")`
  const { cluster } = await openBed(t, { clock: impatient(), script })
  const error = await errorOf(cluster.get(CONFIG_MAPS, key, never))
  assert.equal(error.message, 'Cannot get ConfigMap "x" in namespace "prod": too busy')
  assert.equal(refusalOf(error)?.status, 429)
})

test('K14 a wait ends with the signal', async (t) => {
  const controller = new AbortController()
  const reason = new Error('cancelled')
  const hooks = { abort: () => setImmediate(() => controller.abort(reason)) }
  const script = 'GET /configmaps: call("abort")+status(429, {"retry-after": "60"})'
  const { cluster } = await openBed(t, { script, hooks: { abort: () => void hooks.abort() } })
  await assert.rejects(cluster.get(CONFIG_MAPS, key, controller.signal), (error) => error === reason)
})

test('openCluster() sends a POST again whose answer was lost, and gives AlreadyExists to the caller', async (t) => {
  const { cluster, server } = await openBed(t, { clock: impatient(), script: 'POST /configmaps: 1*drop -> pass' })
  await cluster.version(never)
  const error = await errorOf(cluster.create(CONFIG_MAPS, configMap, never))
  assert.equal(refusalOf(error)?.reason, 'AlreadyExists')
  assert.ok(server.cluster.read(CONFIG_MAPS, key))
})

test('openCluster() sends again what met a reset, and what was cut in its answer', async (t) => {
  const script = 'GET /configmaps/x: 1*reset -> 1*resetReply@10 -> 1*cut@10 -> pass'
  const { cluster, server, proxy } = await openBed(t, { clock: impatient(), script })
  server.cluster.put(CONFIG_MAPS, configMap)
  assert.deepEqual((await cluster.get(CONFIG_MAPS, key, never))?.data, { a: '1' })
  assert.equal(proxy.seen('GET /configmaps/x').length, 4)
})

test('openCluster() does not repeat a 500: that is also the answer to a field that does not exist', async (t) => {
  const body = '{\\"kind\\":\\"Status\\",\\"message\\":\\"failed to create typed patch object\\",\\"code\\":500}'
  const { cluster, proxy } = await openBed(t, { script: `PATCH /deployments: status(500, {}, "${body}")` })
  const error = await errorOf(cluster.apply(DEPLOYMENTS, { metadata: key }, {}, never))
  assert.match(error.message, /^Cannot apply Deployment "x" in namespace "prod": failed to create typed patch object$/)
  assert.equal(proxy.log.length, 1)
})

test('openCluster() gives up soon on a server that never answered, and asks whether the address is right', async (t) => {
  const gone = await openFaultProxy({ upstream: '127.0.0.1:1' })
  await gone.close()
  const clock = impatient()
  const cluster = await clientOf(gone.url, { clock })
  t.after(() => cluster.close())
  const error = await errorOf(cluster.version(never))
  assert.match(error.message, /^Cannot ask the API server for its version: connect ECONNREFUSED/)
  assert.match(error.hint ?? '', /Is the cluster running/)
  assert.ok(clock.slept.reduce((sum, wait) => sum + wait, 0) < 10_000)
})

test('openCluster() waits for a server that has answered before', async (t) => {
  const { cluster, proxy } = await openBed(t, { clock: impatient() })
  await cluster.version(never)
  proxy.script('GET /configmaps: 12*reset -> pass')
  assert.equal(await cluster.get(CONFIG_MAPS, key, never), undefined)
})

test('openCluster() keeps one connection for requests after each other', async (t) => {
  const { cluster, proxy } = await openBed(t)
  for (let count = 0; count < 20; count += 1) await cluster.list(CONFIG_MAPS, { namespace: 'prod' }, never)
  assert.deepEqual(new Set(proxy.log.map(({ connection }) => connection)), new Set([1]))
})

test('openCluster() sends and gives back fields that nobody here knows', async (t) => {
  const { cluster } = await openBed(t)
  const object = { metadata: key, spec: { brandNewField: { inner: 1 } } } as unknown as Deployment
  const { object: made } = await cluster.create(DEPLOYMENTS, object, never)
  assert.deepEqual(made.spec, { brandNewField: { inner: 1 } })
})

test('openCluster() asks for strict validation and names its field manager in every write', async (t) => {
  const { cluster, proxy } = await openBed(t)
  await cluster.create(CONFIG_MAPS, configMap, never)
  await cluster.apply(CONFIG_MAPS, configMap, {}, never)
  await cluster.patch(CONFIG_MAPS, key, [{ op: 'add', path: '/data/b', value: '1' }], never)
  const writes = proxy.seen('POST|PATCH /configmaps')
  assert.equal(writes.length, 3)
  for (const { target } of writes) assert.match(target, /fieldManager=function-images&fieldValidation=Strict/)
})

test('openCluster() gives the warnings of a write', async (t) => {
  const { cluster, server } = await openBed(t)
  server.cluster.warn({ verb: 'create', plural: 'jobs', warnings: ['would violate "restricted"', 'second'] })
  const { warnings } = await cluster.create(JOBS, { metadata: key }, never)
  assert.deepEqual(warnings, ['would violate "restricted"', 'second'])
})

test('openCluster() reads a list of any number of pages', async (t) => {
  const { cluster, server, proxy } = await openBed(t)
  for (let count = 0; count < 1200; count += 1)
    server.cluster.put(CONFIG_MAPS, { metadata: { namespace: 'prod', name: `x${count}` } })
  const all = await cluster.list(CONFIG_MAPS, { namespace: 'prod' }, never)
  assert.equal(new Set(all.map(({ metadata }) => metadata?.name)).size, 1200)
  assert.equal(proxy.log.length, 3)
})

test('openCluster() begins a list again when the server has forgotten its first page', async (t) => {
  const { cluster, server } = await openBed(t, { script: 'GET continue=: 1*status(410, {}, "{}") -> pass' })
  for (let count = 0; count < 600; count += 1)
    server.cluster.put(CONFIG_MAPS, { metadata: { namespace: 'prod', name: `x${count}` } })
  assert.equal((await cluster.list(CONFIG_MAPS, { namespace: 'prod' }, never)).length, 600)
})

test('openCluster() reads compressed answers', async (t) => {
  const { cluster, server } = await openBed(t, { script: 'GET /configmaps: gzip' })
  server.cluster.put(CONFIG_MAPS, configMap)
  assert.equal((await cluster.list(CONFIG_MAPS, { namespace: 'prod' }, never)).length, 1)
})

test('openCluster() says of an answer that is no JSON that something may stand between', async (t) => {
  const { cluster } = await openBed(t, { script: 'GET /configmaps: status(200, {}, "<html>Log in</html>")' })
  const error = await errorOf(cluster.get(CONFIG_MAPS, key, never))
  assert.match(error.message, /the answer is no JSON: is there a proxy on the way\?/)
})

test('openCluster() shows no token, even if the server throws it back', async (t) => {
  const script =
    'GET /configmaps: status(400, {}, "{\\"kind\\":\\"Status\\",\\"message\\":\\"bad token secret-token\\"}")'
  const { cluster } = await openBed(t, { script })
  const error = await errorOf(cluster.get(CONFIG_MAPS, key, never))
  assert.equal(error.message, 'Cannot get ConfigMap "x" in namespace "prod": bad token ***')
  assert.doesNotMatch(JSON.stringify(error.cause), /secret-token/)
})

test('K16 a verb that the account may not use is named with its resource, and what to do', async (t) => {
  const rules = [{ verbs: ['get'], apiGroups: ['*'], resources: ['*'], resourceNames: [] }]
  const { cluster, proxy } = await openBed(t, { cluster: fakeCluster({ rights: { rules, incomplete: false } }) })
  const error = await errorOf(cluster.create(JOBS, { metadata: key }, never))
  assert.match(
    error.message,
    /^Cannot create Job "x" in namespace "prod": .*cannot create resource "jobs" in API group "batch"/,
  )
  assert.match(error.hint ?? '', /docs\/rbac\.md/)
  assert.equal(proxy.log.length, 1)
})

test('K16 a follower whose account may not watch is told so', async (t) => {
  const rules = [{ verbs: ['get', 'list'], apiGroups: ['*'], resources: ['*'], resourceNames: [] }]
  const { cluster, proxy } = await openBed(t, { cluster: fakeCluster({ rights: { rules, incomplete: false } }) })
  proxy.script('GET watch=true: status(403, {}, "{\\"message\\":\\"jobs is forbidden: somebody cannot watch\\"}")')
  const error = await errorOf(Array.fromAsync(cluster.follow(JOBS, { namespace: 'prod' }, never)))
  assert.equal(error.message, 'Cannot follow jobs in namespace "prod": jobs is forbidden: somebody cannot watch')
})

test('openCluster() asks again when a server that was away denies what it allowed', async (t) => {
  const { cluster, proxy } = await openBed(t, { clock: impatient() })
  await cluster.version(never)
  proxy.script('GET /configmaps: 3*reset -> 2*status(403, {}, "{}") -> pass')
  assert.equal(await cluster.get(CONFIG_MAPS, key, never), undefined)
})

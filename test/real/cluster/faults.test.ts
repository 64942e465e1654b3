import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { CONFIG_MAPS } from '../../../src/core/cluster/resource.ts'
import type { Bed } from '../bed/cluster.ts'
import { type Faulty, openFaulty } from './faulty.ts'

const never = new AbortController().signal

const setTo = (bed: Bed, namespace: string, value: string): Promise<string> =>
  bed.kubectl(
    ['apply', '--filename', '-'],
    JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x', namespace }, data: { value } }),
  )

/** Values in the order in which a follower is told of them. */
const follow = async (
  t: TestContext,
  { cluster, namespace }: Faulty,
): Promise<{ readonly told: readonly string[]; readonly until: (value: string) => Promise<void> }> => {
  const end = new AbortController()
  t.after(() => end.abort())
  const told: string[] = []
  const { promise: synced, resolve, reject } = Promise.withResolvers<void>()
  void (async () => {
    for await (const change of cluster.follow(CONFIG_MAPS, { namespace, fieldSelector: 'metadata.name=x' }, end.signal))
      if (change.kind === 'synced') resolve()
      else told.push(change.kind === 'deleted' ? 'deleted' : (change.object.data?.['value'] ?? ''))
  })().catch(reject)
  await synced
  return {
    told,
    until: async (value) => {
      for (let tries = 0; !told.includes(value) && tries < 600; tries += 1) await sleep(100)
      assert.ok(told.includes(value), `never told ${value}, but ${told.join(', ')}`)
    },
  }
}

/** Watches, whether they stream the first list or not. */
const WATCH = 'GET configmaps*watch'

const EXPIRED = JSON.stringify({
  type: 'ERROR',
  object: { kind: 'Status', apiVersion: 'v1', status: 'Failure', reason: 'Expired', code: 410, message: 'too old' },
})

const FAULTS: readonly (readonly [what: string, step: string])[] = [
  ['is answered with 410', 'status(410, {"content-type": "application/json"}, "{}")'],
  ['begins with a 410 as an event', `body(${JSON.stringify(`${EXPIRED}\n`)})`],
  ['is cut in the middle of a line', 'resetReply@40'],
  ['holds a line of garbage', 'body("{\\"type\\": nonsense\\n")'],
  ['is refused with 500', 'status(500, {}, "no")'],
  ['says nothing for longer than it may', 'stall'],
]

for (const [what, step] of FAULTS)
  test(`K12 a follower misses nothing where a watch ${what}`, async (t) => {
    const scene = await openFaulty(t, '')
    if (scene === undefined) return
    const { bed, namespace, proxy } = scene
    const { told, until } = await follow(t, scene)
    await setTo(bed, namespace, 'first')
    await until('first')
    proxy.script(`${WATCH}: 2*${step} -> pass`)
    // The watch that is open ends after its 10 s; those that follow it are the faulty ones.
    await setTo(bed, namespace, 'second')
    await until('second')
    for (let tries = 0; proxy.seen(WATCH).filter(({ fault }) => fault === step).length < 2 && tries < 900; tries += 1)
      await sleep(100)
    await setTo(bed, namespace, 'third')
    await until('third')
    await bed.kubectl(['delete', 'configmap', 'x', '--namespace', namespace])
    await until('deleted')
    assert.deepEqual(told, ['first', 'second', 'third', 'deleted'])
  })

test('K12 a follower lists anew and compares when the server has forgotten where it was', async (t) => {
  if (process.env['FUNCTION_IMAGES_BED'] !== 'complete') return t.skip('Only where the bed is ours alone')
  const scene = await openFaulty(t, '')
  if (scene === undefined) return
  const { bed, namespace, proxy } = scene
  const { told, until } = await follow(t, scene)
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

for (const [status, wait] of [
  [429, '1'],
  [503, '1'],
] as const)
  test(`K14 requests that are answered with ${status} are sent again when the server says, and no sooner`, async (t) => {
    const refusal = `status(${status}, {"retry-after": "${wait}"}, "{}")`
    const scene = await openFaulty(t, `GET|POST|PATCH|DELETE configmaps: 2*${refusal} -> pass`)
    if (scene === undefined) return
    const { bed, namespace, proxy, cluster } = scene
    const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x', namespace }, data: { value: 'made' } }
    await cluster.create(CONFIG_MAPS, object, never)
    assert.equal(proxy.seen('POST configmaps').length, 3)
    const value = await bed.kubectl([
      'get',
      'configmap',
      'x',
      '--namespace',
      namespace,
      '--output=jsonpath={.data.value}',
    ])
    assert.equal(value, 'made')
  })

import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ConfigMap } from '../../../src/core/cluster/object.ts'
import { CONFIG_MAPS } from '../../../src/core/cluster/resource.ts'
import type { ObjectChange } from '../../../src/ports.ts'
import { impatient } from '../registry/serve.ts'
import { type BedOptions, openBed, type ProxiedCluster } from './bed.ts'

const NAMESPACE = 'prod'

interface Story extends ProxiedCluster {
  /** All that the follower was told: `present a 1`, `deleted a`, `synced`. */
  readonly told: readonly string[]
  readonly set: (name: string, value: string) => void
  readonly remove: (name: string) => void
  /** Waits until the follower was told `text`. */
  until(text: string): Promise<void>
}

/** Follows the ConfigMaps of a namespace through a proxy. */
const follow = async (t: TestContext, options: BedOptions = {}): Promise<Story> => {
  const bed = await openBed(t, { clock: impatient(), ...options })
  const end = new AbortController()
  t.after(() => end.abort())
  const told: string[] = []
  const changes = bed.cluster.follow(CONFIG_MAPS, { namespace: NAMESPACE }, end.signal)
  const telling = (async () => {
    for await (const change of changes) told.push(textOf(change))
  })()
  telling.catch((error: unknown) => told.push(String(error)))
  const { cluster } = bed.server
  return {
    ...bed,
    told,
    set: (name, value) => void cluster.put(CONFIG_MAPS, { metadata: { namespace: NAMESPACE, name }, data: { value } }),
    remove: (name) => cluster.remove(CONFIG_MAPS, { namespace: NAMESPACE, name }),
    until: async (text) => {
      for (let tries = 0; !told.includes(text) && tries < 400; tries += 1) await sleep(10)
      assert.ok(told.includes(text), `never told "${text}", but ${told.join(', ')}`)
    },
  }
}

const textOf = (change: ObjectChange<ConfigMap>): string =>
  change.kind === 'synced'
    ? 'synced'
    : [
        change.kind,
        change.object.metadata?.name,
        ...(change.kind === 'present' ? [change.object.data?.['value']] : []),
      ].join(' ')

/** Changes made while a connection is broken, and what a follower must have heard of them in the end. */
const HAPPENED = ['present a 2', 'deleted b', 'present c 1']

const happen = ({ set, remove }: Story): void => {
  set('a', '2')
  remove('b')
  set('c', '1')
}

const begun = async (story: Story): Promise<void> => {
  await story.until('synced')
  story.set('a', '1')
  story.set('b', '1')
  await story.until('present b 1')
}

const heardOnce = ({ told }: Story): void => {
  assert.deepEqual(told.slice().sort(), ['synced', 'present a 1', 'present b 1', ...HAPPENED].sort())
}

for (const how of ['status', 'event'] as const)
  for (const streamingLists of [true, false])
    test(`K12 410 as ${how}, ${streamingLists ? 'with' : 'without'} streaming lists: lists anew and tells what was missed, once`, async (t) => {
      const story = await follow(t, { streamingLists })
      await begun(story)
      story.proxy.script('GET watch=true: 1*reset -> pass')
      story.server.endWatches()
      happen(story)
      story.server.compact(how)
      await story.until('present c 1')
      await story.until('deleted b')
      heardOnce(story)
    })

test('K12 a watch that the server closes again and again misses nothing and tells nothing twice', async (t) => {
  const story = await follow(t)
  await begun(story)
  for (let count = 0; count < 10; count += 1) {
    story.server.endWatches()
    if (count === 5) happen(story)
    await sleep(20)
  }
  await story.until('present c 1')
  heardOnce(story)
})

test('K12 a server that refuses connections for a while is waited for', async (t) => {
  const story = await follow(t)
  await begun(story)
  story.proxy.script('GET watch=true: 40*reset -> pass')
  story.server.endWatches()
  happen(story)
  await story.until('present c 1')
  heardOnce(story)
})

test('K12 a connection on which nothing comes any more is given up', async (t) => {
  const story = await follow(t, { limits: { watch: 1000, overdue: -700 } })
  await begun(story)
  story.proxy.script('GET watch=true: 1*stall -> pass')
  story.server.endWatches()
  happen(story)
  await story.until('present c 1')
  heardOnce(story)
})

test('K12 a line that is no event breaks the connection and loses nothing', async (t) => {
  const story = await follow(t)
  await begun(story)
  story.proxy.script('GET watch=true: 1*status(200, {}, "{\\"type\\":\\"MODIFIED\\"\\n garbage\\n") -> pass')
  story.server.endWatches()
  happen(story)
  await story.until('present c 1')
  heardOnce(story)
})

test('K12 an event that is cut in the middle is read again', async (t) => {
  const story = await follow(t)
  await begun(story)
  story.proxy.script('GET watch=true: 3*cut@150 -> 1*resetReply@150 -> pass')
  story.server.endWatches()
  happen(story)
  await story.until('present c 1')
  heardOnce(story)
})

test('K12 a first list that is cut in the middle is begun again, and told once', async (t) => {
  const script = 'GET watch=true: 1*cut@100 -> 1*resetReply@300 -> pass'
  const bed = await openBed(t, { clock: impatient(), script })
  for (const name of ['a', 'b', 'c']) bed.server.cluster.put(CONFIG_MAPS, { metadata: { namespace: NAMESPACE, name } })
  const told: string[] = []
  for await (const change of bed.cluster.follow(CONFIG_MAPS, { namespace: NAMESPACE }, AbortSignal.timeout(10_000))) {
    told.push(change.kind === 'synced' ? 'synced' : `${change.kind} ${change.object.metadata?.name}`)
    if (change.kind === 'synced') break
  }
  assert.deepEqual(told, ['present a', 'present b', 'present c', 'synced'])
})

test('K12 a bookmark moves the place where a watch goes on', async (t) => {
  const story = await follow(t)
  await begun(story)
  story.server.cluster.put(CONFIG_MAPS, { metadata: { namespace: 'other', name: 'x' } })
  story.server.bookmark()
  await sleep(50)
  story.server.compact('status')
  story.server.endWatches()
  happen(story)
  await story.until('present c 1')
  heardOnce(story)
  const lists = story.server.received.filter((request) => request.includes('sendInitialEvents'))
  assert.equal(lists.length, 1)
})

test('K12 an object that was made anew under its name meanwhile is told as deleted and present', async (t) => {
  const story = await follow(t)
  await begun(story)
  story.proxy.script('GET watch=true: 1*reset -> pass')
  story.server.endWatches()
  story.remove('b')
  story.set('b', '2')
  story.server.compact('event')
  await story.until('present b 2')
  assert.deepEqual(story.told.slice(-2), ['deleted b', 'present b 2'])
})

test('follow() lists and watches in one request, and shares it among followers', async (t) => {
  const { cluster, server } = await openBed(t)
  const end = new AbortController()
  const query = { namespace: NAMESPACE }
  const followers = [1, 2, 3].map(() => cluster.follow(CONFIG_MAPS, query, end.signal)[Symbol.asyncIterator]())
  for (const follower of followers) assert.deepEqual((await follower.next()).value, { kind: 'synced' })
  assert.equal(server.received.length, 1)
  end.abort()
})

test('follow() ends its watch with the last follower', async (t) => {
  const { cluster, proxy } = await openBed(t)
  const end = new AbortController()
  const follower = cluster.follow(CONFIG_MAPS, { namespace: NAMESPACE }, end.signal)[Symbol.asyncIterator]()
  await follower.next()
  end.abort()
  await follower.next().catch(() => undefined)
  for (let tries = 0; proxy.log[0]?.broken === undefined && tries < 100; tries += 1) await sleep(10)
  assert.ok(proxy.log[0]?.broken)
})

test('follow() of a resource that the server does not have throws', async (t) => {
  const { cluster } = await openBed(t)
  const unknown = { apiVersion: 'nothing.invalid/v1', kind: 'Nothing', plural: 'nothings' }
  await assert.rejects(Array.fromAsync(cluster.follow(unknown, { namespace: NAMESPACE }, AbortSignal.timeout(5000))), {
    code: 'CLUSTER_FAILED',
  })
})

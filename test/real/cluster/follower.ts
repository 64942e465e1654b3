import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { CONFIG_MAPS } from '../../../src/core/cluster/resource.ts'
import type { Cluster } from '../../../src/ports.ts'
import type { Bed } from '../bed/cluster.ts'

/** One who is told of changes. */
export interface Follower {
  /** Values in the order they were told, `deleted` for the end of the object. */
  readonly told: readonly string[]
  readonly until: (value: string) => Promise<void>
}

/** Follows the one ConfigMap of a namespace that is changed. */
export const follow = async (t: TestContext, cluster: Cluster, namespace: string): Promise<Follower> => {
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

/** Changes what {@link follow} follows. */
export const setTo = (bed: Bed, namespace: string, value: string): Promise<string> =>
  bed.kubectl(
    ['apply', '--filename', '-'],
    JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x', namespace }, data: { value } }),
  )

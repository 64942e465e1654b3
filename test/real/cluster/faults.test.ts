import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { CONFIG_MAPS } from '../../../src/core/cluster/resource.ts'
import { openFaulty } from './faulty.ts'
import { follow, setTo } from './follower.ts'

const never = new AbortController().signal

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

/** Most of them wait for a watch to end. */
describe('faults', { concurrency: true }, () => {
  for (const [what, step] of FAULTS)
    test(`K12 a follower misses nothing where a watch ${what}`, async (t) => {
      const scene = await openFaulty(t, '')
      if (scene === undefined) return
      const { bed, namespace, proxy } = scene
      const { told, until } = await follow(t, scene.cluster, scene.namespace)
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

  for (const [status, wait] of [
    [429, '1'],
    [503, '1'],
  ] as const)
    test(`K14 requests that are answered with ${status} are sent again when the server says, and no sooner`, async (t) => {
      const refusal = `status(${status}, {"retry-after": "${wait}"}, "{}")`
      const scene = await openFaulty(t, `GET|POST|PATCH|DELETE configmaps: 2*${refusal} -> pass`)
      if (scene === undefined) return
      const { bed, namespace, proxy, cluster } = scene
      const object = {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'x', namespace },
        data: { value: 'made' },
      }
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
})

import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { shell } from '../../entry/shell.ts'
import { mirrorOf } from '../bed/bases.ts'
import { type Bed, bedFor } from '../bed/cluster.ts'
import { startLoadOutside } from './outside.ts'

const REPLIES = ['one', 'two', 'three', 'four']

interface Language {
  /** Requests a second. A call of Python costs 5 ms of a processor, of which this machine may have two for all. */
  readonly rate: number
  readonly code: (reply: string) => string
}

const LANGUAGES: Readonly<Record<string, Language>> = {
  nodejs24: { rate: 200, code: (reply) => `exports.run = () => '${reply}'\n` },
  'python3.13': { rate: 100, code: (reply) => `def run(event, context):\n    return '${reply}'\n` },
}

describe('traffic', { concurrency: true }, () => {
  for (const [runtime, { rate, code }] of Object.entries(LANGUAGES))
    test(`deploy loses no answer of ${runtime} in three rollouts, at ${rate} requests a second from outside`, async (t) => {
      const bed = await bedFor(t)
      if (bed === undefined) return
      const shop = await openShop(t, bed, runtime)
      const [first = '', ...others] = REPLIES
      await shop.deploy(code(first))
      const load = await startLoadOutside(t, { url: await shop.url(), rate })
      for (const reply of others) await shop.deploy(code(reply))
      await shop.settled()
      const { asked, answers, bodies } = await load.stop()
      t.diagnostic(`${asked} requests`)
      assert.deepEqual(bodies, REPLIES)
      assert.deepEqual(answers, { 200: asked })
    })
})

const REPLICAS = 2

const specOf = (runtime: string, code: string): string => `apiVersion: kubeless.io/v1beta1
kind: Function
metadata: {name: hello}
spec:
  runtime: ${runtime}
  handler: hello.run
  function: ${JSON.stringify(code)}
  deployment:
    spec:
      replicas: ${REPLICAS}
      # What runs beside the cluster on this machine would else come first.
      template: {spec: {containers: [{resources: {requests: {cpu: 250m}}}]}}
`

interface Shop {
  /** Deploys this code by the command line, and returns when it is rolled out. */
  deploy(code: string): Promise<void>
  url(): Promise<string>
  /** Returns when the pods of rollouts before are gone. */
  settled(): Promise<void>
}

const openShop = async (t: TestContext, bed: Bed, runtime: string): Promise<Shop> => {
  const namespace = await bed.namespace(t, { prefix: 'promises-traffic', enforce: 'restricted' })
  const folder = await mkdtemp(join(tmpdir(), 'traffic-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const read = (what: string, format: string): Promise<string> =>
    bed.kubectl(['get', what, '--namespace', namespace, '--output', `jsonpath=${format}`])
  const words = ['--kubeconfig', bed.kubeconfig, '--namespace', namespace, '--registry', `${bed.registry}/${namespace}`]
  const bases = ['--insecure-registries', bed.registry, '--unpinned', ...mirrorOf(bed.registry)]
  return {
    deploy: async (code) => {
      await writeFile(join(folder, 'hello.yaml'), specOf(runtime, code))
      const { code: exit, out, err } = await shell(['deploy', ...words, ...bases], { cwd: folder })
      assert.equal(exit, 0, `${out}${err}`)
    },
    url: async () => `http://${await read('service/hello', '{.spec.clusterIP}:{.spec.ports[0].port}')}/`,
    settled: async () => {
      while ((await read('pods', '{.items[*].metadata.name}')).split(' ').length > REPLICAS) await sleep(500)
    },
  }
}

import assert from 'node:assert/strict'
import { readFile, rm, writeFile } from 'node:fs/promises'
import http from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { parse } from 'yaml'
import { isRefused } from '../../../src/core/cluster/refusal.ts'
import { CONFIG_MAPS } from '../../../src/core/cluster/resource.ts'
import { missingRights, showResource } from '../../../src/core/cluster/rights.ts'
import { type Duty, NEEDS, roleFor } from '../../../src/core/cluster/roles.ts'
import { openServiceForward } from '../../../src/edge/cluster/forward.ts'
import { openRelay } from '../../fakes/relay.ts'
import { bedFor } from '../bed/cluster.ts'
import { clientFor } from './client.ts'
import { follow, setTo } from './follower.ts'
import { startPod } from './pods.ts'

const never = new AbortController().signal

/** A kubeconfig as text that leads through another address. */
const through = async (kubeconfig: string, host: string): Promise<string> => {
  const config = parse(await readFile(kubeconfig, 'utf8')) as { clusters: { cluster: Record<string, string> }[] }
  for (const { cluster } of config.clusters) {
    cluster['tls-server-name'] = new URL(cluster['server'] ?? '').hostname
    cluster['server'] = `https://${host}`
  }
  return JSON.stringify(config)
}

test('K12 a watch that ends each second misses nothing and tells nothing twice', async (t) => {
  const bed = await bedFor(t)
  if (bed === undefined) return
  const namespace = await bed.namespace(t, { prefix: 'cluster' })
  const { cluster } = await clientFor(t, bed.kubeconfig, { limits: { watch: 1000 } })
  const { told, until } = await follow(t, cluster, namespace)
  const values = Array.from({ length: 15 }, (_, index) => `v${index}`)
  for (const value of values) {
    await setTo(bed, namespace, value)
    await sleep(200)
  }
  await until('v14')
  assert.deepEqual(told, values)
})

test('K13 followers and requests carry on over an API server that cannot be reached for a while', async (t) => {
  const bed = await bedFor(t)
  if (bed === undefined) return
  const namespace = await bed.namespace(t, { prefix: 'cluster' })
  const relay = await openRelay(new URL(bed.server).host)
  t.after(() => relay.cut())
  const { cluster } = await clientFor(t, await through(bed.kubeconfig, relay.host))
  const { told, until } = await follow(t, cluster, namespace)
  await setTo(bed, namespace, 'before')
  await until('before')
  await relay.cut()
  const asked = cluster.get(CONFIG_MAPS, { namespace, name: 'x' }, never)
  await setTo(bed, namespace, 'meanwhile')
  await sleep(5000)
  await relay.open()
  assert.equal((await asked)?.data?.['value'], 'meanwhile')
  await until('meanwhile')
  assert.deepEqual(told, ['before', 'meanwhile'])
})

test('K15 a token that was taken back is read again from its file; then requests fail', async (t) => {
  const bed = await bedFor(t)
  if (bed === undefined) return
  const namespace = await bed.namespace(t, { prefix: 'cluster' })
  const { kubectl } = bed
  await kubectl([
    'create',
    'rolebinding',
    'all',
    '-n',
    namespace,
    '--clusterrole=admin',
    `--serviceaccount=${namespace}:default`,
  ])
  const tokenFor = async (secret: string): Promise<string> => {
    await kubectl(['create', 'secret', 'generic', secret, '-n', namespace])
    return kubectl([
      'create',
      'token',
      'default',
      '-n',
      namespace,
      '--bound-object-kind',
      'Secret',
      '--bound-object-name',
      secret,
    ])
  }
  const file = join(tmpdir(), `token-${namespace}`)
  t.after(() => rm(file, { force: true }))
  await writeFile(file, await tokenFor('one'))
  const config = parse(await readFile(bed.kubeconfig, 'utf8')) as { users: { user: object }[] }
  for (const entry of config.users) entry.user = { tokenFile: file }
  const { cluster } = await clientFor(t, JSON.stringify(config), { limits: { credentials: 3_600_000 } })
  const key = { namespace, name: 'x' }
  await cluster.get(CONFIG_MAPS, key, never)
  // The server remembers good tokens for ten seconds.
  const takeBack = async (secret: string): Promise<void> => {
    await kubectl(['delete', 'secret', secret, '-n', namespace])
    await sleep(12_000)
  }
  await writeFile(file, await tokenFor('two'))
  await takeBack('one')
  await cluster.get(CONFIG_MAPS, key, never)
  await takeBack('two')
  await assert.rejects(cluster.get(CONFIG_MAPS, key, never), (error) => isRefused(error, 401))
})

for (const duty of Object.keys(NEEDS) as readonly Duty[])
  test(`K16 the Role for "${duty}" is enough to the letter, and each rule that is missing is named`, async (t) => {
    const bed = await bedFor(t)
    if (bed === undefined) return
    const namespace = await bed.namespace(t, { prefix: 'cluster' })
    const { rules } = roleFor(duty)
    const needs = NEEDS[duty].filter(({ when }) => when === undefined)
    for (const missing of [undefined, ...rules]) {
      const account = await bed.accountWith(
        t,
        namespace,
        rules.filter((rule) => rule !== missing),
      )
      const { cluster } = await clientFor(t, account)
      const named = missingRights(await cluster.rights(namespace, never), needs)
      const expected = needs.filter(
        ({ resource, subresource }) =>
          missing?.resources.includes(
            [resource.plural, ...(subresource === undefined ? [] : [subresource])].join('/'),
          ) === true &&
          missing.apiGroups.includes(
            resource.apiVersion.includes('/') ? (resource.apiVersion.split('/')[0] ?? '') : '',
          ),
      )
      assert.deepEqual(named.map(showResource), expected.map(showResource))
    }
  })

test('K14 a server that takes one request at a time is asked again when it says, and each is answered once', async (t) => {
  const bed = await bedFor(t)
  if (bed === undefined) return
  const namespace = await bed.namespace(t, { prefix: 'cluster' })
  const rules = [{ apiGroups: [''], resources: ['configmaps'], verbs: ['create', 'get'] }]
  const account = await bed.accountWith(t, namespace, rules)
  const server = await bed.narrowServer(t)
  const { cluster } = await clientFor(t, await through(account, new URL(server.url).host))
  const names = Array.from({ length: 20 }, (_, index) => `x${index}`)
  const since = new Date()
  const make = (name: string): object => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace } })
  await Promise.all(names.map((name) => cluster.create(CONFIG_MAPS, make(name), never)))
  const found = await Promise.all(names.map((name) => cluster.get(CONFIG_MAPS, { namespace, name }, never)))
  assert.deepEqual(
    found.map((object) => object?.metadata?.name),
    names,
  )
  const asked = (await server.audit(since)).filter((entry) => entry.namespace === namespace)
  const count = (verb: string, code: number): number =>
    asked.filter((entry) => entry.verb === verb && entry.code === code).length
  assert.equal(count('create', 201), names.length)
  assert.equal(count('get', 200), names.length)
  assert.ok(count('create', 429) > 0 && count('get', 429) > 0, 'the server was never asked too much')
  for (const name of names) {
    const times = asked
      .filter((entry) => entry.verb === 'get' && entry.name === name)
      .map(({ time }) => Date.parse(time))
    const waits = times.slice(1).map((time, index) => time - (times[index] ?? 0))
    assert.ok(
      waits.every((wait) => wait >= 1000),
      `${name} after ${waits.join(', ')} ms`,
    )
  }
})

test('K17 a log is read whole while the kubelet rotates it, with long lines and bytes that are no text', async (t) => {
  const bed = await bedFor(t)
  if (bed === undefined) return
  const namespace = await bed.namespace(t, { prefix: 'cluster' })
  const script = `
    process.stdout.write(Buffer.of(0xff, 0xfe, 0x0a))
    process.stdout.write('x'.repeat(1 << 20) + '\\n')
    let n = 0
    const more = () => { for (let i = 0; i < 100; i += 1) console.log((n++) + ' ' + 'y'.repeat(500)); if (n < 40000) setTimeout(more, 20); else console.log('end') }
    more()`
  const pod = await startPod(bed, namespace, script)
  const { cluster } = await clientFor(t, bed.kubeconfig)
  let last = -1
  const others: string[] = []
  for await (const line of cluster.logs(pod, 'main', { follow: true }, never)) {
    const [, number] = /^(\d+) y+$/.exec(line) ?? []
    if (number === undefined) others.push(line)
    else {
      assert.ok(Number(number) > last, `${number} after ${last}`)
      last = Number(number)
    }
  }
  assert.equal(others[0], '\uFFFD\uFFFD')
  assert.match(others[1] ?? '', /^x+ … \(\d+ bytes\)$/)
  assert.equal(others.at(-1), 'end')
  assert.equal(last, 39_999)
})

const serverScript = (name: string): string =>
  `require('node:http').createServer((q, r) => q.url === '/big' ? r.end(Buffer.alloc(20000000, 1)) : r.end(${JSON.stringify(name)})).listen(8080)`

const getFrom = (address: string, path: string): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    http
      .get(`http://${address}${path}`, { agent: false }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () => resolve(Buffer.concat(chunks)))
        response.on('error', reject)
      })
      .on('error', reject)
  })

test('openServiceForward() leads to a ready pod of a Service, and to another when that one is gone', async (t) => {
  const bed = await bedFor(t)
  if (bed === undefined) return
  const namespace = await bed.namespace(t, { prefix: 'cluster' })
  const labels = { app: 'echo' }
  const options = { labels, ports: { web: 8080 } }
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'echo', namespace },
    spec: { selector: labels, ports: [{ port: 80, targetPort: 'web' }] },
  }
  await bed.kubectl(['create', '-f', '-'], JSON.stringify(service))
  const first = await startPod(bed, namespace, serverScript('first'), options)
  const { connection } = await clientFor(t, bed.kubeconfig)
  const end = new AbortController()
  t.after(() => end.abort())
  await sleep(500)
  const { address } = await openServiceForward(connection, { namespace, name: 'echo', port: 80 }, end.signal)
  assert.equal(String(await getFrom(address, '/')), 'first')
  const big = await Promise.all([1, 2, 3].map(() => getFrom(address, '/big')))
  assert.deepEqual(
    big.map(({ length }) => length),
    [20_000_000, 20_000_000, 20_000_000],
  )
  await startPod(bed, namespace, serverScript('second'), options)
  await bed.kubectl(['delete', 'pod', first.name, '-n', namespace, '--now'])
  assert.equal(String(await getFrom(address, '/')), 'second')
})

import assert from 'node:assert/strict'
import http from 'node:http'
import { type TestContext, test } from 'node:test'
import { CONFIG_MAPS } from '../../src/core/cluster/resource.ts'
import { parseConfig, type RawOptions } from '../../src/core/config.ts'
import { parseReference } from '../../src/core/oci/reference.ts'
import { wire } from '../../src/entry/wire/ports.ts'
import type { Reporter } from '../../src/ports.ts'
import { kubeconfigFor, openApiServer } from '../fakes/api-server.ts'
import { closeServer, listen } from '../fakes/loopback.ts'

const REGISTRY = 'registry.test'

/** A proxy behind which there is nothing: it tells what it was asked for, and over TLS it is asked for a tunnel. */
const openProxy = async (t: TestContext) => {
  const received: string[] = []
  const server = http.createServer(({ method, url }, response) => {
    received.push(`${method} ${url}`)
    response.writeHead(404).end()
  })
  server.on('connect', ({ method, url }, socket) => {
    received.push(`${method} ${url}`)
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
  })
  t.after(() => closeServer(server))
  return { url: `http://${await listen(server)}`, received }
}

const silent: Reporter = {
  notice: () => undefined,
  warning: () => undefined,
  progress: () => undefined,
  functionDone: () => undefined,
  rolloutDone: () => undefined,
  print: () => undefined,
  group: () => ({ line: () => undefined, end: () => undefined }),
}

/** Returns the ways, each once, by which a deploy asks its registry where kubeless-config says `verify`. */
const waysOf = async (t: TestContext, verify: string, raw: RawOptions = {}): Promise<readonly string[]> => {
  const [server, proxy] = await Promise.all([openApiServer(), openProxy(t)])
  t.after(() => server.close())
  server.cluster.put(CONFIG_MAPS, {
    metadata: { namespace: 'kubeless', name: 'kubeless-config' },
    data: { 'function-registry-tls-verify': verify },
  })
  const signal = AbortSignal.timeout(10_000)
  const options = { registry: `${REGISTRY}/shop`, kubeconfig: kubeconfigFor(server.url), ...raw }
  const defaults = { registry: undefined, channel: 'main', defaultChannel: 'main' }
  const { ports, close } = await wire(parseConfig('deploy', options, defaults), {
    env: { HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url },
    cwd: import.meta.dirname,
    stdin: (async function* () {})(),
    reporter: silent,
    ledger: { add: () => undefined, remove: () => undefined },
    onSecret: () => undefined,
    signal,
  })
  t.after(() => close())
  // Once for us, once as nodes ask.
  const reference = parseReference(`${REGISTRY}/shop/hello:1`)
  await Promise.all([ports.registry.digest(reference, signal), ports.pulls?.prove(reference, undefined, signal)])
  return [...new Set(proxy.received)]
}

const PLAIN = ['HEAD', 'GET'].map((method) => `${method} http://${REGISTRY}/v2/shop/hello/manifests/1`)
const TLS = [`CONNECT ${REGISTRY}:443`]

test('wire() lets a deploy speak plain HTTP with the registry where kubeless-config says so', async (t) => {
  const ways = await waysOf(t, 'false')
  assert.ok(ways.length > 0)
  for (const way of ways) assert.ok(PLAIN.includes(way), way)
})

test('wire() keeps to TLS where kubeless-config does not say otherwise', async (t) => {
  assert.deepEqual(await waysOf(t, 'true'), TLS)
})

test('wire() does not heed kubeless-config where option "kubeless" is ignore', async (t) => {
  assert.deepEqual(await waysOf(t, 'false', { kubeless: 'ignore' }), TLS)
})

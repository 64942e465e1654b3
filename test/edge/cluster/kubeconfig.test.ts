import assert from 'node:assert/strict'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { isConfigured } from '../../../src/core/cluster/configured.ts'
import { isRefused } from '../../../src/core/cluster/refusal.ts'
import { ActionError } from '../../../src/core/errors.ts'
import { openCluster } from '../../../src/edge/cluster/cluster.ts'
import { type ApiServerOptions, kubeconfigFor, openApiServer } from '../../fakes/api-server.ts'
import { makeCertificate } from '../../fakes/certificate.ts'
import { openFaultProxy } from '../../fakes/fault-proxy.ts'
import { impatient } from '../registry/serve.ts'

const never = new AbortController().signal
const CONFIG_MAPS = { apiVersion: 'v1', kind: 'ConfigMap', plural: 'configmaps' }
const key = { namespace: 'prod', name: 'x' }

const folderFor = async (t: TestContext): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'kubeconfig-'))
  t.after(() => rm(folder, { recursive: true }))
  return folder
}

const serverFor = async (t: TestContext, options: ApiServerOptions = {}) => {
  const server = await openApiServer(options)
  t.after(() => server.close())
  return server
}

interface Choice {
  readonly kubeconfig?: string
  readonly context?: string
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  readonly onSecret?: (secret: string) => void
}

const open = async (
  t: TestContext,
  { kubeconfig, context, env = {}, cwd = '/', onSecret = () => undefined }: Choice,
) => {
  const cluster = await openCluster({ kubeconfig, context, env, cwd, onSecret, clock: impatient() })
  t.after(() => cluster.close())
  return cluster
}

const problemOf = async (work: Promise<unknown>): Promise<readonly [message: string, hint: string | undefined]> => {
  const error: unknown = await work.catch((failure: unknown) => failure)
  assert.ok(error instanceof ActionError, String(error))
  return [error.message, error.hint]
}

test('isConfigured() needs a kubeconfig, a context or KUBECONFIG', () => {
  const none = { kubeconfig: undefined, context: undefined, env: {} }
  assert.equal(isConfigured(none), false)
  assert.equal(isConfigured({ ...none, env: { KUBECONFIG: '', HOME: '/root' } }), false)
  assert.equal(isConfigured({ ...none, kubeconfig: 'x' }), true)
  assert.equal(isConfigured({ ...none, context: 'in-cluster' }), true)
  assert.equal(isConfigured({ ...none, env: { KUBECONFIG: 'x' } }), true)
})

test('openCluster() takes a kubeconfig as text and says what it connects to', async (t) => {
  const server = await serverFor(t)
  const cluster = await open(t, { kubeconfig: kubeconfigFor(server.url) })
  assert.deepEqual(cluster.target, { context: 'fake', server: server.url, namespace: 'prod' })
  assert.equal((await cluster.version(never)).minor, 35)
})

test('openCluster() takes a path, relative to the working folder', async (t) => {
  const folder = await folderFor(t)
  await writeFile(join(folder, 'config'), kubeconfigFor('https://one.example'))
  assert.equal((await open(t, { kubeconfig: 'config', cwd: folder })).target.server, 'https://one.example')
})

test('openCluster() merges the files of KUBECONFIG: the first that names something is right, those missing are passed over', async (t) => {
  const folder = await folderFor(t)
  const paths = ['none', 'one', 'two'].map((name) => join(folder, name))
  const second = kubeconfigFor('https://two.example').replaceAll('"fake"', '"other"')
  await writeFile(join(folder, 'one'), kubeconfigFor('https://one.example'))
  await writeFile(join(folder, 'two'), second)
  const env = { KUBECONFIG: paths.join(delimiter) }
  assert.equal((await open(t, { env })).target.server, 'https://one.example')
  assert.equal((await open(t, { env, context: 'other' })).target.server, 'https://two.example')
})

test('openCluster() looks into the home folder when only a context is given', async (t) => {
  const folder = await folderFor(t)
  assert.match((await problemOf(open(t, { context: 'fake', env: { HOME: folder } })))[0], /there is no file ".*config"/)
})

const WRONG: readonly (readonly [what: string, choice: Choice, message: RegExp, hint: RegExp])[] = [
  [
    'a file that is not there',
    { kubeconfig: '/none/config' },
    /^Cannot use the cluster: there is no file "\/none\/config"$/,
    /path of a kubeconfig/,
  ],
  ['a folder', { kubeconfig: '/tmp' }, /"\/tmp" cannot be read/, /Is it a file/],
  [
    'no file of KUBECONFIG',
    { env: { KUBECONFIG: '/none/a' } },
    /no file of KUBECONFIG can be read: "\/none\/a"/,
    /Set KUBECONFIG/,
  ],
  [
    'text that is no YAML',
    { kubeconfig: 'token: [secret-token\n' },
    /^Cannot use the cluster: option "kubeconfig" is no YAML$/,
    /kubectl config view/,
  ],
  [
    'a context that is not there',
    { kubeconfig: kubeconfigFor('https://x.example'), context: 'prod' },
    /there is no context "prod" in option "kubeconfig"/,
    /It has "fake"/,
  ],
  [
    'no current context',
    { kubeconfig: kubeconfigFor('https://x.example').replace('current-context', 'x') },
    /names no current context/,
    /option "context"\. It has "fake"/,
  ],
  [
    'a user that is not there',
    {
      kubeconfig: kubeconfigFor('https://x.example').replace(
        '"users":[{"name":"somebody"',
        '"users":[{"name":"nobody"',
      ),
    },
    /names user "somebody", which is not in/,
    /clusters, users and contexts/,
  ],
  ['plain HTTP to another computer', { kubeconfig: kubeconfigFor('http://x.example') }, /is plain HTTP/, /https/],
  [
    'an account where there is no pod',
    { context: 'in-cluster' },
    /this is not a pod: KUBERNETES_SERVICE_HOST is not set/,
    /is for pods/,
  ],
  [
    'a pod without an account',
    { context: 'in-cluster', env: { KUBERNETES_SERVICE_HOST: '127.0.0.1', FUNCTION_IMAGES_ACCOUNT: '/none' } },
    /this pod has no account/,
    /automountServiceAccountToken/,
  ],
]

for (const [what, choice, message, hint] of WRONG)
  test(`openCluster() says plainly what is wrong with ${what}`, async (t) => {
    const [said, advice] = await problemOf(open(t, choice))
    assert.match(said, message)
    assert.match(advice ?? '', hint)
    assert.doesNotMatch(`${said}${advice ?? ''}`, /secret-token/)
  })

test('openCluster() tells of a certificate that nobody knows what to do, and believes one that the kubeconfig names', async (t) => {
  const certificate = makeCertificate()
  const server = await serverFor(t, { tls: certificate })
  const untrusted = await open(t, { kubeconfig: kubeconfigFor(server.url) })
  const [message, hint] = await problemOf(untrusted.version(never))
  assert.match(message, /self-signed certificate/)
  assert.match(hint ?? '', /certificate-authority-data/)
  const ca = { 'certificate-authority-data': Buffer.from(certificate.cert).toString('base64') }
  const trusted = await open(t, { kubeconfig: kubeconfigFor(server.url, { token: 'x' }, ca) })
  assert.equal((await trusted.version(never)).minor, 35)
})

for (const [how, user] of [
  ['basic', { username: 'me', password: 'pass-word' }],
  ['token', { token: 'pass-word' }],
] as const)
  test(`openCluster() logs in by ${how} and tells of the secret`, async (t) => {
    const seen: (string | undefined)[] = []
    const server = await serverFor(t, { admits: (header) => seen.push(header) > 0 })
    const secrets: string[] = []
    const cluster = await open(t, {
      kubeconfig: kubeconfigFor(server.url, user),
      onSecret: (secret) => secrets.push(secret),
    })
    await cluster.version(never)
    const basic = `Basic ${Buffer.from('me:pass-word').toString('base64')}`
    assert.deepEqual(seen, [how === 'basic' ? basic : 'Bearer pass-word'])
    assert.ok(secrets.includes('pass-word'))
  })

/** A plugin that counts its runs in a file and gives a new token each time. */
const pluginIn = async (folder: string): Promise<string> => {
  const path = join(folder, 'plugin')
  const script = `#!${process.execPath}
const fs = require('node:fs')
fs.appendFileSync(${JSON.stringify(join(folder, 'runs'))}, process.env.KUBERNETES_EXEC_INFO + '\\n')
const runs = fs.readFileSync(${JSON.stringify(join(folder, 'runs'))}, 'utf8').trim().split('\\n').length
console.log(JSON.stringify({apiVersion: 'client.authentication.k8s.io/v1', kind: 'ExecCredential', status: {token: 'token-' + runs}}))
`
  await writeFile(path, script)
  await chmod(path, 0o755)
  return path
}

const execUser = (command: string) => ({
  exec: { apiVersion: 'client.authentication.k8s.io/v1', command, interactiveMode: 'Never', provideClusterInfo: true },
})

test('openCluster() runs a plugin once for all requests, and tells it what cluster it is for', async (t) => {
  const folder = await folderFor(t)
  const server = await serverFor(t)
  const cluster = await open(t, { kubeconfig: kubeconfigFor(server.url, execUser(await pluginIn(folder))) })
  await Promise.all(Array.from({ length: 8 }, () => cluster.get(CONFIG_MAPS, key, never)))
  const runs = (await readFile(join(folder, 'runs'), 'utf8')).trim().split('\n')
  assert.equal(runs.length, 1)
  assert.equal((JSON.parse(runs[0] ?? '') as { spec: { cluster: { server: string } } }).spec.cluster.server, server.url)
})

test('K15 a plugin is asked anew, once, when its token is refused', async (t) => {
  const folder = await folderFor(t)
  const good = new Set(['Bearer token-1'])
  const server = await serverFor(t, { admits: (header = '') => good.has(header) })
  const cluster = await open(t, { kubeconfig: kubeconfigFor(server.url, execUser(await pluginIn(folder))) })
  await cluster.get(CONFIG_MAPS, key, never)
  good.clear()
  good.add('Bearer token-2')
  await Promise.all([1, 2, 3].map(() => cluster.get(CONFIG_MAPS, key, never)))
  good.clear()
  await assert.rejects(cluster.get(CONFIG_MAPS, key, never), (error) => isRefused(error, 401))
  assert.equal((await readFile(join(folder, 'runs'), 'utf8')).trim().split('\n').length, 3)
})

test('K15 a token file is read again, once, when its token is refused; then the request fails', async (t) => {
  const folder = await folderFor(t)
  const file = join(folder, 'token')
  await writeFile(file, 'old\n')
  let good = 'Bearer old'
  const server = await serverFor(t, { admits: (header) => header === good })
  const cluster = await open(t, { kubeconfig: kubeconfigFor(server.url, { tokenFile: file }) })
  await cluster.get(CONFIG_MAPS, key, never)
  good = 'Bearer new'
  await writeFile(file, 'new\n')
  await cluster.get(CONFIG_MAPS, key, never)
  good = 'Bearer none'
  const before = server.received.length
  const [message, hint] = await problemOf(cluster.get(CONFIG_MAPS, key, never))
  assert.equal(message, 'Cannot get ConfigMap "x" in namespace "prod": Unauthorized')
  assert.match(hint ?? '', /Tokens of pipelines expire/)
  assert.equal(server.received.length - before, 2)
})

test('K15 a follower goes on over a token that was replaced, and ends with one that was not', async (t) => {
  const folder = await folderFor(t)
  const file = join(folder, 'token')
  await writeFile(file, 'old')
  let good = 'Bearer old'
  const server = await serverFor(t, { admits: (header) => header === good })
  const cluster = await open(t, { kubeconfig: kubeconfigFor(server.url, { tokenFile: file }) })
  const changes = cluster.follow(CONFIG_MAPS, { namespace: 'prod' }, never)[Symbol.asyncIterator]()
  assert.deepEqual((await changes.next()).value, { kind: 'synced' })
  good = 'Bearer new'
  await writeFile(file, 'new')
  server.endWatches()
  server.cluster.put(CONFIG_MAPS, { metadata: key })
  assert.equal(((await changes.next()).value as { kind: string }).kind, 'present')
  good = 'Bearer none'
  server.endWatches()
  await assert.rejects(changes.next(), (error) => isRefused(error, 401))
})

test('openCluster() names a plugin that is not installed', async (t) => {
  const server = await serverFor(t)
  const user = { exec: { ...execUser('no-such-plugin').exec, installHint: 'Get it from example.com' } }
  const cluster = await open(t, { kubeconfig: kubeconfigFor(server.url, user) })
  assert.deepEqual(await problemOf(cluster.version(never)), [
    'Cannot get credentials from plugin "no-such-plugin": there is no such command',
    'Get it from example.com',
  ])
})

test('openCluster() uses the pod’s own account when it is asked for', async (t) => {
  const folder = await folderFor(t)
  const certificate = makeCertificate()
  const seen: (string | undefined)[] = []
  const server = await serverFor(t, { tls: certificate, admits: (header) => seen.push(header) > 0 })
  await writeFile(join(folder, 'token'), 'account-token')
  await writeFile(join(folder, 'namespace'), 'mine')
  await writeFile(join(folder, 'ca.crt'), certificate.cert)
  const [host = '', port = ''] = server.host.split(':')
  const env = { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port, FUNCTION_IMAGES_ACCOUNT: folder }
  const cluster = await open(t, { context: 'in-cluster', env })
  assert.deepEqual(cluster.target, { context: 'in-cluster', server: server.url, namespace: 'mine' })
  await cluster.version(never)
  assert.deepEqual(seen, ['Bearer account-token'])
})

for (const where of ['proxy-url', 'HTTPS_PROXY'] as const)
  test(`openCluster() goes through the proxy of ${where}`, async (t) => {
    const certificate = makeCertificate({ names: ['api.example'] })
    const server = await serverFor(t, { tls: certificate })
    const proxy = await openFaultProxy({ upstream: server.host })
    t.after(() => proxy.close())
    const ca = { 'certificate-authority-data': Buffer.from(certificate.cert).toString('base64') }
    const extra = where === 'proxy-url' ? { ...ca, 'proxy-url': proxy.url } : ca
    const cluster = await open(t, {
      kubeconfig: kubeconfigFor('https://api.example:6443', { token: 'x' }, extra),
      env: where === 'HTTPS_PROXY' ? { HTTPS_PROXY: proxy.url } : {},
    })
    assert.equal((await cluster.version(never)).minor, 35)
    assert.equal(proxy.log[0]?.target, 'api.example:6443')
  })

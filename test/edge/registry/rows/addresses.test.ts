import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { Reference } from '../../../../src/core/oci/reference.ts'
import { makeCertificate } from '../../../fakes/certificate.ts'
import { type FaultProxy, type Hook, openFaultProxy } from '../../../fakes/fault-proxy.ts'
import { send } from '../../../fakes/send.ts'
import {
  NO_CREDENTIALS,
  assertWhole,
  blobOf,
  bytesOf,
  openBed,
  openClient,
  openUpstream,
  push,
  sampleImage,
  seedBlob,
} from './bed.ts'
import { withDockerConfig } from './docker-config.ts'

const PATH = 'fn/hello'

/** What a Location may look like. `<host>`, `<path>` and `<query>` are the registry's own, the path without a slash. */
const LOCATIONS: Readonly<Record<string, string>> = {
  absolute: 'http://<host>/<path>?<query>',
  relative: '/<path>?<query>',
  'relative to the folder': '../../../../../<path>?<query>',
  'without scheme': '//<host>/<path>?<query>',
  'host alone': '<host>/<path>?<query>',
  'with a query to be kept as it is': "/<path>?<query>&z=a%2Fb+c&&y='()*~%7E&x==&w",
}

const rewrite =
  (form: string): Hook =>
  ({ headers, replyHeaders }) => {
    const [location = ''] = replyHeaders['location'] ?? []
    const { pathname, search } = new URL(location, 'http://x')
    const rewritten = form
      .replaceAll('<host>', headers.host ?? '')
      .replaceAll('<path>', pathname.slice(1))
      .replaceAll('<query>', search.slice(1) || 'state=s')
    return { status: 202, headers: { ...replyHeaders, location: rewritten } }
  }

for (const [name, form] of Object.entries(LOCATIONS))
  test(`R15 upload() follows a Location that is ${name}`, async (t) => {
    const { client, proxy, upstream, signal } = await openBed(t, {
      script: 'POST /blobs/: callAfter("rewrite")',
      hooks: { rewrite: rewrite(form) },
    })
    const reference = { registry: proxy.host, path: PATH, tag: 'x' }
    const image = sampleImage()
    await push(client, reference, image, signal)
    await assertWhole({ ...reference, registry: upstream }, image)
    const rest = form.split('<query>')[1] ?? ''
    for (const { target } of proxy.seen('PUT /blobs/'))
      assert.ok(target.replace('%3A', ':').includes(`${rest}&digest=sha256:`), target)
  })

test('R15 upload() follows a Location on another port of the same host', async (t) => {
  const { client, proxy, upstream, signal } = await openBed(t)
  const other = await openFaultProxy({ upstream })
  t.after(() => other.close())
  proxy.script(`POST /blobs/: edit("location", "^(http://[^/]+)?", "http://${other.host}")`)
  const reference = { registry: proxy.host, path: PATH, tag: 'x' }
  const image = sampleImage()
  await push(client, reference, image, signal)
  await assertWhole({ ...reference, registry: upstream }, image)
  assert.equal(other.seen('PUT /blobs/').length, 3)
})

interface Guarded {
  readonly front: FaultProxy
  readonly other: FaultProxy
  readonly upstream: string
  readonly reference: Reference
  readonly client: ReturnType<typeof openClient>
}

/** A registry that asks for a password, and a second origin that takes no Authorization. */
const openGuarded = async (t: TestContext, script: (other: FaultProxy) => string): Promise<Guarded> => {
  const upstream = await openUpstream(t)
  const other = await openFaultProxy({
    upstream,
    script: '* /: call("strange")',
    hooks: {
      strange: ({ headers }) =>
        headers.authorization === undefined
          ? undefined
          : { status: 400, body: '<Error><Message>Only one auth mechanism allowed</Message></Error>' },
    },
  })
  t.after(() => other.close())
  const front = await openFaultProxy({ upstream, script: script(other), hooks: { login } })
  t.after(() => front.close())
  const env = await withDockerConfig(t, { auths: { [front.host]: { username: 'ann', password: 'secret-word' } } })
  const reference = { registry: front.host, path: PATH, tag: 'x' }
  return { front, other, upstream, reference, client: openClient(t, { env }) }
}

const login: Hook = ({ headers }) =>
  headers.authorization === `Basic ${Buffer.from('ann:secret-word').toString('base64')}`
    ? undefined
    : { status: 401, headers: { 'www-authenticate': 'Basic realm="test"' } }

const signal = (): AbortSignal => AbortSignal.timeout(20_000)

/** Another name of this computer is another host, another port another origin. */
const ORIGINS = {
  host: ({ host }: FaultProxy) => host.replace('127.0.0.1', 'localhost'),
  port: ({ host }: FaultProxy) => host,
}

for (const [what, nameOf] of Object.entries(ORIGINS)) {
  test(`R16 upload() to a Location on another ${what} sends no Authorization there`, async (t) => {
    const { front, other, upstream, reference, client } = await openGuarded(
      t,
      (it) =>
        `POST /blobs/: call("login")+edit("location", "^(http://[^/]+)?", "http://${nameOf(it)}"); * /: call("login")`,
    )
    const image = sampleImage()
    await push(client, reference, image, signal())
    await assertWhole({ ...reference, registry: upstream }, image)
    assert.equal(other.seen('PUT /blobs/').length, 3)
    for (const { headers } of other.log)
      assert.deepEqual([headers.authorization, headers.cookie], [undefined, undefined])
    assert.equal(front.seen('PUT /manifests/').filter(({ headers }) => headers.authorization !== undefined).length, 1)
  })

  test(`R17 blob() follows a 307 to another ${what} without Authorization`, async (t) => {
    const { front, other, upstream, reference, client } = await openGuarded(
      t,
      (it) =>
        `GET /blobs/: call("login")+status(307, {"location": "http://${nameOf(it)}/v2/fn/hello/blobs/DIGEST?X-Signature=s%2Fs"})`,
    )
    const blob = blobOf(bytesOf('x'))
    await seedBlob(upstream, PATH, blob)
    const location = `http://${nameOf(other)}/v2/${PATH}/blobs/${blob.descriptor.digest}?X-Signature=s%2Fs`
    front.script(`GET /blobs/: call("login")+status(307, {"location": "${location}", "set-cookie": "a=b"})`)
    const got = await client.blob(reference, blob.descriptor, signal())
    assert.deepEqual(Buffer.from(got), Buffer.from(blob.bytes))
    const [arrived] = other.log
    assert.ok(arrived !== undefined && arrived.target.endsWith('?X-Signature=s%2Fs'))
    assert.deepEqual([arrived.headers.authorization, arrived.headers.cookie], [undefined, undefined])
  })

  test(`R17 copy() streams a blob that is on another ${what}`, async (t) => {
    const { front, other, upstream, reference, client } = await openGuarded(t, () => '')
    const blob = blobOf(bytesOf('x', 300_000))
    await seedBlob(upstream, PATH, blob)
    const location = `http://${nameOf(other)}/v2/${PATH}/blobs/${blob.descriptor.digest}`
    front.script(`GET /blobs/: call("login")+status(307, {"location": "${location}"})`)
    const target = await openUpstream(t)
    await client.copy(reference, { registry: target, path: 'fn/b' }, blob.descriptor, signal())
    assert.equal((await send(`http://${target}/v2/fn/b/blobs/${blob.descriptor.digest}`)).status, 200)
  })
}

const FORBIDDEN = [
  'http://169.254.169.254/latest/meta-data/',
  'http://[::ffff:a9fe:a9fe]/latest/',
  'http://[::ffff:169.254.169.254]/',
  'http://2852039166/',
  'http://0xa9fea9fe/',
  'http://10.0.0.1/',
  'https://192.168.1.1/',
  'http://[fd00::1]/',
  'http://[fe80::1]/',
  'http://0.0.0.0/',
  '//169.254.169.254/x',
  'file:///etc/passwd',
  'ftp://example.test/x',
  'http://user:word@127.0.0.1/x',
]

/** A registry that sends its client away, and a recorder of whatever leaves this computer. */
const openSending = async (
  t: TestContext,
  script: string,
): Promise<{ bed: Awaited<ReturnType<typeof openBed>>; left: FaultProxy }> => {
  const left = await openFaultProxy({ upstream: '127.0.0.1:1', script: '* /: status(200)' })
  t.after(() => left.close())
  const env = {
    ...NO_CREDENTIALS,
    HTTP_PROXY: left.url,
    HTTPS_PROXY: left.url,
    http_proxy: left.url,
    https_proxy: left.url,
  }
  const bed = await openBed(t, { script, client: () => ({ env }) })
  return { bed, left }
}

for (const address of FORBIDDEN) {
  const location = JSON.stringify({ location: address })

  test(`R18 blob() and manifest() refuse a redirect to ${address}`, async (t) => {
    const { bed, left } = await openSending(t, `GET /v2/: status(307, ${location})`)
    const repository = { registry: bed.proxy.host, path: PATH }
    const { descriptor } = blobOf(bytesOf('x'))
    await assert.rejects(bed.client.blob(repository, descriptor, bed.signal), { code: 'REGISTRY_FAILED' })
    const answer = await bed.client.manifest({ ...repository, tag: 'x' }, bed.signal)
    assert.equal(answer.status, 'unknown')
    assert.deepEqual([bed.proxy.log.length, left.log.length], [2, 0])
    assert.ok(!answer.error.message.includes('user:word'))
  })

  test(`R18 upload() refuses a Location at ${address}`, async (t) => {
    const { bed, left } = await openSending(t, `POST /blobs/: status(202, ${location})`)
    const uploading = bed.client.upload({ registry: bed.proxy.host, path: PATH }, blobOf(bytesOf('x')), bed.signal)
    await assert.rejects(uploading, { code: 'REGISTRY_FAILED' })
    assert.deepEqual([bed.proxy.seen('PUT /').length, left.log.length], [0, 0])
  })

  test(`R18 manifest() refuses a token realm at ${address}`, async (t) => {
    const challenge = JSON.stringify({ 'www-authenticate': `Bearer realm="${address}",service="x"` })
    const { bed, left } = await openSending(t, `* /: status(401, ${challenge})`)
    const answer = await bed.client.manifest({ registry: bed.proxy.host, path: PATH, tag: 'x' }, bed.signal)
    assert.equal(answer.status, 'unknown')
    assert.equal(left.log.length, 0)
  })
}

test('R18 a registry behind https does not lead to plain http', async (t) => {
  const certificate = makeCertificate({ names: ['registry.test'] })
  const location = JSON.stringify({ location: 'http://registry.test/v2/x' })
  const registry = await openFaultProxy({
    upstream: '127.0.0.1:1',
    script: `GET /v2/: status(307, ${location}); POST /v2/: status(202, ${location})`,
    tls: certificate,
  })
  t.after(() => registry.close())
  const way = await openFaultProxy({ upstream: registry.url })
  t.after(() => way.close())
  const env = { ...NO_CREDENTIALS, HTTP_PROXY: way.url, HTTPS_PROXY: way.url }
  const client = openClient(t, { env, ca: certificate.cert })
  const repository = { registry: 'registry.test', path: PATH }
  const answer = await client.manifest({ ...repository, tag: 'x' }, signal())
  assert.equal(answer.status, 'unknown')
  assert.match(answer.error.message, /plain http/)
  await assert.rejects(client.upload(repository, blobOf(bytesOf('x')), signal()), /plain http/)
  assert.deepEqual(
    way.log.filter(({ method }) => method !== 'CONNECT'),
    [],
  )
})

test('R19 blob() and manifest() stop in a loop of redirects', async (t) => {
  const {
    client,
    proxy,
    signal: until,
  } = await openBed(t, { script: 'GET /v2/: status(307, {"location": "/v2/fn/hello/blobs/again"})' })
  const repository = { registry: proxy.host, path: PATH }
  await assert.rejects(client.blob(repository, blobOf(bytesOf('x')).descriptor, until), /redirects/)
  assert.ok(proxy.log.length <= 11, `${proxy.log.length} requests`)
  assert.equal((await client.manifest({ ...repository, tag: 'x' }, until)).status, 'unknown')
  assert.ok(proxy.log.length <= 22, `${proxy.log.length} requests`)
})

test('R19 blob() follows redirects that come to an end', async (t) => {
  const { client, proxy, upstream, signal: until } = await openBed(t)
  const blob = blobOf(bytesOf('x'))
  await seedBlob(upstream, PATH, blob)
  proxy.script(`GET /blobs/: 9*status(302, {"location": "/v2/${PATH}/blobs/${blob.descriptor.digest}"}) -> pass`)
  const got = await client.blob({ registry: proxy.host, path: PATH }, blob.descriptor, until)
  assert.deepEqual(Buffer.from(got), Buffer.from(blob.bytes))
})

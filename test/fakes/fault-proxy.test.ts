import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import http from 'node:http'
import { type TestContext, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { makeCertificate } from './certificate.ts'
import { type FaultProxy, type FaultProxyOptions, openFaultProxy } from './fault-proxy.ts'
import { closeServer, listen } from './loopback.ts'
import { send } from './send.ts'

const BODY = randomBytes(200_000)

interface Heard {
  readonly method: string
  readonly url: string
  readonly headers: http.IncomingHttpHeaders
  readonly body: Buffer
  readonly whole: boolean
}

interface Bed {
  readonly proxy: FaultProxy
  readonly heard: readonly Heard[]
}

/** A server that answers BODY to all, chunked on /chunked, and notes what it hears; and a proxy in front of it. */
const open = async (t: TestContext, options: Omit<FaultProxyOptions, 'upstream'>): Promise<Bed> => {
  const heard: Heard[] = []
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = []
    const note = (whole: boolean): void => {
      const { method = '', url = '', headers } = request
      heard.push({ method, url, headers, body: Buffer.concat(chunks), whole })
    }
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('error', () => note(false))
    request.on('end', () => {
      note(true)
      response.setHeader('location', `http://${request.headers.host}/next?state=a%2Fb`)
      response.setHeader('www-authenticate', ['Negotiate', 'Basic realm="x"'])
      if (request.url !== '/chunked') response.setHeader('content-length', BODY.length)
      if (request.method !== 'HEAD') response.write(BODY)
      response.end()
    })
  })
  const host = await listen(server)
  t.after(() => closeServer(server))
  const proxy = await openFaultProxy({ upstream: host, ...options })
  t.after(() => proxy.close())
  return { proxy, heard }
}

test('openFaultProxy() passes method, target, headers, body and reply on as they are', async (t) => {
  const { proxy, heard } = await open(t, {})
  const got = await send(`${proxy.url}/v2/a%2Fb?x=1&digest=sha256:0`, {
    method: 'PUT',
    headers: { 'x-a': 'é'.slice(1) },
    body: BODY,
  })
  assert.equal(got.status, 200)
  assert.deepEqual(got.body, BODY)
  assert.equal(got.headers['content-length'], String(BODY.length))
  assert.equal(got.headers.location, `http://${proxy.host}/next?state=a%2Fb`)
  assert.equal(got.headers['www-authenticate'], 'Negotiate, Basic realm="x"')
  assert.equal(heard[0]?.url, '/v2/a%2Fb?x=1&digest=sha256:0')
  assert.deepEqual(heard[0]?.body, BODY)
})

test('openFaultProxy() logs bytes, status and the step of each exchange', async (t) => {
  const { proxy } = await open(t, { script: 'GET /b: status(503)' })
  await send(`${proxy.url}/a`, { method: 'PUT', body: 'hello' })
  await send(`${proxy.url}/b`)
  assert.deepEqual(
    proxy.log.map((it) => [it.method, it.target, it.status, it.requestBytes, it.replyBytes, it.fault]),
    [
      ['PUT', '/a', 200, 5, BODY.length, 'pass'],
      ['GET', '/b', 503, 0, 0, 'status(503)'],
    ],
  )
  assert.equal(proxy.seen('GET|HEAD /b').length, 1)
  assert.equal(proxy.seen('* /').length, 2)
})

test('a HEAD keeps the length of its reply', async (t) => {
  const { proxy } = await open(t, {})
  const got = await send(`${proxy.url}/a`, { method: 'HEAD' })
  assert.deepEqual([got.headers['content-length'], got.ended], [String(BODY.length), 'whole'])
})

test('steps are used up in order, and the next failpoint that fits takes over', async (t) => {
  const { proxy } = await open(t, {
    script: `GET /a: 1*pass -> 2*status(500)
             * /: 1*status(418); GET ^/b$: status(404)`,
  })
  const statuses: (number | undefined)[] = []
  for (const path of ['a', 'a', 'a', 'a', 'b', 'bc', 'a']) statuses.push((await send(`${proxy.url}/${path}`)).status)
  assert.deepEqual(statuses, [200, 500, 500, 418, 404, 200, 200])
})

test('status() sends headers and body, and asks nobody', async (t) => {
  const { proxy, heard } = await open(t, {
    script: 'PUT /m: status(429, {"retry-after": "2", "x": ["1", "2"]}, "a (b) \\"c\\"; -> d")',
  })
  const got = await send(`${proxy.url}/m`, { method: 'PUT', body: BODY })
  assert.equal(got.status, 429)
  assert.equal(got.headers['retry-after'], '2')
  assert.equal(got.headers['x'], '1, 2')
  assert.equal(got.body.toString(), 'a (b) "c"; -> d')
  assert.equal(heard.length, 0)
})

test('reset ends a request before the upstream hears of it', async (t) => {
  const { proxy, heard } = await open(t, { script: '* /: reset' })
  assert.equal((await send(`${proxy.url}/`, { method: 'PUT', body: 'x' })).ended, 'ECONNRESET')
  assert.equal(heard.length, 0)
  assert.equal(proxy.log[0]?.status, undefined)
})

test('reset@N lets the upstream see N bytes and then a broken request', async (t) => {
  const { proxy, heard } = await open(t, { script: 'PUT /: 1*reset@70000 -> pass' })
  const got = await send(`${proxy.url}/`, { method: 'PUT', body: BODY, headers: { 'content-length': BODY.length } })
  assert.match(got.ended, /ECONNRESET|EPIPE/)
  await until(() => heard.length > 0)
  assert.deepEqual([heard[0]?.whole, proxy.log[0]?.requestBytes], [false, 70_000])
  assert.ok((heard[0]?.body.length ?? 0) <= 70_000)
})

test('drop lets the upstream do it all and tells the client nothing', async (t) => {
  const { proxy, heard } = await open(t, { script: 'PUT /: 1*drop' })
  const got = await send(`${proxy.url}/`, { method: 'PUT', body: BODY })
  assert.deepEqual([got.ended, got.status], ['ECONNRESET', undefined])
  assert.deepEqual([heard[0]?.whole, heard[0]?.body.length], [true, BODY.length])
  assert.equal(proxy.log[0]?.status, 200)
})

for (const [script, ended] of [
  ['cut@1000', 'ECONNRESET'],
  ['cut@1000("chunked")', 'ECONNRESET'],
  ['cut@1000("length")', 'ECONNRESET'],
  ['cut@1000("close")', 'whole'],
  ['resetReply@1000', 'ECONNRESET'],
])
  for (const path of ['/length', '/chunked'])
    test(`${script} of ${path} gives 1000 bytes and ends as "${ended}"`, async (t) => {
      const { proxy } = await open(t, { script: `GET /: ${script}` })
      const got = await send(`${proxy.url}${path}`)
      assert.deepEqual([got.status, got.ended], [200, ended])
      assert.deepEqual(got.body, BODY.subarray(0, 1000))
      const chunked = script?.includes('chunked') || (path === '/chunked' && !/"length"|"close"/.test(script ?? ''))
      assert.equal(got.headers['transfer-encoding'], chunked ? 'chunked' : undefined)
    })

test('stall never answers, stall@N falls silent after N bytes', async (t) => {
  const { proxy, heard } = await open(t, { script: 'GET /a: stall; GET /b: stall@10' })
  const never = await send(`${proxy.url}/a`, { patience: 100 })
  assert.deepEqual([never.status, never.ended, heard.length], [undefined, 'ABORT_ERR', 0])
  const some = await send(`${proxy.url}/b`, { patience: 100 })
  assert.deepEqual([some.status, some.body.length, some.ended], [200, 10, 'ABORT_ERR'])
})

test('choke@N stops reading a request', async (t) => {
  const { proxy } = await open(t, { script: 'PUT /: choke@5' })
  const got = await send(`${proxy.url}/`, { method: 'PUT', body: BODY, patience: 100 })
  assert.deepEqual([got.status, got.ended, proxy.log[0]?.requestBytes], [undefined, 'ABORT_ERR', 5])
})

test('close() ends what stalls', async (t) => {
  const { proxy } = await open(t, { script: 'GET /: stall' })
  const waiting = send(`${proxy.url}/`)
  await until(() => proxy.log.length > 0)
  await proxy.close()
  assert.equal((await waiting).ended, 'ECONNRESET')
})

test('flip@N changes one bit of byte N', async (t) => {
  const { proxy } = await open(t, { script: 'GET /: flip@150000' })
  const expected = Buffer.from(BODY)
  expected.writeUInt8((expected[150_000] ?? 0) ^ 1, 150_000)
  assert.deepEqual((await send(`${proxy.url}/`)).body, expected)
})

test('set, setRequest and edit change headers of one direction', async (t) => {
  const { proxy, heard } = await open(t, {
    script: String.raw`GET /: set({"x": ["1", "2"], "WWW-Authenticate": null})+setRequest({"range": "bytes=0-1"})+edit("location", "^http://[^/]+", "//other")`,
  })
  const got = await send(`${proxy.url}/`)
  assert.deepEqual([got.headers['x'], got.headers['www-authenticate']], ['1, 2', undefined])
  assert.equal(got.headers.location, '//other/next?state=a%2Fb')
  assert.equal(heard[0]?.headers.range, 'bytes=0-1')
})

test('body and gzip replace the reply, with lengths that are right', async (t) => {
  const { proxy } = await open(t, { script: 'GET /a: body("{}"); GET /b: gzip' })
  const replaced = await send(`${proxy.url}/a`)
  assert.deepEqual([replaced.body.toString(), replaced.headers['content-length'], replaced.ended], ['{}', '2', 'whole'])
  const zipped = await send(`${proxy.url}/b`)
  assert.equal(zipped.headers['content-encoding'], 'gzip')
  assert.deepEqual(gunzipSync(zipped.body), BODY)
})

test('slow sends all of it, in pieces', async (t) => {
  const { proxy } = await open(t, { script: 'GET /: slow(50000, 5)' })
  assert.deepEqual((await send(`${proxy.url}/`)).body, BODY)
})

test('duplicate has the upstream hear a request twice', async (t) => {
  const { proxy, heard } = await open(t, { script: 'POST /: duplicate' })
  assert.equal((await send(`${proxy.url}/jobs`, { method: 'POST', body: 'job' })).status, 200)
  assert.deepEqual(
    heard.map(({ body }) => body.toString()),
    ['job', 'job'],
  )
})

test('hooks run before the upstream is asked and after it answered; a reply of theirs is the answer', async (t) => {
  const order: string[] = []
  const { proxy, heard } = await open(t, {
    script: 'GET /a: call("before")+callAfter("after"); GET /b: call("answer")',
    hooks: {
      before: () => void order.push(`before ${heard.length}`),
      after: ({ status }) => void order.push(`after ${heard.length} ${status}`),
      answer: ({ target }) => ({ status: 401, headers: { a: 'b' }, body: target }),
    },
  })
  await send(`${proxy.url}/a`)
  assert.deepEqual(order, ['before 0', 'after 1 200'])
  const answered = await send(`${proxy.url}/b`)
  assert.deepEqual([answered.status, answered.headers['a'], answered.body.toString()], [401, 'b', '/b'])
})

test('an upstream that is gone looks like a broken connection', async (t) => {
  const proxy = await openFaultProxy({ upstream: '127.0.0.1:1' })
  t.after(() => proxy.close())
  assert.equal((await send(`${proxy.url}/`)).ended, 'ECONNRESET')
  assert.match(proxy.log[0]?.broken ?? '', /ECONNREFUSED/)
})

test('a script that cannot be read, or names an unknown fault, throws when it is given', async (t) => {
  const { proxy } = await open(t, {})
  for (const script of [
    'GET',
    'GET /a',
    'GET /a: ',
    'GET /a: 2*',
    'GET /a: pass pass',
    'get /a: pass',
    'GET /a: rest',
    'GET /a: status(x)',
    'GET /a: cut@1("x")',
  ])
    assert.throws(() => proxy.script(script), Error, script)
})

test('tls makes the proxy speak TLS, and an https upstream is checked', async (t) => {
  const certificate = makeCertificate()
  const back = await openFaultProxy({ upstream: '127.0.0.1:1', script: '* /: status(204)', tls: certificate })
  t.after(() => back.close())
  const front = await openFaultProxy({ upstream: back.url, upstreamTls: { ca: certificate.cert }, tls: certificate })
  t.after(() => front.close())
  assert.equal((await send(`${front.url}/`, { ca: certificate.cert })).status, 204)
  assert.equal((await send(`${front.url}/`)).ended, 'DEPTH_ZERO_SELF_SIGNED_CERT')
  assert.equal((await send(`${front.url}/`, { ca: makeCertificate().cert })).status, undefined)
})

test('makeCertificate() can be too old, or for another host', async (t) => {
  const outcomes: string[] = []
  for (const options of [{ until: new Date(Date.now() - 1000) }, { names: ['other.test'] }]) {
    const certificate = makeCertificate(options)
    const proxy = await openFaultProxy({ upstream: '127.0.0.1:1', tls: certificate })
    t.after(() => proxy.close())
    outcomes.push((await send(`${proxy.url}/`, { ca: certificate.cert })).ended)
  }
  assert.deepEqual(outcomes, ['CERT_HAS_EXPIRED', 'ERR_TLS_CERT_ALTNAME_INVALID'])
})

const until = async (done: () => boolean): Promise<void> => {
  while (!done()) await new Promise((resolve) => setTimeout(resolve, 5))
}

test('openFaultProxy() serves as the proxy of a client, by whole URLs and by CONNECT', async (t) => {
  const { proxy } = await open(t, {})
  const port = Number(new URL(proxy.url).port)
  const got = await new Promise<number | undefined>((resolve) => {
    const headers = { host: 'registry.test' }
    http.get({ port, host: '127.0.0.1', path: 'http://registry.test/v2/', headers }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode))
    })
  })
  const agent = new http.Agent()
  const connected = await new Promise<number | undefined>((resolve) => {
    http
      .request({ port, host: '127.0.0.1', method: 'CONNECT', path: 'registry.test:443', agent })
      .on('connect', (response, socket) => {
        resolve(response.statusCode)
        socket.destroy()
      })
      .end()
  })
  assert.deepEqual([got, connected], [200, 200])
  assert.deepEqual(
    proxy.log.map(({ method, target }) => [method, target]),
    [
      ['GET', 'http://registry.test/v2/'],
      ['CONNECT', 'registry.test:443'],
    ],
  )
})

import { gzipSync } from 'node:zlib'

export interface ShimRequest {
  readonly method?: string
  readonly path?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
}

export interface ShimAnswer {
  /** 200 unless given. */
  readonly status?: number
  /** `null` means that the header must be absent. */
  readonly headers?: Readonly<Record<string, string | RegExp | null>>
  readonly body?: string | RegExp
  readonly json?: unknown
}

/** One row: what a function does, in each language that promises the same answer to the same request. */
export interface ShimCase {
  readonly name: string
  readonly request?: ShimRequest
  /** A function expression of (event, context). */
  readonly nodejs?: string
  /** The body of `def handler(event, context)`, or the one expression that it returns. */
  readonly python?: string
  readonly answer: ShimAnswer
}

const JSON_TYPE = { 'content-type': 'application/json' }
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
const MULTIPART = { 'content-type': 'multipart/form-data; boundary=XX' }
const PARTS = [
  '--XX\r\nContent-Disposition: form-data; name="who"\r\n\r\nZoë\r\n',
  '--XX\r\nContent-Disposition: form-data; name="up"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\nline\r\n\r\n',
  '--XX--\r\n',
].join('')
const EVENT_HEADERS = {
  'Event-Id': 'id-1',
  'EVENT-TYPE': 'application/json',
  'event-time': '2026-01-02T03:04:05Z',
  'event-namespace': 'cli.kubeless.io',
}

const EVENT: readonly ShimCase[] = [
  {
    name: 'event-id, event-type, event-time and event-namespace are those of the headers',
    request: { headers: EVENT_HEADERS },
    nodejs: `(e) => [e['event-id'], e['event-type'], e['event-time'], e['event-namespace']].join()`,
    python: `','.join([event['event-id'], event['event-type'], event['event-time'], event['event-namespace']])`,
    answer: { body: 'id-1,application/json,2026-01-02T03:04:05Z,cli.kubeless.io' },
  },
  {
    name: 'event keys whose headers are absent are undefined or None',
    nodejs: `(e) => ['event-id', 'event-type', 'event-time', 'event-namespace'].map((key) => String(e[key])).join()`,
    python: `','.join(str(event[key]) for key in ('event-id', 'event-type', 'event-time', 'event-namespace'))`,
    answer: { body: /^(undefined,undefined,undefined,undefined|None,None,None,None)$/ },
  },
  {
    name: 'context has function-name, timeout, runtime and memory-limit',
    nodejs: `(e, context) => context`,
    python: `context`,
    answer: { json: { 'function-name': 'main', timeout: 180, runtime: 'test1.0', 'memory-limit': '128Mi' } },
  },
  {
    name: 'extensions hold the request and, in Node, the response',
    nodejs: `(e) => Object.keys(e.extensions).join()`,
    answer: { body: 'request,response' },
  },
  { name: 'extensions hold the request', python: `','.join(event['extensions'])`, answer: { body: 'request' } },
  {
    name: 'request has method, path, query and headers',
    request: { method: 'PATCH', path: '/a%20b/c?x=1&y=%C3%A9&x=2&e=', headers: { 'X-Some-Header': 'v' }, body: 'b' },
    nodejs: `({ extensions: { request: r } }) => ({ method: r.method, path: decodeURI(r.path), x: r.query.x[1], y: r.query.y,
      e: r.query.e, get: r.get('x-some-HEADER'), header: r.headers['x-some-header'] })`,
    python: `
      r = event['extensions']['request']
      return dict(method=r.method, path=r.path, x=r.query['x'], y=r.query.y, e=r.query.get('e'),
        get=r.get_header('x-some-HEADER'), header=r.headers['x-some-header'])`,
    answer: { json: { method: 'PATCH', path: '/a b/c', x: '2', y: 'é', e: '', get: 'v', header: 'v' } },
  },
]

const DATA: readonly ShimCase[] = [
  {
    name: 'data of application/json is parsed',
    request: { method: 'POST', headers: JSON_TYPE, body: '{"a":[1,"é",null]}' },
    nodejs: `({ data }) => data`,
    python: `event['data']`,
    answer: { json: { a: [1, 'é', null] } },
  },
  {
    name: 'data of application/json with a charset is parsed',
    request: { method: 'POST', headers: { 'content-type': 'Application/JSON; charset=utf-8' }, body: '{"a":1}' },
    nodejs: `({ data }) => typeof data`,
    answer: { body: 'object' },
  },
  {
    name: 'data of application/json with a charset is bytes',
    request: { method: 'POST', headers: { 'content-type': 'application/json; charset=utf-8' }, body: '{"a":1}' },
    python: `repr(event['data'])`,
    answer: { body: `b'{"a":1}'` },
  },
  {
    name: 'data of application/*+json is not parsed',
    request: { method: 'POST', headers: { 'content-type': 'application/cloudevents+json' }, body: '{"a":1}' },
    nodejs: `({ data }) => data + typeof data`,
    python: `event['data'] + b'string'`,
    answer: { body: '{"a":1}string' },
  },
  {
    name: 'data of another type is text or bytes',
    request: { method: 'POST', headers: FORM, body: 'a=1&b=ü' },
    nodejs: `({ data }) => data`,
    python: `event['data']`,
    answer: { body: 'a=1&b=ü' },
  },
  {
    name: 'data without a type is text or bytes',
    request: { method: 'POST', body: '{"a":1}' },
    nodejs: `({ data }) => data + typeof data`,
    python: `event['data'] + b'string'`,
    answer: { body: '{"a":1}string' },
  },
  {
    name: 'binary data arrives as it was sent',
    request: { method: 'POST', body: new Uint8Array([0, 255, 128, 10, 13]) },
    nodejs: `({ extensions: { request } }) => request.body.toString('hex')`,
    python: `event['data'].hex()`,
    answer: { body: '00ff800a0d' },
  },
  {
    name: 'data of a GET is {}',
    nodejs: `({ data }) => data`,
    answer: { json: {} },
  },
  {
    name: 'data of an empty POST is {}',
    request: { method: 'POST', headers: JSON_TYPE, body: '' },
    nodejs: `({ data }) => data`,
    answer: { json: {} },
  },
  { name: "data of a GET is b''", python: `repr(event['data'])`, answer: { body: `b''` } },
  {
    name: 'data of an empty JSON POST is None',
    request: { method: 'POST', headers: JSON_TYPE, body: '' },
    python: `repr(event['data'])`,
    answer: { body: 'None' },
  },
  {
    name: 'invalid JSON is a 500',
    request: { method: 'POST', headers: JSON_TYPE, body: '{"a":' },
    nodejs: `() => 'called'`,
    python: `'called'`,
    answer: { status: 500, body: /Internal Server Error/ },
  },
  {
    name: 'multipart data is {} and its stream is left unread',
    request: { method: 'POST', headers: MULTIPART, body: PARTS },
    nodejs: `async ({ data, extensions: { request } }) => {
      let text = ''
      for await (const chunk of request) text += chunk
      return JSON.stringify(data) + text.length
    }`,
    answer: { body: `{}${Buffer.byteLength(PARTS) - 1}` },
  },
  {
    name: 'multipart data is bytes, with forms and files on the request',
    request: { method: 'POST', headers: MULTIPART, body: PARTS },
    python: `
      r = event['extensions']['request']
      up = r.files['up']
      return [type(event['data']).__name__, r.forms.who, r.forms.get('up', '-'), up.filename, up.content_type, repr(up.file.read())]`,
    answer: { body: `bytesZoë-a.txttext/plainb'line\\r\\n'` },
  },
  {
    name: 'request has json, forms, params, url, cookies, auth and body',
    request: {
      method: 'POST',
      path: '/p?q=1',
      headers: { ...FORM, host: 'h:81', cookie: 'a=b; c="d"', authorization: `Basic ${btoa('me:pw')}` },
      body: 'n=%C3%A9&n=2',
    },
    python: `
      r = event['extensions']['request']
      return [r.forms.getall('n')[0], r.params.q, r.url, r.cookies.c, ':'.join(r.auth), str(r.body.read()), str(r.json)]`,
    answer: { body: `é1http://h:81/p?q=1dme:pwb'n=%C3%A9&n=2'None` },
  },
  {
    name: 'a gzipped body is inflated',
    request: { method: 'POST', headers: { ...JSON_TYPE, 'content-encoding': 'gzip' }, body: gzipSync('{"a":1}') },
    nodejs: `({ data }) => data`,
    answer: { json: { a: 1 } },
  },
  {
    name: 'a gzipped body that inflates past the limit is a 413',
    request: { method: 'POST', headers: { 'content-encoding': 'gzip' }, body: gzipSync('0'.repeat(1_100_000)) },
    nodejs: `() => 'called'`,
    answer: { status: 413 },
  },
  {
    name: 'a body in an unknown encoding is a 415',
    request: { method: 'POST', headers: { 'content-encoding': 'constructor' }, body: 'x' },
    nodejs: `() => 'called'`,
    answer: { status: 415 },
  },
  {
    name: 'a chunked body is read',
    request: { method: 'POST', headers: { 'transfer-encoding': 'chunked' }, body: 'é'.repeat(70_000) },
    nodejs: `({ data }) => String(data.length)`,
    python: `str(len(event['data'].decode()))`,
    answer: { body: '70000' },
  },
]

const RESULT: readonly ShimCase[] = [
  {
    name: 'a string is the body, without a type',
    nodejs: `() => 'héllo'`,
    answer: { body: 'héllo', headers: { 'content-type': null, 'content-length': '6' } },
  },
  {
    name: 'a str is the body, as HTML',
    python: `'héllo'`,
    answer: { body: 'héllo', headers: { 'content-type': 'text/html; charset=UTF-8', 'content-length': '6' } },
  },
  { name: 'bytes are the body', python: `b'h\\xc3\\xa9'`, answer: { body: 'hé' } },
  {
    name: 'an object is JSON',
    nodejs: `() => ({ a: 'é' })`,
    answer: { json: { a: 'é' }, headers: { 'content-type': 'application/json; charset=utf-8' } },
  },
  {
    name: 'a dict is JSON',
    python: `{'a': 'é'}`,
    answer: { json: { a: 'é' }, headers: { 'content-type': 'application/json' } },
  },
  { name: 'an array is JSON', nodejs: `() => [1, 'a']`, answer: { json: [1, 'a'] } },
  { name: 'null is JSON', nodejs: `() => null`, answer: { body: 'null' } },
  {
    name: 'undefined is an empty 200',
    nodejs: `() => undefined`,
    answer: { body: '', headers: { 'content-type': null, 'content-length': '0' } },
  },
  {
    name: 'a number is JSON without a type',
    nodejs: `() => 42`,
    answer: { body: '42', headers: { 'content-type': null } },
  },
  { name: 'a boolean is JSON without a type', nodejs: `() => false`, answer: { body: 'false' } },
  {
    name: 'a Buffer is JSON',
    nodejs: `() => Buffer.from('a')`,
    answer: { json: { type: 'Buffer', data: [97] } },
  },
  {
    name: 'an object like a Lambda answer is just JSON',
    nodejs: `() => ({ statusCode: 404, body: 'x' })`,
    answer: { json: { statusCode: 404, body: 'x' } },
  },
  { name: 'None is an empty 200', python: `None`, answer: { body: '', headers: { 'content-length': '0' } } },
  { name: 'an empty dict is JSON', python: `{}`, answer: { body: '{}' } },
  { name: 'zero is an empty 200', python: `0`, answer: { body: '' } },
  { name: 'a list of str is joined', python: `['a', 'é']`, answer: { body: 'aé' } },
  { name: 'a list of dict is a 500', python: `[{'a': 1}]`, answer: { status: 500 } },
  { name: 'an int is a 500', python: `42`, answer: { status: 500 } },
  { name: 'True is a 500', python: `True`, answer: { status: 500 } },
  { name: 'a tuple of body and status is a 500', python: `('a', 404)`, answer: { status: 500 } },
  {
    name: 'what a promise resolves to is the result',
    nodejs: `async () => { await null; return { a: 1 } }`,
    answer: { json: { a: 1 } },
  },
  { name: 'a coroutine is waited for', python: `__import__('asyncio').sleep(0, {'a': 1})`, answer: { json: { a: 1 } } },
  {
    name: 'the response that the function ended is the answer',
    nodejs: `({ extensions: { response } }) => { response.writeHead(201, { 'x-a': 'b' }); response.end('own'); return 'ignored' }`,
    answer: { status: 201, body: 'own', headers: { 'x-a': 'b', 'access-control-allow-origin': '*' } },
  },
  {
    name: 'a status and headers set by the function are kept',
    nodejs: `({ extensions: { response } }) => { response.status(418).set({ 'X-A': 'b', 'Content-Type': 'text/css' }); return 'a{}' }`,
    answer: { status: 418, body: 'a{}', headers: { 'x-a': 'b', 'content-type': 'text/css; charset=utf-8' } },
  },
  {
    name: 'a 204 has neither body nor length',
    nodejs: `({ extensions: { response } }) => { response.status(204); return 'dropped' }`,
    python: `Response('dropped', 204)`,
    answer: { status: 204, body: '', headers: { 'content-length': null } },
  },
  {
    name: 'a stream that is piped to the response is the answer',
    nodejs: `({ extensions: { response } }) => new Promise((resolve) => {
      require('stream').Readable.from(['a', 'b']).pipe(response).on('finish', resolve)
    })`,
    answer: { body: 'ab' },
  },
  {
    name: 'a returned HTTPResponse gives status, headers and body',
    python: `Response({'a': 1}, 201, {'X-A': 'b'})`,
    answer: { status: 201, json: { a: 1 }, headers: { 'x-a': 'b', 'content-type': 'application/json' } },
  },
  {
    name: 'a raised HTTPResponse gives status, headers and body',
    python: `
      raise Response('teapot', 418, [('Content-Type', 'text/x'), ('Set-Cookie', 'a=1'), ('Set-Cookie', 'b=2')])`,
    answer: { status: 418, body: 'teapot', headers: { 'content-type': 'text/x', 'set-cookie': 'a=1,b=2' } },
  },
  {
    name: 'response.send, json, type, redirect, cookie and sendStatus work as in Express: send',
    nodejs: `({ extensions: { response } }) => { response.send('<p>') }`,
    answer: { body: '<p>', headers: { 'content-type': 'text/html; charset=utf-8' } },
  },
  {
    name: 'response.send() of a Buffer is binary',
    nodejs: `({ extensions: { response } }) => { response.send(Buffer.from('é')) }`,
    answer: { body: 'é', headers: { 'content-type': 'application/octet-stream' } },
  },
  {
    name: 'response.json() with a status',
    nodejs: `({ extensions: { response } }) => response.status(422).json([1])`,
    answer: { status: 422, json: [1], headers: { 'content-type': 'application/json; charset=utf-8' } },
  },
  {
    name: 'response.type() by extension',
    nodejs: `({ extensions: { response } }) => { response.type('.svg').header('x-a', '1').end(response.get('x-a')) }`,
    answer: { body: '1', headers: { 'content-type': 'image/svg+xml' } },
  },
  {
    name: 'response.redirect()',
    nodejs: `({ extensions: { response } }) => { response.redirect('/é?a=%20') }`,
    answer: { status: 302, headers: { location: '/%C3%A9?a=%20' } },
  },
  {
    name: 'response.redirect() with a status',
    nodejs: `({ extensions: { response } }) => { response.redirect(301, 'https://x.test/') }`,
    answer: { status: 301, headers: { location: 'https://x.test/' } },
  },
  {
    name: 'response.cookie()',
    nodejs: `({ extensions: { response } }) => response.cookie('a', 'b c', { httpOnly: true }).cookie('d', 1).sendStatus(202)`,
    answer: { status: 202, body: 'Accepted', headers: { 'set-cookie': 'a=b%20c; Path=/; HttpOnly,d=1; Path=/' } },
  },
  {
    name: 'request.is() knows the type of the body',
    request: { method: 'POST', headers: { 'content-type': 'text/html; charset=utf-8' }, body: 'x' },
    nodejs: `({ extensions: { request: r } }) => [r.is('html'), r.is('text/*'), r.is('json'), r.is(['json', 'text/html'])]`,
    answer: { json: ['html', 'text/html', false, 'text/html'] },
  },
]

const FAILURE: readonly ShimCase[] = [
  {
    name: 'what the function throws is a 500 that says nothing of it',
    nodejs: `() => { throw new Error('secret') }`,
    python: `
      raise ValueError('secret')`,
    answer: { status: 500, body: /^(?!.*secret)[^]*Internal Server Error/, headers: { 'content-type': /html/ } },
  },
  {
    name: 'a rejection is a 500',
    nodejs: `() => Promise.reject(new Error('no'))`,
    answer: { status: 500, body: 'Internal Server Error' },
  },
  {
    name: 'a rejection with undefined is a 500',
    nodejs: `() => Promise.reject()`,
    answer: { status: 500, body: 'Internal Server Error' },
  },
  {
    name: 'a throw of undefined is a 500',
    nodejs: `() => { throw undefined }`,
    answer: { status: 500, body: 'Internal Server Error' },
  },
  {
    name: 'a forgotten rejected promise does not harm the answer',
    nodejs: `() => { Promise.reject(new Error('forgotten')); return 'fine' }`,
    answer: { body: 'fine' },
  },
  { name: 'a circular result is a 500', nodejs: `() => { const a = {}; a.a = a; return a }`, answer: { status: 500 } },
  {
    name: 'a type set before the throw is not that of the error',
    nodejs: `({ extensions: { response } }) => { response.type('json'); throw new Error('no') }`,
    answer: { status: 500, headers: { 'content-type': 'text/html; charset=utf-8' } },
  },
  {
    name: 'sys.exit() is a 500',
    python: `
      sys.exit(0)`,
    answer: { status: 500 },
  },
  {
    name: 'a process that dies is a 500',
    python: `
      os.kill(os.getpid(), 9)`,
    answer: { status: 500 },
  },
  { name: 'a result that JSON cannot hold is a 500', python: `{'a': object()}`, answer: { status: 500 } },
  {
    name: 'a header value with a line break is a 500',
    nodejs: `({ extensions: { response } }) => { response.set('x-a', 'b\\r\\nx-evil: 1') }`,
    python: `Response('', 200, {'x-a': 'b\\r\\nx-evil: 1'})`,
    answer: { status: 500, headers: { 'x-evil': null } },
  },
  {
    name: 'a header name with a line break is a 500',
    nodejs: `({ extensions: { response } }) => { response.set('x-a: b\\r\\nx-evil', '1') }`,
    python: `Response('', 200, {'x-a: b\\r\\nx-evil': '1'})`,
    answer: { status: 500, headers: { 'x-evil': null } },
  },
]

const METHOD: readonly ShimCase[] = [
  {
    name: 'HEAD calls the function and has no body',
    request: { method: 'HEAD' },
    nodejs: `({ extensions: { request } }) => request.method`,
    python: `event['extensions']['request'].method`,
    answer: { body: '', headers: { 'content-length': '4' } },
  },
  ...['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map((method) => ({
    name: `${method} calls the function`,
    request: { method },
    nodejs: `({ extensions: { request } }) => request.method`,
    python: `event['extensions']['request'].method`,
    answer: { body: method },
  })),
  {
    name: 'OPTIONS is answered with what was asked for, and does not call the function',
    request: {
      method: 'OPTIONS',
      headers: { 'access-control-request-method': 'PUT', 'access-control-request-headers': 'x-a, x-b' },
    },
    nodejs: `() => { throw new Error('called') }`,
    answer: {
      body: '',
      headers: {
        'access-control-allow-origin': '*',
        'access-control-allow-methods': 'PUT',
        'access-control-allow-headers': 'x-a, x-b',
      },
    },
  },
  {
    name: 'OPTIONS is a 405',
    request: { method: 'OPTIONS' },
    python: `'called'`,
    answer: { status: 405, headers: { allow: 'GET, HEAD, POST, PATCH, DELETE, PUT' } },
  },
  {
    name: 'answers carry Access-Control-Allow-Origin',
    nodejs: `() => 'x'`,
    answer: { headers: { 'access-control-allow-origin': '*' } },
  },
  {
    name: 'answers carry no Access-Control-Allow-Origin',
    python: `'x'`,
    answer: { headers: { 'access-control-allow-origin': null } },
  },
  {
    name: 'GET /healthz is OK without the function',
    request: { path: '/healthz?x' },
    nodejs: `() => 'called'`,
    python: `'called'`,
    answer: { body: 'OK' },
  },
  {
    name: 'POST /healthz calls the function',
    request: { method: 'POST', path: '/healthz' },
    nodejs: `() => 'called'`,
    python: `'called'`,
    answer: { body: 'called' },
  },
  {
    name: 'any path calls the function',
    request: { path: '/healthz/../%C3%A9/x.html' },
    nodejs: `() => 'called'`,
    python: `'called'`,
    answer: { body: 'called' },
  },
]

/** What every shim promises for one request, in one process. */
export const CASES: readonly ShimCase[] = [...EVENT, ...DATA, ...RESULT, ...FAILURE, ...METHOD]

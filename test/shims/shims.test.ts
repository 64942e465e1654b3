import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { Agent } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { CASES } from './cases.ts'
import type { ShimAnswer } from './cases.ts'
import { dispatcher, echo, meeting, module } from './functions.ts'
import { ask, findPythons, LIMIT, NODE, startShim, until } from './shim.ts'
import type { Answer, Runtime } from './shim.ts'

const PYTHONS = findPythons()

if (PYTHONS.length === 0)
  test('python shim', { skip: 'no python3 on PATH: the Python shim is NOT tested here' }, () => {})

for (const runtime of [NODE, ...PYTHONS]) {
  describe(`shim ${runtime.name}`, LIMIT, () => {
    answersTheTable(runtime)
    startsOrSaysWhy(runtime)
    enforcesLimits(runtime)
    tellsWhatItDoes(runtime)
    servesManyAtOnce(runtime)
    survivesBadClients(runtime)
    leavesOrderly(runtime)
  })
}

function answersTheTable(runtime: Runtime): void {
  const rows = CASES.filter((row) => row[runtime.language] !== undefined)
  test('answers each row of the table', async (t) => {
    const { port } = await startShim(t, runtime, dispatcher(runtime.language, rows))
    for (const [index, { name, request, answer }] of rows.entries()) {
      await t.test(name, async () => {
        const headers = { ...request?.headers, 'x-case': String(index) }
        assertAnswer(await ask(port, { ...request, headers }), answer)
      })
    }
  })
}

function startsOrSaysWhy(runtime: Runtime): void {
  const broken = module(runtime, {
    nodejs: `throw new Error('no such thing')`,
    python: `raise Exception('no such thing')`,
  })
  const empty = module(runtime, { nodejs: `exports.other = () => 1`, python: `other = 1` })

  test('ends with 1 and the exception as termination message when the module cannot be loaded', async (t) => {
    const shim = await startShim(t, runtime, broken)
    assert.equal(await shim.ended, 1)
    assert.match(await shim.terminationMessage(), /no such thing/)
    assert.match(shim.stderr(), /no such thing/)
  })
  test('ends with 1 and names the handler that the module lacks', async (t) => {
    const shim = await startShim(t, runtime, empty)
    assert.equal(await shim.ended, 1)
    assert.match(await shim.terminationMessage(), /Cannot find the handler "main"/)
  })
  test('ends with 1 and names the module that is not there', async (t) => {
    const shim = await startShim(t, runtime, { files: {} })
    assert.equal(await shim.ended, 1)
    assert.match(await shim.terminationMessage(), /\bfn\b/)
  })
  for (const [name, value] of Object.entries({ MOD_NAME: '', FUNC_TIMEOUT: 'soon', FUNC_PORT: '1' })) {
    if (name === 'FUNC_PORT' && process.getuid?.() === 0) continue
    test(`ends with 1 and names ${name} when it cannot be used`, async (t) => {
      const shim = await startShim(t, runtime, { ...empty, env: { [name]: value } })
      assert.equal(await shim.ended, 1)
      assert.match(await shim.terminationMessage(), new RegExp(name === 'FUNC_PORT' ? 'port 1|:1' : name))
    })
  }
  test('with KUBELESS_LAZY_LOAD=1 a broken module is healthy and gives 500', async (t) => {
    const shim = await startShim(t, runtime, { ...broken, env: { KUBELESS_LAZY_LOAD: '1' } })
    assert.equal((await ask(shim.port, { path: '/healthz' })).body, 'OK')
    assert.equal((await ask(shim.port)).status, 500)
    assert.equal((await ask(shim.port)).status, 500)
    assert.match(shim.stderr(), /no such thing/)
  })
  test('with KUBELESS_LAZY_LOAD=1 a module works', async (t) => {
    const fine = module(runtime, {
      nodejs: `exports.main = () => 'fine'`,
      python: `main = lambda event, context: 'fine'`,
    })
    const { port } = await startShim(t, runtime, { ...fine, env: { KUBELESS_LAZY_LOAD: '1' } })
    for (let call = 0; call < 4; call += 1) assert.equal((await ask(port)).body, 'fine')
  })
}

function enforcesLimits(runtime: Runtime): void {
  test('answers 408 when waiting takes longer than FUNC_TIMEOUT, and goes on', async (t) => {
    const source = module(runtime, {
      nodejs: `exports.main = ({ data }) => (data === 'wait' ? new Promise((r) => setTimeout(r, 60_000)) : 'quick')`,
      python: `import time\ndef main(event, context):\n  return time.sleep(60) if event['data'] == b'wait' else 'quick'`,
    })
    const { port, stdout } = await startShim(t, runtime, { ...source, env: { FUNC_TIMEOUT: '0.3' } })
    assert.equal((await ask(port, { method: 'POST', body: 'wait' })).status, 408)
    assert.equal((await ask(port)).body, 'quick')
    await until(() => stdout().includes('" 408 '))
  })
  test('refuses a body over the limit with 413, and goes on', async (t) => {
    const source = module(runtime, {
      nodejs: `exports.main = ({ data }) => 'got ' + data.length`,
      python: `def main(event, context):\n  return 'got %d' % len(event['data'])`,
    })
    const env = { REQ_MB_LIMIT: '2', FUNC_MEMFILE_MAX: String(2 * 2 ** 20) }
    const { port } = await startShim(t, runtime, { ...source, env })
    const fits = { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '0'.repeat(2 * 2 ** 20) }
    const chunked = { 'transfer-encoding': 'chunked' }
    assert.equal((await ask(port, fits)).body, `got ${2 * 2 ** 20}`)
    assert.equal((await ask(port, { ...fits, body: `${fits.body}0` })).status, 413)
    assert.equal((await ask(port, { ...fits, headers: chunked, body: `${fits.body}0` })).status, 413)
    assert.equal((await ask(port, fits)).status, 200)
  })
}

function tellsWhatItDoes(runtime: Runtime): void {
  const source = module(runtime, {
    nodejs: `exports.main = ({ data }) => { console.log('from the function'); if (data === 'throw') throw new Error('oh'); return 'hi' }`,
    python: `def main(event, context):\n  print('from the function')\n  if event['data'] == b'throw': raise ValueError('oh')\n  return 'hi'`,
  })
  test('counts calls, failures and durations by method in /metrics', async (t) => {
    const { port } = await startShim(t, runtime, source)
    await ask(port)
    await ask(port)
    await ask(port, { method: 'POST', body: 'throw' })
    await ask(port, { path: '/healthz' })
    const { body, headers } = await ask(port, { path: '/metrics' })
    const [get, post] = runtime.language === 'nodejs' ? ['fn-GET', 'fn-POST'] : ['GET', 'POST']
    assert.match(headers['content-type'] ?? '', /^text\/plain; version=0\.0\.4/)
    for (const line of [
      `function_calls_total{method="${get}"} 2`,
      `function_calls_total{method="${post}"} 1`,
      `function_failures_total{method="${get}"} 0`,
      `function_failures_total{method="${post}"} 1`,
      `function_duration_seconds_bucket{le="+Inf",method="${get}"} 2`,
      `function_duration_seconds_count{method="${get}"} 2`,
      '# TYPE function_duration_seconds histogram',
    ])
      assert.ok(body.split('\n').includes(line), `${line} is not in\n${body}`)
  })
  test('logs each request in the combined format, and probes only when asked to', async (t) => {
    const { port, stdout } = await startShim(t, runtime, source)
    await ask(port, { path: '/healthz' })
    const headers = { 'user-agent': 'a "quoted" \\ agent', referer: 'http://r/' }
    await ask(port, { method: 'POST', path: '/p?q=1', headers, body: 'x' })
    await until(() => stdout().includes('/p?q=1'))
    const date = String.raw`\[\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d \+0000\]`
    const rest = String.raw`"POST /p\?q=1 HTTP/1.1" 200 2 "http://r/" "a \\"quoted\\" \\\\ agent"`
    assert.match(stdout(), new RegExp(`^127\\.0\\.0\\.1 - - ${date} ${rest}$`, 'm'))
    assert.match(stdout(), /^from the function$/m)
    assert.doesNotMatch(stdout(), /healthz/)
  })
  test('logs probes with KUBELESS_LOG_PROBES=1', async (t) => {
    const { port, stdout } = await startShim(t, runtime, { ...source, env: { KUBELESS_LOG_PROBES: '1' } })
    await ask(port, { path: '/healthz' })
    await until(() => stdout().includes('"GET /healthz HTTP/1.1" 200 2'))
  })
}

function servesManyAtOnce(runtime: Runtime): void {
  test('runs calls side by side: each waits for the other three', async (t) => {
    const { port } = await startShim(t, runtime, meeting(runtime))
    const answers = await Promise.all(['a', 'b', 'c', 'd'].map((body) => ask(port, { method: 'POST', body })))
    assert.deepEqual(
      answers.map(({ body }) => body),
      ['a', 'b', 'c', 'd'],
    )
  })
  test('keeps each of 40 concurrent answers to its own request', async (t) => {
    const { port } = await startShim(t, runtime, echo(runtime))
    const bodies = Array.from({ length: 40 }, (_, index) => String(index).repeat(index * 50))
    const answers = await Promise.all(bodies.map((body) => ask(port, { method: 'POST', body: `x${body}` })))
    assert.deepEqual(
      answers.map(({ body }) => body),
      bodies.map((body) => `x${body}`),
    )
  })
  test('keeps the connection for the next request', async (t) => {
    const { port } = await startShim(t, runtime, echo(runtime))
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    t.after(() => agent.destroy())
    const ports: unknown[] = []
    for (const method of ['POST', 'HEAD', 'DELETE']) {
      const answer = await ask(port, { method, body: method }, agent)
      ports.push(answer.localPort)
      assert.equal(answer.body, method === 'HEAD' ? '' : method)
    }
    assert.equal(new Set(ports).size, 1)
  })
}

function survivesBadClients(runtime: Runtime): void {
  test('goes on after a client that leaves in the middle of its body', async (t) => {
    const shim = await startShim(t, runtime, echo(runtime))
    for (const head of ['Content-Length: 100\r\n\r\nabc', 'Transfer-Encoding: chunked\r\n\r\nff\r\nabc']) {
      await sendRaw(shim.port, `POST / HTTP/1.1\r\nHost: x\r\n${head}`, 'leave')
    }
    assert.equal((await ask(shim.port, { method: 'POST', body: 'next' })).body, 'next')
    assert.doesNotMatch(shim.stderr(), /Traceback|Error:/)
  })
  for (const [name, head] of Object.entries({
    'two lengths': 'Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd',
    'a length and chunks': 'Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    'a length that is no number': 'Content-Length: +3\r\n\r\nabc',
    'a chunk size that is no number': 'Transfer-Encoding: chunked\r\n\r\n-1\r\nabc\r\n0\r\n\r\n',
  })) {
    test(`refuses ${name} with 400`, async (t) => {
      const { port } = await startShim(t, runtime, echo(runtime))
      assert.match(await sendRaw(port, `POST / HTTP/1.1\r\nHost: x\r\n${head}`), /^HTTP\/1\.1 400 /)
    })
  }
}

function leavesOrderly(runtime: Runtime): void {
  test('on SIGTERM serves on with Connection: close, finishes what runs, and ends with 0', async (t) => {
    const shim = await startShim(t, runtime, { ...meeting(runtime), env: { KUBELESS_DRAIN_SECONDS: '2' } })
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    t.after(() => agent.destroy())
    const before = await ask(shim.port, { path: '/metrics' }, agent)
    assert.notEqual(before.headers.connection, 'close')
    const running = ask(shim.port, { method: 'POST', body: 'a' })
    await until(() => existsSync(join(shim.root, 'a')))
    shim.kill('SIGTERM')
    await until(async () => (await ask(shim.port, { path: '/healthz' })).headers.connection === 'close')
    const kept = await ask(shim.port, { path: '/metrics' }, agent)
    assert.deepEqual([kept.status, kept.headers.connection, kept.localPort], [200, 'close', before.localPort])
    await until(() => ask(shim.port, { path: '/healthz' }).then(...refused))
    for (const name of ['b', 'c', 'd']) await writeFile(join(shim.root, name), '')
    assert.equal((await running).body, 'a')
    assert.equal(await shim.ended, 0)
    assert.equal(await shim.terminationMessage(), '')
  })
  test('on SIGTERM answers what has arrived and was not read yet', async (t) => {
    const shim = await startShim(t, runtime, { ...echo(runtime), env: { KUBELESS_DRAIN_SECONDS: '0.001' } })
    // As on a machine too busy to let it run: the kernel takes connections and what they send.
    shim.kill('SIGSTOP')
    const asking = Array.from({ length: 10 }, () => ask(shim.port, { method: 'POST', body: 'a' }))
    await sleep(200)
    shim.kill('SIGTERM')
    shim.kill('SIGCONT')
    const answers = await Promise.all(asking)
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]))
    assert.equal(await shim.ended, 0)
  })
  test('on SIGINT ends with 0', async (t) => {
    const shim = await startShim(t, runtime, { ...echo(runtime), env: { KUBELESS_DRAIN_SECONDS: '600' } })
    shim.kill('SIGINT')
    assert.equal(await shim.ended, 0)
  })
}

const refused = [() => false, (error: NodeJS.ErrnoException) => error.code === 'ECONNREFUSED'] as const

const assertAnswer = (actual: Answer, expected: ShimAnswer): void => {
  assert.equal(actual.status, expected.status ?? 200, actual.body)
  for (const [name, value] of Object.entries(expected.headers ?? {})) {
    const header = String(actual.headers[name] ?? null)
    if (value instanceof RegExp) assert.match(header, value)
    else assert.equal(header, String(value), `header ${name}`)
  }
  if (expected.body instanceof RegExp) assert.match(actual.body, expected.body)
  else if (expected.body !== undefined) assert.equal(actual.body, expected.body)
  if (expected.json !== undefined) assert.deepEqual(JSON.parse(actual.body), expected.json)
}

/** Writes `text` to a new connection; returns what comes back, or leaves at once. */
const sendRaw = (port: number, text: string, then: 'read' | 'leave' = 'read'): Promise<string> =>
  new Promise((resolve) => {
    let received = ''
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(text, () => (then === 'leave' ? socket.destroy() : undefined))
    })
    socket.on('data', (chunk) => (received += String(chunk)))
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(received))
  })

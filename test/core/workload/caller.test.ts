import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { createServer, type IncomingMessage } from 'node:http'
import { test, type TestContext } from 'node:test'
import { text } from 'node:stream/consumers'
import { callerCommand, REFUSED, UNREACHED } from '../../../src/core/workload/caller.ts'
import { closeServer, listen } from '../../fakes/loopback.ts'

interface Heard {
  readonly method: string | undefined
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** A function that answers with `status`; 0 ends the connection without an answer. */
const serve = async (t: TestContext, status: number): Promise<{ readonly url: string; readonly heard: Heard[] }> => {
  const heard: Heard[] = []
  const server = createServer((request, response) => {
    const { method, headers } = request
    void text(request).then((body) => {
      heard.push({ method, headers, body })
      if (status === 0) request.socket.destroy()
      else response.writeHead(status).end('done')
    })
  })
  const address = await listen(server)
  t.after(() => closeServer(server))
  return { url: `http://${address}/`, heard }
}

interface Ended {
  readonly code: number | null
  readonly output: string
}

const call = async (interpreter: string, env: Readonly<Record<string, string>>): Promise<Ended> => {
  const [program = '', ...args] = callerCommand(interpreter) ?? []
  const path = program === 'node' ? process.execPath : program
  const child = spawn(path, args, { env: { PATH: process.env['PATH'] ?? '', EVENT_ID: 'id', ...env } })
  const [output, code] = await Promise.all([
    text(child.stdout),
    new Promise<number | null>((resolve) => child.on('close', resolve)),
  ])
  return { code, output }
}

test('callerCommand() knows two interpreters', () => {
  assert.deepEqual([callerCommand('ruby'), callerCommand(undefined)], [undefined, undefined])
})

for (const interpreter of ['node', 'python3']) {
  const skip = spawnSync(interpreter === 'node' ? process.execPath : interpreter, ['--version']).status !== 0

  test(
    `callerCommand() has ${interpreter} post the payload as it is, with the headers of Kubeless`,
    { skip },
    async (t) => {
      const { url, heard } = await serve(t, 200)
      const payload = `{"a":"it's \`$(x)\` ü"}`
      const { code, output } = await call(interpreter, { FUNCTION_URL: url, PAYLOAD: payload })
      assert.deepEqual([code, output], [0, `POST ${url} 200\ndone`])
      const [{ method, headers, body } = { method: '', headers: {}, body: '' }] = heard
      assert.deepEqual(
        [method, body, headers['content-type'], headers['event-type']],
        ['POST', payload, 'application/json', 'application/json'],
      )
      assert.deepEqual([headers['event-id'], headers['event-namespace']], ['id', 'cronjobtrigger.kubeless.io'])
      assert.match(String(headers['event-time']), /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\+00:00$/)
    },
  )

  test(`callerCommand() has ${interpreter} ask without a payload`, { skip }, async (t) => {
    const { url, heard } = await serve(t, 204)
    assert.equal((await call(interpreter, { FUNCTION_URL: url })).code, 0)
    assert.deepEqual(
      heard.map(({ method, body }) => [method, body]),
      [['GET', '']],
    )
  })

  for (const status of [400, 404, 500, 503])
    test(`callerCommand() has ${interpreter} fail when the function answers with ${status}`, { skip }, async (t) => {
      const { url } = await serve(t, status)
      assert.equal((await call(interpreter, { FUNCTION_URL: url, PAYLOAD: '{}' })).code, REFUSED)
    })

  test(
    `callerCommand() has ${interpreter} tell a function that was not reached from one that broke off`,
    { skip },
    async (t) => {
      const { url } = await serve(t, 0)
      const server = createServer()
      const nobody = `http://${await listen(server)}/`
      await closeServer(server)
      assert.equal((await call(interpreter, { FUNCTION_URL: nobody })).code, UNREACHED)
      assert.equal((await call(interpreter, { FUNCTION_URL: url })).code, 1)
    },
  )
}

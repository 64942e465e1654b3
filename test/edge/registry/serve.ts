import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'

export interface Received {
  readonly method: string
  /** With its query. */
  readonly url: string
  readonly headers: IncomingMessage['headers']
  /** Which connection it came on, from 1. */
  readonly connection: number
}

export interface Served {
  readonly host: string
  readonly received: readonly Received[]
}

/** What a script may do with a request: write the answer itself, or return one. */
export type Script = (
  request: Received,
  res: ServerResponse,
  req: IncomingMessage,
) => Reply | void | Promise<Reply | void>

export interface Reply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
}

/** Serves a script on loopback until the test ends. Bodies of requests that it does not read are passed over. */
export const serve = async (t: TestContext, script: Script): Promise<Served> => {
  const received: Received[] = []
  let connections = 0
  const numbers = new WeakMap<object, number>()
  const server = createServer((req, res) => {
    const { method = '', url = '', headers } = req
    const request = { method, url, headers, connection: numbers.get(req.socket) ?? 0 }
    received.push(request)
    void (async () => {
      const reply = await script(request, res, req)
      if (reply === undefined) return
      req.resume()
      res.writeHead(reply.status, { ...reply.headers })
      res.end(reply.body)
    })()
  })
  server.on('connection', (socket) => numbers.set(socket, ++connections))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, received }
}

/** A clock whose waits are over at once. */
export const impatient = (): { now(): number; sleep(ms: number): Promise<void>; readonly slept: readonly number[] } => {
  const slept: number[] = []
  let now = Date.now()
  return {
    slept,
    now: () => now,
    sleep: async (ms) => {
      slept.push(ms)
      now += ms
    },
  }
}

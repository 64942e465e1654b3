import { connect, createServer, type Socket } from 'node:net'
import type { TestContext } from 'node:test'
import { listen } from '../../fakes/loopback.ts'

/** Carries bytes between clients and a server, until it stops to: connections stay, and new ones are taken, but nothing gets through. */
export interface StallingProxy {
  /** `address:port`. */
  readonly host: string
  stall(): void
  flow(): void
}

/** Opens a proxy on `address` before `upstream`, a URL or `host:port`. */
export const openStallingProxy = async (t: TestContext, upstream: string, address: string): Promise<StallingProxy> => {
  const { hostname, port } = new URL(upstream)
  const sockets = new Set<Socket>()
  let stalled = false
  const carry = (from: Socket, to: Socket): void => {
    sockets.add(from)
    from.on('data', (chunk) => to.write(chunk))
    from.on('end', () => to.end())
    from.on('error', () => to.destroy())
    from.on('close', () => {
      sockets.delete(from)
      to.destroy()
    })
    if (stalled) from.pause()
  }
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const far = connect({ host: hostname, port: Number(port), allowHalfOpen: true })
    carry(client, far)
    carry(far, client)
  })
  const host = await listen(server, address)
  t.after(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  return {
    host,
    stall: () => {
      stalled = true
      for (const socket of sockets) socket.pause()
    },
    flow: () => {
      stalled = false
      for (const socket of sockets) socket.resume()
    },
  }
}

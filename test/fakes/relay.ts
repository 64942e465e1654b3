import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A way to a server that can be closed and opened again, as when the server is away. */
export interface Relay {
  /** `127.0.0.1:port`. */
  readonly host: string
  /** Ends all connections with RST and refuses new ones. */
  cut(): Promise<void>
  open(): Promise<void>
  /** As {@link cut}, also when it is cut already. */
  close(): Promise<void>
}

/** Opens a relay to `upstream`, `host:port`, on a port of 127.0.0.1 that stays the same. */
export const openRelay = async (upstream: string): Promise<Relay> => {
  const [host = '', port = ''] = upstream.split(':')
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const other = connect(Number(port), host)
    for (const socket of [client, other]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        sockets.delete(socket)
        client.destroy()
        other.destroy()
      })
    }
    client.pipe(other).pipe(client)
  })
  const listenOn = async (number: number): Promise<void> => {
    server.listen(number, '127.0.0.1')
    await once(server, 'listening')
  }
  await listenOn(0)
  const own = (server.address() as AddressInfo).port
  const cut = async (): Promise<void> => {
    const closed = once(server, 'close')
    server.close()
    for (const socket of sockets) socket.resetAndDestroy()
    await closed
  }
  return {
    host: `127.0.0.1:${own}`,
    cut,
    open: () => listenOn(own),
    close: async () => {
      if (server.listening) await cut()
    },
  }
}

import type { Server as HttpServer } from 'node:http'
import type { Server } from 'node:net'
import type { AddressInfo } from 'node:net'

/** Has `server` listen on a free port of 127.0.0.1, or of another address of this machine, and returns `address:port`. */
export const listen = async (server: Server, address = '127.0.0.1'): Promise<string> => {
  await new Promise<void>((resolve) => server.listen(0, address, resolve))
  return `${address}:${(server.address() as AddressInfo).port}`
}

/** Ends a server with all its connections. */
export const closeServer = (server: HttpServer): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })

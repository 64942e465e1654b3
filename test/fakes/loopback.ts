import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Has `server` listen on a free port of 127.0.0.1 and returns `127.0.0.1:port`. */
export const listen = async (server: Server): Promise<string> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Ends a server with all its connections. */
export const closeServer = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })

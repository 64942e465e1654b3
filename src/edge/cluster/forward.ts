import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { type Endpoint, endpointsOf, podSelector, type ServicePort } from '../../core/cluster/endpoint.ts'
import type { Pod, Service } from '../../core/cluster/object.ts'
import { refusalOf } from '../../core/cluster/refusal.ts'
import { pathOf, PODS, SERVICES } from '../../core/cluster/resource.ts'
import { backOff } from '../../core/cluster/retry.ts'
import { listAll } from './list.ts'
import type { Connection } from './request.ts'
import { handshakeHeaders, openWebSocket, type WebSocket } from './web-socket.ts'

/** A port of this computer behind which a Service of the cluster answers. */
export interface Forward {
  /** `127.0.0.1:port`. */
  readonly address: string
  close(): void
}

/**
 * Opens a port on loopback; each connection to it goes through the API server to a ready pod of the Service. When a pod
 * goes away, the next connection takes another. Throws CLUSTER_FAILED when there is none to begin with. Ends with the
 * signal.
 */
export const openServiceForward = async (
  connection: Connection,
  service: ServicePort,
  signal: AbortSignal,
): Promise<Forward> => {
  const endpoints = openEndpoints(connection, service, signal)
  // Tried once here: later there is nobody to tell why not.
  const trial = await dial(connection, endpoints, service.namespace, signal)
  trial?.webSocket.close()
  const sockets = new Set<Socket>()
  const server = createServer({ pauseOnConnect: true }, (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => undefined)
    void carry(connection, endpoints, socket, service.namespace, signal).finally(() => socket.destroy())
  })
  const close = (): void => {
    server.close()
    for (const socket of sockets) socket.destroy()
  }
  signal.addEventListener('abort', close, { once: true })
  return { address: await listen(server), close }
}

const listen = async (server: Server): Promise<string> => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // A run that is over must not be held by it.
  server.unref()
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

interface Endpoints {
  /** Those known, the best first; asked for anew after one failed. */
  find(): Promise<readonly Endpoint[]>
  failed(endpoint: Endpoint): void
}

const openEndpoints = (connection: Connection, wanted: ServicePort, signal: AbortSignal): Endpoints => {
  const failed = new Set<string>()
  let known: Promise<readonly Endpoint[]> | undefined
  const ask = async (): Promise<readonly Endpoint[]> => {
    const { namespace, name } = wanted
    const { json } = await connection.ask({
      attempt: { verb: 'get', what: `Service "${name}"`, namespace },
      method: 'GET',
      path: pathOf(SERVICES, namespace, name),
      signal,
    })
    const service = json as Service
    const query = { namespace, labelSelector: podSelector(service, wanted) }
    const { items } = await listAll<Pod>(connection, PODS, query, signal)
    return endpointsOf(service, items, wanted, failed)
  }
  return {
    find: () => {
      const asking = known ?? ask()
      known = asking
      asking.catch(() => {
        if (known === asking) known = undefined
      })
      return asking
    },
    failed: ({ pod }) => {
      failed.add(pod)
      known = undefined
    },
  }
}

/** How often a connection is tried, each time to another pod where there is one; all in all for some seconds. */
const MAX_TRIES = 8

const carry = async (
  connection: Connection,
  endpoints: Endpoints,
  socket: Socket,
  namespace: string,
  signal: AbortSignal,
): Promise<void> => {
  for (let tries = 1; tries <= MAX_TRIES; tries += 1) {
    const tunnel = await dial(connection, endpoints, namespace, signal).catch(() => undefined)
    // What the client says first waits in its socket until a tunnel stands.
    if (tunnel !== undefined && (await pump(socket, tunnel))) return
    if (tunnel !== undefined) endpoints.failed(tunnel.endpoint)
    if (socket.destroyed || signal.aborted) return
    await connection.clock.sleep(backOff(tries, undefined, Math.random()), signal).catch(() => undefined)
  }
}

interface Tunnel {
  readonly endpoint: Endpoint
  readonly webSocket: WebSocket
}

const dial = async (
  connection: Connection,
  endpoints: Endpoints,
  namespace: string,
  signal: AbortSignal,
): Promise<Tunnel | undefined> => {
  const [endpoint] = await endpoints.find()
  if (endpoint === undefined) return undefined
  try {
    const { socket, head } = await connection.upgrade({
      attempt: { verb: 'forward a port to', what: `Pod "${endpoint.pod}"`, namespace },
      method: 'GET',
      path: `${pathOf(PODS, namespace, endpoint.pod)}/portforward`,
      query: { ports: String(endpoint.port) },
      // Else 406: there is no JSON to be had here.
      headers: { accept: '*/*', ...handshakeHeaders('v4.channel.k8s.io') },
      signal,
    })
    return { endpoint, webSocket: openWebSocket(socket, head) }
  } catch (error) {
    if (refusalOf(error) !== undefined) endpoints.failed(endpoint)
    throw error
  }
}

/** Channels of the one port that is forwarded; the first message on each is the port's number. */
const DATA = 0
const ERROR = 1
const DATA_CHANNEL = Buffer.of(DATA)

/** Carries bytes both ways until one side ends. False: the pod refused before a byte was taken from the client. */
const pump = async (socket: Socket, { webSocket }: Tunnel): Promise<boolean> => {
  const opened = new Set<number>()
  let upward: Promise<void> | undefined
  try {
    for await (const message of webSocket.messages) {
      const channel = message[0] ?? ERROR
      const payload = message.subarray(1)
      if (!opened.has(channel)) opened.add(channel)
      else if (channel === DATA) {
        if (!socket.write(payload)) await drained(socket)
      } else if (payload.length > 0) return upward !== undefined
      if (opened.size === 2) upward ??= sendAll(socket, webSocket)
      if (socket.destroyed) return true
    }
    return upward !== undefined
  } catch {
    return upward !== undefined
  } finally {
    webSocket.close()
    if (upward !== undefined) socket.end()
  }
}

const drained = (socket: Socket): Promise<unknown> =>
  Promise.race([once(socket, 'drain'), once(socket, 'close')]).catch(() => undefined)

const sendAll = async (socket: Socket, webSocket: WebSocket): Promise<void> => {
  try {
    for await (const chunk of socket as AsyncIterable<Buffer>) await webSocket.send(DATA_CHANNEL, chunk)
  } catch {
    // The client is gone; what there was to say to it is not wanted any more.
  }
  webSocket.close()
}

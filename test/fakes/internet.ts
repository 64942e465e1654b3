import http from 'node:http'
import https from 'node:https'
import type { Duplex } from 'node:stream'
import { type Certificate, makeCertificate } from './certificate.ts'
import { closeServer, listen } from './loopback.ts'

export interface Internet {
  /** For HTTPS_PROXY. */
  readonly proxy: string
  /** For NODE_EXTRA_CA_CERTS, once it is in a file: what the hosts are trusted by. */
  readonly certificate: string
  /** `host:port` of each tunnel that was asked for. */
  readonly visited: readonly string[]
  close(): Promise<void>
}

/**
 * Opens an HTTPS proxy behind which there are only `hosts`: names, and the URLs of plain HTTP servers on this computer
 * that answer for them. A program that is sent there by its environment needs no setting to reach them.
 */
export const openInternet = async (hosts: Readonly<Record<string, string>>): Promise<Internet> => {
  const certificate = makeCertificate({ names: Object.keys(hosts) })
  const front = openFront(hosts, certificate)
  const visited: string[] = []
  const proxy = http.createServer((_, response) => response.writeHead(405).end())
  proxy.on('connect', (request, socket: Duplex, head: Buffer) => {
    const target = request.url ?? ''
    visited.push(target)
    socket.on('error', () => socket.destroy())
    if (hosts[target.replace(/:443$/, '')] === undefined) return void socket.end('HTTP/1.1 502 No such host\r\n\r\n')
    socket.write('HTTP/1.1 200 OK\r\n\r\n')
    if (head.length > 0) socket.unshift(head)
    return void front.emit('connection', socket)
  })
  return {
    proxy: `http://${await listen(proxy)}`,
    certificate: certificate.cert,
    visited,
    close: async () => {
      front.closeAllConnections()
      await closeServer(proxy)
    },
  }
}

/** A TLS server without a port: it is handed the sockets of the tunnels. */
const openFront = (hosts: Readonly<Record<string, string>>, { cert, key }: Certificate): https.Server =>
  https.createServer({ cert, key }, (request, response) => {
    const { method, headers, url = '/' } = request
    const base = hosts[headers.host ?? '']
    if (base === undefined) return void response.writeHead(421).end()
    const to = new URL(url, base)
    const onward = http.request(to, { method, headers: { ...headers, host: to.host } }, (reply) => {
      response.writeHead(reply.statusCode ?? 502, reply.headers)
      reply.pipe(response)
    })
    onward.on('error', () => response.destroy())
    return void request.pipe(onward)
  })

import { readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, connect, type AddressInfo, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { parse, stringify } from 'yaml'

/** A way to the API server that can be shut, as when it is started again: what is connected breaks, and none gets in. */
export interface Doorway {
  /** The path of a kubeconfig that leads through it. */
  readonly kubeconfig: string
  shut(): void
  open(): Promise<void>
}

interface Kubeconfig {
  readonly clusters: readonly { readonly cluster: { server: string; 'tls-server-name'?: string } }[]
}

/** Opens a way through loopback to the server of a kubeconfig. */
export const openDoorway = async (t: TestContext, kubeconfig: string): Promise<Doorway> => {
  const config = parse(await readFile(kubeconfig, 'utf8')) as Kubeconfig
  const sockets = new Set<Socket>()
  const [first] = config.clusters
  const target = new URL(first?.cluster.server ?? '')
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname)
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket)
      socket.on('error', () => other.destroy()).on('close', () => sockets.delete(socket))
      socket.pipe(other)
    }
  })
  const listen = (port: number): Promise<void> => new Promise((done) => server.listen(port, '127.0.0.1', done))
  await listen(0)
  const { port } = server.address() as AddressInfo
  for (const { cluster } of config.clusters) {
    cluster.server = `https://127.0.0.1:${port}`
    cluster['tls-server-name'] = target.hostname
  }
  const path = join(tmpdir(), `doorway-${process.pid}-${port}.yaml`)
  await writeFile(path, stringify(config), { mode: 0o600 })
  const shut = (): void => {
    server.close()
    for (const socket of sockets) socket.destroy()
  }
  t.after(async () => {
    shut()
    await rm(path, { force: true })
  })
  return { kubeconfig: path, shut, open: () => listen(port) }
}

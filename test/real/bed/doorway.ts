import { readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { parse, stringify } from 'yaml'
import { openRelay } from '../../fakes/relay.ts'

/** A way to the API server that can be shut, as when it is started again: what is connected breaks, and none gets in. */
export interface Doorway {
  /** The path of a kubeconfig that leads through it. */
  readonly kubeconfig: string
  shut(): Promise<void>
  open(): Promise<void>
}

interface Kubeconfig {
  readonly clusters: readonly { readonly cluster: { server: string; 'tls-server-name'?: string } }[]
}

/** Opens a way through loopback to the server of a kubeconfig. */
export const openDoorway = async (t: TestContext, kubeconfig: string): Promise<Doorway> => {
  const config = parse(await readFile(kubeconfig, 'utf8')) as Kubeconfig
  const target = new URL(config.clusters[0]?.cluster.server ?? '')
  const relay = await openRelay(target.host)
  for (const { cluster } of config.clusters) {
    cluster.server = `https://${relay.host}`
    cluster['tls-server-name'] = target.hostname
  }
  const path = join(tmpdir(), `doorway-${process.pid}-${relay.host.split(':')[1]}.yaml`)
  await writeFile(path, stringify(config), { mode: 0o600 })
  t.after(async () => {
    await relay.close()
    await rm(path, { force: true })
  })
  return { kubeconfig: path, shut: () => relay.cut(), open: () => relay.open() }
}

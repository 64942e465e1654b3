import { readFile } from 'node:fs/promises'
import type { TestContext } from 'node:test'
import { parse } from 'yaml'
import type { Cluster } from '../../../src/ports.ts'
import { type FaultProxy, openFaultProxy } from '../../fakes/fault-proxy.ts'
import { type Bed, bedFor } from '../bed/cluster.ts'
import { clientFor } from './client.ts'

/** A cluster that is spoken to by way of a proxy. */
export interface Faulty {
  readonly bed: Bed
  readonly namespace: string
  readonly proxy: FaultProxy
  /** Speaks to the API server by way of the proxy. */
  readonly cluster: Cluster
}

/** Puts a proxy that does wrong by `script` before the API server. */
export const openFaulty = async (t: TestContext, script: string): Promise<Faulty | undefined> => {
  const bed = await bedFor(t)
  if (bed === undefined) return undefined
  const namespace = await bed.namespace(t, { prefix: 'faults' })
  const proxy = await openFaultProxy({ upstream: bed.server, script, upstreamTls: await credentialsOf(bed) })
  t.after(() => proxy.close())
  const kubeconfig = JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'faulty',
    contexts: [{ name: 'faulty', context: { cluster: 'faulty', user: 'faulty' } }],
    clusters: [{ name: 'faulty', cluster: { server: proxy.url } }],
    users: [{ name: 'faulty', user: {} }],
  })
  const { cluster } = await clientFor(t, kubeconfig, { limits: { watch: 10_000 } })
  return { bed, namespace, proxy, cluster }
}

interface Kubeconfig {
  readonly clusters: readonly { readonly cluster: { readonly 'certificate-authority-data': string } }[]
  readonly users: readonly {
    readonly user: { readonly 'client-certificate-data': string; readonly 'client-key-data': string }
  }[]
}

const credentialsOf = async ({ kubeconfig }: Bed): Promise<Record<'ca' | 'cert' | 'key', Buffer>> => {
  const { clusters, users } = parse(await readFile(kubeconfig, 'utf8')) as Kubeconfig
  const text = (data: string | undefined): Buffer => Buffer.from(data ?? '', 'base64')
  return {
    ca: text(clusters[0]?.cluster['certificate-authority-data']),
    cert: text(users[0]?.user['client-certificate-data']),
    key: text(users[0]?.user['client-key-data']),
  }
}

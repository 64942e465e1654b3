import type { TestContext } from 'node:test'
import type { Cluster } from '../../../src/ports.ts'
import { type FaultProxy, openFaultProxy } from '../../fakes/fault-proxy.ts'
import { type Bed, bedFor } from '../bed/cluster.ts'
import { keysIn } from '../bed/cluster/kubeconfig.ts'
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
  const proxy = await openFaultProxy({ upstream: bed.server, script, upstreamTls: await keysIn(bed.kubeconfig) })
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

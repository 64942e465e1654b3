import type { TestContext } from 'node:test'
import { type ClusterOptions, openCluster } from '../../../src/edge/cluster/cluster.ts'
import type { Cluster } from '../../../src/ports.ts'
import { type ApiServer, type ApiServerOptions, kubeconfigFor, openApiServer } from '../../fakes/api-server.ts'
import { type FaultProxy, type FaultProxyOptions, openFaultProxy } from '../../fakes/fault-proxy.ts'

export interface ProxiedCluster {
  readonly server: ApiServer
  /** Stands between the cluster's client and its server. */
  readonly proxy: FaultProxy
  readonly cluster: Cluster
}

export type BedOptions = ApiServerOptions &
  Pick<FaultProxyOptions, 'script' | 'hooks'> &
  Partial<Pick<ClusterOptions, 'clock' | 'limits' | 'onSecret'>> & { readonly user?: object }

/** Opens a client of a fake API server with a proxy between them that does wrong as told. */
export const openBed = async (t: TestContext, options: BedOptions = {}): Promise<ProxiedCluster> => {
  const server = await openApiServer(options)
  const { script = '', hooks = {}, user } = options
  const proxy = await openFaultProxy({ upstream: server.host, script, hooks })
  const cluster = await clientOf(proxy.url, { ...options, kubeconfig: kubeconfigFor(proxy.url, user) })
  t.after(async () => {
    cluster.close()
    await proxy.close()
    await server.close()
  })
  return { server, proxy, cluster }
}

/** Opens a client with nothing around it. */
export const clientOf = (server: string, options: Partial<ClusterOptions> = {}): Promise<Cluster> => {
  const { kubeconfig = kubeconfigFor(server), context, env = {}, cwd = '/', onSecret = () => undefined } = options
  const { clock, limits } = options
  return openCluster({
    kubeconfig,
    context,
    env,
    cwd,
    onSecret,
    ...(clock === undefined ? {} : { clock }),
    ...(limits === undefined ? {} : { limits }),
  })
}

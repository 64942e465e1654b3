import type { Config } from '../../core/config.ts'
import { isConfigured } from '../../core/cluster/configured.ts'
import { onceOnly } from '../../core/parallel.ts'
import type { ClusterLimits } from '../../edge/cluster/limits.ts'
import type { Connection } from '../../edge/cluster/request.ts'
import type { Cluster } from '../../ports.ts'
import type { Host } from './host.ts'

/** The run's cluster, which is connected to when it is first asked for: most builds never need it. */
export interface ClusterAccess {
  readonly configured: boolean
  /** Throws INPUT_INVALID that says what is missing. */
  readonly connection: () => Promise<Connection>
  readonly cluster: () => Promise<Cluster>
  readonly close: () => void
}

export const wireCluster = (
  config: Pick<Config, 'kubeconfig' | 'context' | 'namespace'>,
  { env, cwd, reporter, onSecret }: Pick<Host, 'env' | 'cwd' | 'reporter' | 'onSecret'>,
  limits: Partial<ClusterLimits> = {},
): ClusterAccess => {
  const choice = { kubeconfig: config.kubeconfig, context: config.context, env, cwd }
  const closes: (() => void)[] = []
  const open = onceOnly(async () => {
    const { clusterOver, connectCluster } = await import('../../edge/cluster/cluster.ts')
    const connection = await connectCluster({ ...choice, onSecret, limits })
    const cluster = clusterOver(connection)
    closes.push(() => cluster.close())
    const { context, server } = connection.target
    reporter.notice(`Cluster: context "${context}", server ${server}, namespace "${config.namespace}"`)
    return { connection, cluster }
  })
  return {
    configured: isConfigured(choice),
    connection: async () => (await open()).connection,
    cluster: async () => (await open()).cluster,
    close: () => closes.forEach((close) => close()),
  }
}

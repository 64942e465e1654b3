import type { Config } from '../../core/config.ts'
import { ActionError } from '../../core/errors.ts'
import { isConfigured } from '../../core/cluster/configured.ts'
import { onceOnly } from '../../core/parallel.ts'
import type { ClusterLimits } from '../../edge/cluster/limits.ts'
import type { Connection } from '../../edge/cluster/request.ts'
import type { Cluster } from '../../ports.ts'
import type { Host } from './host.ts'

/** The run's cluster, which is connected to when it is first asked for: most builds never need it. */
export interface ClusterAccess {
  readonly configured: boolean
  /** As `cluster`, throws INPUT_INVALID that says what is missing: nothing is done on a cluster that nobody named. */
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
  const configured = isConfigured(choice)
  const open = onceOnly(async () => {
    if (!configured) throw noCluster()
    const { clusterOver, connectCluster } = await import('../../edge/cluster/cluster.ts')
    const connection = await connectCluster({ ...choice, onSecret, limits })
    const cluster = clusterOver(connection)
    closes.push(() => cluster.close())
    const { context, server } = connection.target
    reporter.notice(`Cluster: context "${context}", server ${server}, namespace "${config.namespace}"`)
    return { connection, cluster }
  })
  return {
    configured,
    connection: async () => (await open()).connection,
    cluster: async () => (await open()).cluster,
    close: () => closes.forEach((close) => close()),
  }
}

/** The kubeconfig in the home folder may be about any other work. */
const noCluster = (): ActionError =>
  new ActionError('INPUT_INVALID', 'Cannot choose a cluster: none is named', {
    hint: 'Set option "kubeconfig" or "context", or KUBECONFIG; a pod names its own cluster with --context in-cluster',
  })

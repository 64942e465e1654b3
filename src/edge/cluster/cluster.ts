import { openRedactor } from '../../core/registry/redact.ts'
import type { Cluster } from '../../ports.ts'
import { type Clock, systemClock } from '../registry/clock.ts'
import { openAccount } from './account.ts'
import { openFollowing } from './follow.ts'
import { type KubeConfigOptions, loadContext } from './kubeconfig.ts'
import { CLUSTER_LIMITS, type ClusterLimits } from './limits.ts'
import { readLog } from './logs.ts'
import { type Connection, openConnection } from './request.ts'
import { openServer } from './server.ts'
import { openTransport } from './transport.ts'
import { verbsOver } from './verbs.ts'

export interface ClusterOptions extends KubeConfigOptions {
  /** Gets every token, key and password on arrival, so that it can be masked. */
  readonly onSecret: (secret: string) => void
  readonly clock?: Clock
  readonly limits?: Partial<ClusterLimits>
}

/**
 * Connects to the cluster that the user chose, without asking it anything yet. The client library is loaded here, so
 * that runs without a cluster do not wait for it. Throws INPUT_INVALID that says what is missing.
 */
export const connectCluster = async (options: ClusterOptions): Promise<Connection> => {
  const { env, clock = systemClock } = options
  const limits = { ...CLUSTER_LIMITS, ...options.limits }
  const redactor = openRedactor()
  const onSecret = (secret: string): void => {
    redactor.learn(secret)
    options.onSecret(secret)
  }
  const load = () => loadContext(options)
  const chosen = await load()
  const { server, proxyUrl: proxy } = chosen.cluster
  const [, password] = /^\w+:\/\/[^/@]*:([^/@]+)@/.exec(proxy ?? '') ?? []
  if (password !== undefined) onSecret(decodeURIComponent(password))
  const account = openAccount(chosen, { load, clock, maxAge: limits.credentials, onSecret })
  const transport = openTransport({ server, proxy, env, account, limits })
  const { context, namespace } = chosen
  return openConnection({
    target: { context, server, namespace },
    transport,
    account,
    clock,
    limits,
    clean: (text) => redactor.clean(text),
  })
}

/** Returns the port over a connection; closing it ends the connection. */
export const clusterOver = (connection: Connection): Cluster => {
  const following = openFollowing(connection)
  return {
    target: connection.target,
    ...openServer(connection),
    ...verbsOver(connection),
    follow: following.follow,
    logs: (pod, container, options, signal) => readLog(connection, { pod, container, options }, signal),
    close: () => {
      following.close()
      connection.close()
    },
  }
}

/** As {@link connectCluster}, for all who need no more than the port. */
export const openCluster = async (options: ClusterOptions): Promise<Cluster> =>
  clusterOver(await connectCluster(options))

import type { TestContext } from 'node:test'
import { type ClusterOptions, connectCluster, clusterOver } from '../../../src/edge/cluster/cluster.ts'
import type { Connection } from '../../../src/edge/cluster/request.ts'
import type { Cluster } from '../../../src/ports.ts'

/** Opens a client that ends with the test. */
export const clientFor = async (
  t: TestContext,
  kubeconfig: string,
  options: Partial<ClusterOptions> = {},
): Promise<{ readonly connection: Connection; readonly cluster: Cluster }> => {
  const connection = await connectCluster({
    context: undefined,
    env: {},
    cwd: '/',
    onSecret: () => undefined,
    ...options,
    kubeconfig,
  })
  const cluster = clusterOver(connection)
  t.after(() => cluster.close())
  return { connection, cluster }
}

import { clusterContract } from '../../contract/cluster.ts'
import { bedFor } from '../bed/cluster.ts'
import { clientFor } from './client.ts'
import { endedPod } from './pods.ts'

clusterContract('openCluster() of a real cluster', async (t) => {
  const bed = await bedFor(t)
  if (bed === undefined) return undefined
  const namespace = await bed.namespace(t, { prefix: 'cluster' })
  const { cluster } = await clientFor(t, bed.kubeconfig)
  return {
    cluster,
    namespace,
    applyAs: async (manager, _resource, object) => {
      const args = ['apply', '--server-side', '--force-conflicts', '--field-manager', manager, '-f', '-']
      await bed.kubectl(args, JSON.stringify(object))
    },
    logged: async () => {
      const lines = ['one', 'two', 'three']
      const pod = await endedPod(bed, namespace, `for (const line of ${JSON.stringify(lines)}) console.log(line)`)
      return { pod, container: 'main', lines }
    },
  }
})

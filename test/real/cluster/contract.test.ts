import { test, type TestContext } from 'node:test'
import { openCluster } from '../../../src/edge/cluster/cluster.ts'
import { clusterContract, type ClusterUnderTest } from '../../contract/cluster.ts'
import { findBed } from './bed.ts'
import { endedPod } from './pods.ts'

const bed = findBed()

const open = async (t: TestContext): Promise<ClusterUnderTest> => {
  if (bed === undefined) throw new Error('There is no bed')
  const { kubeconfig, kubectl } = bed
  const namespace = await bed.namespace(t)
  const cluster = await openCluster({ kubeconfig, context: undefined, env: {}, cwd: '/', onSecret: () => undefined })
  t.after(() => cluster.close())
  return {
    cluster,
    namespace,
    applyAs: async (manager, _resource, object) => {
      const args = ['apply', '--server-side', '--force-conflicts', '--field-manager', manager, '-f', '-']
      await kubectl(args, JSON.stringify(object))
    },
    logged: async () => {
      const lines = ['one', 'two', 'three']
      const pod = await endedPod(bed, namespace, `for (const line of ${JSON.stringify(lines)}) console.log(line)`)
      return { pod, container: 'main', lines }
    },
  }
}

if (bed === undefined)
  test('openCluster() on a real cluster', { skip: 'FUNCTION_IMAGES_BED_KUBECONFIG is not set' }, () => undefined)
else clusterContract('openCluster()', open)

import { clusterContract } from '../../contract/cluster.ts'
import { openBed } from './bed.ts'

for (const streamingLists of [true, false])
  clusterContract(`openCluster() of a server ${streamingLists ? 'with' : 'without'} streaming lists`, async (t) => {
    const { server, cluster } = await openBed(t, { streamingLists })
    return {
      cluster,
      namespace: 'contract',
      applyAs: async (manager, resource, object) => void server.cluster.applyAs(manager, resource, object),
      logged: async () => {
        const pod = { namespace: 'contract', name: 'logged' }
        const lines = ['one', 'two', 'three']
        const log = server.cluster.log(pod, 'main')
        log.write(...lines)
        log.end()
        return { pod, container: 'main', lines }
      },
    }
  })

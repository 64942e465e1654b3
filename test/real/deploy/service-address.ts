import type { Bed } from '../bed/cluster.ts'

/** Returns the URL of a Service's first port, which this machine reaches as the cluster's node. */
export const serviceAddress = async ({ kubectl }: Bed, namespace: string, name: string): Promise<string> => {
  const format = '--output=jsonpath={.spec.clusterIP}:{.spec.ports[0].port}'
  return `http://${(await kubectl(['get', 'service', name, '--namespace', namespace, format])).trim()}/`
}

import { isRefused } from '../../../core/cluster/refusal.ts'
import { CONFIG_MAPS } from '../../../core/cluster/resource.ts'
import type { Cluster } from '../../../ports.ts'

/**
 * Tells whether Kubeless' own configuration says to speak to the functions' registry without TLS that is checked. Where
 * there is no Kubeless, or it cannot be read, it says nothing.
 */
export const distrustsTls = async (cluster: Cluster, signal: AbortSignal): Promise<boolean> => {
  try {
    const config = await cluster.get(CONFIG_MAPS, { namespace: 'kubeless', name: 'kubeless-config' }, signal)
    return config?.data?.['function-registry-tls-verify'] === 'false'
  } catch (error) {
    if (isRefused(error, 403) || isRefused(error, 404)) return false
    throw error
  }
}

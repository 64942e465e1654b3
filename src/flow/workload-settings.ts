import type { Config } from '../core/config.ts'
import { CONFIG_MAPS } from '../core/cluster/resource.ts'
import { isRefused } from '../core/cluster/refusal.ts'
import type { Problem } from '../core/errors.ts'
import { KUBELESS_CONFIG, type KubelessConfig, parseKubelessConfig } from '../core/workload/kubeless-config.ts'
import type { WorkloadSettings } from '../core/workload/objects.ts'
import type { Ports } from '../ports.ts'

export interface WorkloadSettingsAnswer {
  readonly settings: WorkloadSettings
  readonly problems: readonly Problem[]
}

/** Finds what decides the objects of all functions of a run. Throws CLUSTER_FAILED when a cluster is there and silent. */
export const workloadSettings = async (
  config: Pick<Config, 'kubeless' | 'pullSecret'>,
  ports: Pick<Ports, 'cluster' | 'reporter'>,
  signal: AbortSignal,
): Promise<WorkloadSettingsAnswer> => {
  const pullSecrets = config.pullSecret === undefined ? [] : [config.pullSecret]
  const { kubeless, problems } = await readKubeless(config, ports, signal)
  return { settings: { kubeless, pullSecrets }, problems }
}

interface KubelessAnswer {
  readonly kubeless: KubelessConfig | undefined
  readonly problems: readonly Problem[]
}

const readKubeless = async (
  { kubeless }: Pick<Config, 'kubeless'>,
  { cluster, reporter }: Pick<Ports, 'cluster' | 'reporter'>,
  signal: AbortSignal,
): Promise<KubelessAnswer> => {
  if (cluster === undefined || kubeless === 'ignore') return { kubeless: undefined, problems: [] }
  try {
    const found = await cluster.get(CONFIG_MAPS, KUBELESS_CONFIG, signal)
    if (found === undefined) return { kubeless: undefined, problems: [] }
    const { config, problems } = parseKubelessConfig(found)
    return { kubeless: config, problems }
  } catch (error) {
    if (!isRefused(error, 403)) throw error
    // Whoever uses Kubeless' settings gives the right to read them; nobody else should have to.
    const { namespace, name } = KUBELESS_CONFIG
    reporter.notice(`Cannot read ConfigMap "${namespace}/${name}": not allowed; settings of Kubeless are not used`)
    return { kubeless: undefined, problems: [] }
  }
}

import { isRefused } from '../../core/cluster/refusal.ts'
import { DEPLOYMENTS } from '../../core/cluster/resource.ts'
import type { Config } from '../../core/config.ts'
import {
  type Adoption,
  adoptionNotice,
  adoptionOf,
  CONTROLLER,
  type Controller,
  controllerOf,
} from '../../core/rollout/adoption.ts'
import type { DeployPorts } from './deploying.ts'

/**
 * Decides what is done about functions whose Deployments Kubeless made, and says so; undefined when the user has to.
 * Looks for the controller only where there are such functions and no option tells.
 */
export const decideAdoption = async (
  names: readonly string[],
  { kubeless }: Pick<Config, 'kubeless'>,
  ports: Pick<DeployPorts, 'cluster' | 'reporter'>,
  signal: AbortSignal,
): Promise<Adoption | undefined> => {
  if (names.length === 0) return undefined
  const controller = kubeless === 'auto' ? await findController(ports, signal) : 'unknown'
  const adoption = adoptionOf(kubeless, controller)
  if (adoption !== undefined) ports.reporter.notice(adoptionNotice(adoption, names))
  return adoption
}

const findController = async ({ cluster }: Pick<DeployPorts, 'cluster'>, signal: AbortSignal): Promise<Controller> => {
  try {
    return controllerOf(await cluster.get(DEPLOYMENTS, CONTROLLER, signal))
  } catch (error) {
    if (isRefused(error, 403)) return 'unknown'
    throw error
  }
}

import { DEPLOYMENTS, SERVICE_ACCOUNTS } from '../../core/cluster/resource.ts'
import type { Deployment } from '../../core/cluster/object.ts'
import { isRefused } from '../../core/cluster/refusal.ts'
import { missingRights } from '../../core/cluster/rights.ts'
import type { Config } from '../../core/config.ts'
import { ActionError, problemOf } from '../../core/errors.ts'
import { checkVersion, deployNeeds, lacksRights } from '../../core/rollout/preflight.ts'
import { isNamespaceGone } from '../../core/rollout/refused-apply.ts'
import type { Cluster } from '../../ports.ts'
import type { Admission } from '../selections.ts'

/**
 * Asks the cluster, before anything is built, whether it can be deployed to: its version, and for each namespace the rights
 * of the account and whether the namespace is there. Functions of one that will not do fail, and the others go on. Throws
 * CLUSTER_FAILED when there is nothing left to go on with.
 */
export const openPreflight =
  (config: Config, cluster: Cluster, signal: AbortSignal): Admission =>
  async (sources) => {
    if (sources.length === 0) return new Map()
    checkVersion(await cluster.version(signal))
    const namespaces = [...new Set(sources.map(({ namespace }) => namespace))]
    const verdicts = await Promise.all(namespaces.map((namespace) => refusalIn(namespace, { config, cluster, signal })))
    const refused = new Map(namespaces.map((namespace, index) => [namespace, verdicts[index]]))
    const [first] = verdicts
    if (first !== undefined && verdicts.every((verdict) => verdict !== undefined)) throw first
    return new Map(
      sources.flatMap((source) => {
        const error = refused.get(source.namespace)
        return error === undefined ? [] : [[source, problemOf(error, source.at.name)] as const]
      }),
    )
  }

interface Asking {
  readonly config: Config
  readonly cluster: Cluster
  readonly signal: AbortSignal
}

const refusalIn = async (namespace: string, { config, cluster, signal }: Asking): Promise<ActionError | undefined> => {
  const rights = await cluster.rights(namespace, signal)
  const missing = rights.incomplete ? [] : missingRights(rights, deployNeeds(config))
  if (missing.length > 0) return lacksRights(namespace, missing)
  return (await isThere(namespace, cluster, signal)) ? undefined : namespaceMissing(namespace)
}

/**
 * A namespace that can be written to has an account `default`; one without is asked in earnest, with a write that the
 * server does not keep: it may only be new. Accounts for pipelines often may not read namespaces themselves.
 */
const isThere = async (namespace: string, cluster: Cluster, signal: AbortSignal): Promise<boolean> => {
  try {
    const key = { namespace, name: 'default' }
    const account = await cluster.get(SERVICE_ACCOUNTS, key, signal)
    if (account !== undefined && account.metadata?.deletionTimestamp === undefined) return true
  } catch (error) {
    if (!isRefused(error, 403)) throw error
  }
  try {
    await cluster.apply(DEPLOYMENTS, probe(namespace), { dryRun: true }, signal)
    return true
  } catch (error) {
    if (isNamespaceGone(error)) return false
    // Whatever else is wrong with it, the namespace is there.
    if (error instanceof ActionError && isRefused(error, 403)) return true
    throw error
  }
}

const probe = (namespace: string): Deployment => {
  const labels = { app: PROBE }
  const pod = { containers: [{ name: PROBE, image: PROBE }] }
  return {
    apiVersion: DEPLOYMENTS.apiVersion,
    kind: DEPLOYMENTS.kind,
    metadata: { name: PROBE, namespace },
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: pod } },
  }
}

const PROBE = 'function-images-probe'

/** Makes the error for a namespace that cannot be written to. */
export const namespaceMissing = (namespace: string): ActionError =>
  new ActionError('CLUSTER_FAILED', `Cannot deploy to namespace "${namespace}": it is not there, or is being deleted`, {
    hint: `Run: kubectl create namespace ${namespace}`,
  })

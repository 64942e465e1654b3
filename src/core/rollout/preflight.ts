import type { Config } from '../config.ts'
import { type Need, showResource } from '../cluster/rights.ts'
import { required, rulesOf } from '../cluster/roles.ts'
import { ActionError } from '../errors.ts'
import type { ServerVersion } from '../../ports.ts'

/** Older servers drop fields that we send, like `preStop.sleep`, without a word. */
const OLDEST = { major: 1, minor: 30 }

/** Throws CLUSTER_FAILED for a server that is too old. */
export const checkVersion = ({ major, minor, text }: ServerVersion): void => {
  if (major > OLDEST.major || (major === OLDEST.major && minor >= OLDEST.minor)) return
  throw new ActionError(
    'CLUSTER_FAILED',
    `Cannot deploy to Kubernetes ${text}: ${OLDEST.major}.${OLDEST.minor} is the oldest that keeps all that is sent to it`,
    { hint: 'Upgrade the cluster, or use "render" and look at what becomes of the manifests' },
  )
}

/** Returns what a deploy cannot do without in each namespace; all else it may lack, and says what it does without. */
export const deployNeeds = ({ wait, prune }: Pick<Config, 'wait' | 'prune'>): readonly Need[] =>
  required('deploy', prune ? ['prune'] : []).map((need) =>
    wait ? need : { ...need, verbs: need.verbs.filter((verb) => verb !== 'watch') },
  )

/** Makes the error for rights that the account lacks, with the Role that would give them. */
export const lacksRights = (namespace: string, missing: readonly Need[]): ActionError => {
  const list = missing.map((need) => `${need.verbs.join(', ')} ${showResource(need)}`).join('; ')
  return new ActionError('CLUSTER_FAILED', `Cannot deploy to namespace "${namespace}": the account may not ${list}`, {
    hint: `Bind it to a Role that has what is missing: ${JSON.stringify(roleOf(namespace, missing))}`,
  })
}

/** https://kubernetes.io/docs/reference/kubernetes-api/authorization-resources/role-v1/ */
const roleOf = (namespace: string, needs: readonly Need[]): object => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'Role',
  metadata: { name: 'function-images-deploy', namespace },
  rules: rulesOf(needs),
})

import type { Secret } from '../../../core/cluster/object.ts'
import { isRefused } from '../../../core/cluster/refusal.ts'
import { SECRETS } from '../../../core/cluster/resource.ts'
import { ActionError } from '../../../core/errors.ts'
import type { Repository } from '../../../core/oci/reference.ts'
import { findLogin, type Login, parseDockerConfig } from '../../../core/registry/docker-config.ts'
import { dockerConfigText } from '../../../core/registry/docker-config-text.ts'
import type { Cluster } from '../../../ports.ts'

/** What a build's pod pushes with. */
export type PushLogin =
  | { readonly kind: 'secret'; readonly name: string }
  /** A config.json of Docker, for a Secret that goes with the Job. */
  | { readonly kind: 'own'; readonly dockerConfig: string }
  | { readonly kind: 'none' }

export interface PushLoginOptions {
  readonly cluster: Cluster
  readonly namespace: string
  readonly shared: Repository
  /** The Secret that the user named. */
  readonly pushSecret: string | undefined
  /** The run's own login for a repository. */
  readonly login: (repository: Repository, signal: AbortSignal) => Promise<Login | undefined>
}

/** The Secret in which Kubeless keeps its login. */
const KUBELESS_SECRET = 'kubeless-registry-credentials'

/**
 * Chooses what to push with: the Secret that was named, else Kubeless' own where it has a login for the registry, else
 * this run's login for that registry alone. Throws CLUSTER_FAILED when the Secret that was named is not there.
 */
export const choosePushLogin = async (options: PushLoginOptions, signal: AbortSignal): Promise<PushLogin> => {
  const { pushSecret, shared, login } = options
  if (pushSecret !== undefined) return named(pushSecret, options, signal)
  const kubeless = await readSecret(KUBELESS_SECRET, options, signal)
  if (typeof kubeless === 'object' && hasLogin(kubeless, shared)) return { kind: 'secret', name: KUBELESS_SECRET }
  const own = await login(shared, signal)
  return own === undefined ? { kind: 'none' } : { kind: 'own', dockerConfig: dockerConfigText(shared.registry, own) }
}

const named = async (name: string, options: PushLoginOptions, signal: AbortSignal): Promise<PushLogin> => {
  const secret = await readSecret(name, options, signal)
  // One that we may not read may still be there for the pod.
  if (secret === 'hidden' || configOf(secret) !== undefined) return { kind: 'secret', name }
  const why = secret === undefined ? 'there is none of that name' : 'it has no ".dockerconfigjson"'
  throw new ActionError(
    'CLUSTER_FAILED',
    `Cannot push with Secret "${name}" in namespace "${options.namespace}": ${why}`,
    {
      hint: `Make it with "kubectl create secret docker-registry", or correct option "push-secret"`,
    },
  )
}

const readSecret = async (
  name: string,
  { cluster, namespace }: PushLoginOptions,
  signal: AbortSignal,
): Promise<Secret | 'hidden' | undefined> => {
  try {
    return await cluster.get(SECRETS, { namespace, name }, signal)
  } catch (error) {
    if (isRefused(error, 403)) return 'hidden'
    throw error
  }
}

const configOf = (secret: Secret | undefined): string | undefined => secret?.data?.['.dockerconfigjson']

const hasLogin = (secret: Secret, shared: Repository): boolean => {
  try {
    const text = Buffer.from(configOf(secret) ?? '', 'base64').toString('utf8')
    return findLogin(parseDockerConfig(text), shared)?.kind === 'login'
  } catch {
    return false
  }
}

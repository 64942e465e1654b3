import type { Deployment } from '../../core/cluster/object.ts'
import { isRefused } from '../../core/cluster/refusal.ts'
import { SECRETS, SERVICE_ACCOUNTS } from '../../core/cluster/resource.ts'
import { formatReference, type Reference } from '../../core/oci/reference.ts'
import { once } from '../../core/parallel.ts'
import {
  accountOf,
  accountSecrets,
  cannotPull,
  dockerConfigOf,
  KUBELESS_SECRET,
  nodesLogIn,
  templateSecrets,
} from '../../core/rollout/pull.ts'
import type { PullAnswer } from '../../ports.ts'
import type { DeployPorts } from './deploying.ts'

/** Proves that pods will be able to pull an image, before they are told to. */
export interface PullProofs {
  /** Throws CLUSTER_FAILED when nothing that is there pulls the image. */
  prove(pods: PullingPods, signal: AbortSignal): Promise<PullProof>
}

export interface PullingPods {
  readonly namespace: string
  /** With the Secrets that its spec and the options name. */
  readonly deployment: Deployment
  readonly image: Reference
}

export interface PullProof {
  /** Secrets that the template has to name besides; none in most cases. */
  readonly add: readonly string[]
  /** Why nothing is certain. */
  readonly doubt?: string
}

/** Opens the proofs of a run: each Secret and ServiceAccount is read once, each question asked once. */
export const openPullProofs = ({ cluster, pulls }: Pick<DeployPorts, 'cluster' | 'pulls'>): PullProofs => {
  const secret = once(
    ({ namespace, name }: Named) => `${namespace}/${name}`,
    async ({ namespace, name, signal }: Named) => {
      const object = await cluster.get(SECRETS, { namespace, name }, signal)
      return object === undefined ? undefined : dockerConfigOf(object)
    },
  )
  const account = once(
    ({ namespace, name }: Named) => `${namespace}/${name}`,
    async ({ namespace, name, signal }: Named) =>
      accountSecrets(await cluster.get(SERVICE_ACCOUNTS, { namespace, name }, signal)),
  )
  const ask = once(
    ({ image, namespace, name }: Question) => `${formatReference(image)} ${namespace}/${name ?? ''}`,
    async ({ image, namespace, name, signal }: Question): Promise<PullAnswer> => {
      const config = name === undefined ? undefined : await secret({ namespace, name, signal })
      if (name !== undefined && config === undefined) return { status: 'denied' }
      return pulls.prove(image, config, signal)
    },
  )
  /** Asks with one Secret after the other, until one pulls. */
  const firstThatPulls = async (
    { namespace, image }: PullingPods,
    names: readonly string[],
    signal: AbortSignal,
  ): Promise<string | undefined> => {
    for (const name of names) if ((await ask({ image, namespace, name, signal })).status === 'pulls') return name
    return undefined
  }
  return {
    prove: async (pods, signal) => {
      const { namespace, deployment, image } = pods
      const open = await ask({ image, namespace, name: undefined, signal })
      if (open.status === 'pulls') return { add: [] }
      if (open.status === 'unknown') return { add: [], doubt: doubtOf(image, open.error.message) }
      try {
        const own = templateSecrets(deployment)
        const accounts = await account({ namespace, name: accountOf(deployment), signal })
        const given = own.length > 0 ? own : accounts
        if ((await firstThatPulls(pods, given, signal)) !== undefined) return { add: [] }
        // Naming one Secret in a template takes those of the ServiceAccount away from it.
        if ((await firstThatPulls(pods, [KUBELESS_SECRET], signal)) !== undefined)
          return { add: [...new Set([...given, KUBELESS_SECRET])] }
        if (nodesLogIn(image.registry))
          return {
            add: [],
            doubt: doubtOf(image, 'nothing here may, but nodes of that cloud have a login of their own'),
          }
        const tried = [...new Set([...given, KUBELESS_SECRET])]
        const there = await Promise.all(tried.map((name) => secret({ namespace, name, signal })))
        throw cannotPull(image, { namespace, tried: tried.filter((_, index) => there[index] !== undefined) })
      } catch (error) {
        if (!isRefused(error, 403)) throw error
        return { add: [], doubt: doubtOf(image, 'it needs a login, and the account may not read Secrets') }
      }
    },
  }
}

interface Named {
  readonly namespace: string
  readonly name: string
  readonly signal: AbortSignal
}

type Question = Omit<Named, 'name'> & { readonly image: Reference; readonly name: string | undefined }

const doubtOf = (image: Reference, why: string): string =>
  `Nobody can tell whether pods can pull "${formatReference(image)}": ${why}`

import type { Rights, RightsRule } from '../../core/cluster/rights.ts'
import { once } from '../../core/parallel.ts'
import type { Cluster, ServerVersion } from '../../ports.ts'
import type { Connection } from './request.ts'

/** Returns the questions about the server itself; each is asked once. */
export const openServer = (connection: Connection): Pick<Cluster, 'version' | 'rights'> => {
  const version = once(
    () => '',
    (signal: AbortSignal) => askVersion(connection, signal),
  )
  const rights = once(
    ({ namespace }: RightsQuestion) => namespace,
    (question) => askRights(connection, question),
  )
  return {
    version: (signal) => ended(signal, () => version(signal)),
    rights: (namespace, signal) => ended(signal, () => rights({ namespace, signal })),
  }
}

interface RightsQuestion {
  readonly namespace: string
  readonly signal: AbortSignal
}

/** An answer that was asked for before does not depend on the signal of who asks now. */
const ended = async <T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> => {
  signal.throwIfAborted()
  return work()
}

const askVersion = async (connection: Connection, signal: AbortSignal): Promise<ServerVersion> => {
  const attempt = { verb: 'ask', what: 'the API server for its version' }
  const { json } = await connection.ask({ attempt, method: 'GET', path: '/version', signal })
  const { major = '', minor = '', gitVersion = '' } = json as Readonly<Record<string, string>>
  // Some providers write 33+.
  return { major: Number.parseInt(major, 10), minor: Number.parseInt(minor, 10), text: gitVersion }
}

const askRights = async (connection: Connection, { namespace, signal }: RightsQuestion): Promise<Rights> => {
  const { json } = await connection.ask({
    attempt: { verb: 'ask', what: 'for the rights of this account', namespace },
    method: 'POST',
    path: '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews',
    body: { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectRulesReview', spec: { namespace } },
    signal,
  })
  const { status = {} } = json as { readonly status?: RulesReviewStatus }
  return { rules: (status.resourceRules ?? []).map(ruleOf), incomplete: status.incomplete === true }
}

interface RulesReviewStatus {
  readonly incomplete?: boolean
  readonly resourceRules?: readonly Partial<RightsRule>[]
}

const ruleOf = ({
  verbs = [],
  apiGroups = [],
  resources = [],
  resourceNames = [],
}: Partial<RightsRule>): RightsRule => ({
  verbs,
  apiGroups,
  resources,
  resourceNames,
})

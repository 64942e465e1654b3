import { randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import type { Ask } from './api.ts'
import { writeKubeconfig } from './kubeconfig.ts'
import type { Place } from './place.ts'

/** https://kubernetes.io/docs/reference/kubernetes-api/authorization-resources/role-v1/#Role */
export interface PolicyRule {
  readonly apiGroups: readonly string[]
  readonly resources: readonly string[]
  readonly verbs: readonly string[]
  readonly resourceNames?: readonly string[]
}

/** Makes an account with the rights of `rules` in its own namespace and no others; returns a kubeconfig with its token. */
export const makeAccount = async (
  place: Place,
  ask: Ask,
  { namespace, rules }: { readonly namespace: string; readonly rules: readonly PolicyRule[] },
): Promise<string> => {
  const name = `account-${randomUUID().slice(0, 8)}`
  const metadata = { name, namespace }
  const accounts = `/api/v1/namespaces/${namespace}/serviceaccounts`
  const rbac = `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}`
  const subjects = [{ kind: 'ServiceAccount', name, namespace }]
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name }
  await ask('POST', accounts, { metadata })
  await ask('POST', `${rbac}/roles`, { metadata, rules })
  await ask('POST', `${rbac}/rolebindings`, { metadata, subjects, roleRef })
  const made = await ask<TokenRequest>('POST', `${accounts}/${name}/token`, { spec: {} })
  const token = made?.status.token ?? ''
  const path = place.at('accounts', name)
  await mkdir(place.at('accounts'), { recursive: true })
  await writeKubeconfig(place, path, { user: name, credentials: { token }, namespace })
  return path
}

/** https://kubernetes.io/docs/reference/kubernetes-api/authentication-resources/token-request-v1/ */
interface TokenRequest {
  readonly status: { readonly token: string }
}

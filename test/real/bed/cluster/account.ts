import { randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { writeKubeconfig } from './kubeconfig.ts'
import type { Kubectl } from './kubectl.ts'
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
  kubectl: Kubectl,
  { namespace, rules }: { readonly namespace: string; readonly rules: readonly PolicyRule[] },
): Promise<string> => {
  const name = `account-${randomUUID().slice(0, 8)}`
  const metadata = { name, namespace }
  const rbac = 'rbac.authorization.k8s.io'
  const items = [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
    { apiVersion: `${rbac}/v1`, kind: 'Role', metadata, rules },
    {
      apiVersion: `${rbac}/v1`,
      kind: 'RoleBinding',
      metadata,
      subjects: [{ kind: 'ServiceAccount', name, namespace }],
      roleRef: { apiGroup: rbac, kind: 'Role', name },
    },
  ]
  await kubectl(['create', '--filename', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items }))
  const token = (await kubectl(['create', 'token', name, '--namespace', namespace])).trim()
  const path = place.at('accounts', name)
  await mkdir(place.at('accounts'), { recursive: true })
  await writeKubeconfig(place, path, { user: name, credentials: { token }, namespace })
  return path
}

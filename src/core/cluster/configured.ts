/** The pod's own account; never used unless it is asked for by this name. */
export const IN_CLUSTER = 'in-cluster'

export interface ClusterChoice {
  /** Path or text. */
  readonly kubeconfig: string | undefined
  readonly context: string | undefined
  readonly env: Readonly<Record<string, string | undefined>>
}

/** Tells whether the user has named a cluster. `~/.kube/config` alone does not: it may be about any other work. */
export const isConfigured = ({ kubeconfig, context, env }: ClusterChoice): boolean =>
  [kubeconfig, context, env['KUBECONFIG']].some((value) => value !== undefined && value !== '')

import type { Deployment, Workload } from '../cluster/object.ts'

/** As long as new pods of functions have to stay ready. */
const SECONDS = 5

/**
 * Returns for how many seconds a rollout has to stay complete to be believed. Without a readiness probe a pod counts as
 * ready once its process has started, so one that ends a moment later has been "complete" before.
 */
export const settlingSeconds = (workload: Workload): number => {
  // A DaemonSet has no replicas of its own to be without.
  const spec: Partial<NonNullable<Deployment['spec']>> = workload.spec ?? {}
  const { minReadySeconds = 0, replicas = 1, template } = spec
  const probed = template?.spec?.containers.some(({ readinessProbe }) => readinessProbe !== undefined) ?? false
  return probed || minReadySeconds > 0 || replicas === 0 ? 0 : SECONDS
}

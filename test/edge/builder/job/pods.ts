import { BUILD, INSTALL } from '../../../../src/core/build/job/containers.ts'
import type { Job, Pod } from '../../../../src/core/cluster/object.ts'

type ContainerState = NonNullable<NonNullable<NonNullable<Pod['status']>['containerStatuses']>[number]['state']>
export type PodStatus = NonNullable<Pod['status']>

/** Makes a pod of `job` as its controller does. */
export const podOf = (job: Job, number = 0): Pod => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: `${job.metadata?.name ?? ''}-${number}`,
    namespace: job.metadata?.namespace ?? '',
    creationTimestamp: `2026-01-01T00:00:0${number}Z`,
    labels: job.spec?.template.metadata?.labels ?? {},
    ownerReferences: [
      { apiVersion: 'batch/v1', kind: 'Job', name: job.metadata?.name ?? '', uid: job.metadata?.uid ?? '' },
    ],
  },
  spec: { nodeName: 'node1', containers: [] },
})

/** Returns the status of a pod whose install container is in `install`, and its build container in `build`. */
export const statusOf = (install: ContainerState, build: ContainerState = WAITING): PodStatus => ({
  phase: 'Pending',
  initContainerStatuses: [containerStatus(INSTALL, install)],
  containerStatuses: [containerStatus(BUILD, build)],
})

export const WAITING: ContainerState = { waiting: { reason: 'PodInitializing' } }
export const RUNNING: ContainerState = { running: { startedAt: '2026-01-01T00:00:00Z' } }
export const DONE = ended(0)

/** The state of a container that has ended. */
export function ended(
  exitCode: number,
  more: { readonly reason?: string; readonly message?: string } = {},
): ContainerState {
  return { terminated: { exitCode, ...more } }
}

const containerStatus = (name: string, state: ContainerState) => ({
  name,
  state,
  image: 'registry.example.com/node:24',
  imageID: '',
  ready: false,
  restartCount: 0,
})

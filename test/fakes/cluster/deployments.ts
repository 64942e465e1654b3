import type { ContainerStatus, Deployment, Pod, PodTemplate, ReplicaSet } from '../../../src/core/cluster/object.ts'
import { keyOfObject } from '../../../src/core/cluster/object.ts'
import { DEPLOYMENTS, PODS, REPLICA_SETS } from '../../../src/core/cluster/resource.ts'
import { ownedBy } from '../../../src/core/rollout/pods.ts'
import { revisionOf } from '../../../src/core/rollout/seen.ts'
import { sameJson } from '../../../src/core/rollout/same.ts'
import type { FakeCluster } from '../cluster.ts'

/** What becomes of a pod of that image: it serves, or its container is in this state. */
export type Fate = (image: string) => 'serves' | Partial<ContainerStatus>

const REVISION = 'deployment.kubernetes.io/revision'

/**
 * Stands in for the controllers of Deployments and ReplicaSets and for the kubelet: one new ReplicaSet and its pods for
 * each template, old pods go once the new ones serve. Returns how to end that.
 */
export const runDeployments = (cluster: FakeCluster, fate: Fate): (() => void) => {
  const made: Made = { sets: new Map(), pods: new Map() }
  return cluster.react(DEPLOYMENTS, (changed) => {
    const live = cluster.read(DEPLOYMENTS, keyOfObject(changed))
    if (live !== undefined) roll({ cluster, made, fate }, live)
  })
}

/** What the stand-in has made, by name. */
interface Made {
  readonly sets: Map<string, ReplicaSet>
  readonly pods: Map<string, Pod>
}

interface Rolling {
  readonly cluster: FakeCluster
  readonly made: Made
  readonly fate: Fate
}

const roll = ({ cluster, made, fate }: Rolling, live: Deployment): void => {
  const { generation = 1 } = live.metadata ?? {}
  const replicas = live.spec?.replicas ?? 1
  if (live.spec?.paused === true) return report(cluster, live, { observedGeneration: generation, updatedReplicas: 0 })
  const template = live.spec?.template ?? {}
  const sets = ownedBy(live, [...made.sets.values()])
  const current = currentSet(cluster, live, sets)
  made.sets.set(current.metadata?.name ?? '', current)
  const outcome = fate(template.spec?.containers[0]?.image ?? '')
  for (let index = 0; index < replicas; index += 1) {
    const pod = runPod(cluster, current, { template, index, outcome })
    made.pods.set(pod.metadata?.name ?? '', pod)
  }
  const serving = outcome === 'serves' || replicas === 0
  const old = [...made.pods.values()].filter((pod) =>
    sets.some((set) => set.metadata?.uid !== current.metadata?.uid && ownedBy(set, [pod]).length > 0),
  )
  if (serving)
    for (const pod of old) {
      cluster.remove(PODS, keyOfObject(pod))
      made.pods.delete(pod.metadata?.name ?? '')
    }
  report(cluster, live, {
    observedGeneration: generation,
    replicas: replicas + (serving ? 0 : old.length),
    updatedReplicas: replicas,
    availableReplicas: serving ? replicas : old.length,
    readyReplicas: serving ? replicas : old.length,
    revision: revisionOf(current),
  })
}

const currentSet = (cluster: FakeCluster, live: Deployment, sets: readonly ReplicaSet[]): ReplicaSet => {
  const template = live.spec?.template ?? {}
  const newest = Math.max(0, ...sets.map((set) => revisionOf(set) ?? 0))
  const known = sets.find(({ spec }) => sameJson(spec?.template, template))
  if (known !== undefined && revisionOf(known) === newest) return known
  const owner = { apiVersion: 'apps/v1', kind: 'Deployment', controller: true, ...named(live) }
  const { namespace = '', name = '' } = live.metadata ?? {}
  return cluster.put<ReplicaSet>(REPLICA_SETS, {
    ...known,
    metadata: {
      namespace,
      name: `${name}-${newest + 1}`,
      ownerReferences: [owner],
      ...known?.metadata,
      annotations: { [REVISION]: `${newest + 1}` },
    },
    spec: { selector: {}, template },
  })
}

const named = ({ metadata }: Deployment | ReplicaSet) => ({ name: metadata?.name ?? '', uid: metadata?.uid ?? '' })

interface Running {
  readonly template: PodTemplate
  readonly index: number
  readonly outcome: ReturnType<Fate>
}

const runPod = (cluster: FakeCluster, set: ReplicaSet, { template, index, outcome }: Running): Pod => {
  const [container] = template.spec?.containers ?? []
  const serving = outcome === 'serves'
  const state = serving ? { state: { running: {} } } : outcome
  const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', controller: true, ...named(set) }
  return cluster.put<Pod>(PODS, {
    metadata: {
      namespace: set.metadata?.namespace ?? '',
      name: `${set.metadata?.name ?? ''}-${index}`,
      ownerReferences: [owner],
    },
    spec: template.spec ?? { containers: [] },
    status: {
      phase: serving ? 'Running' : 'Pending',
      conditions: [{ type: 'Ready', status: serving ? 'True' : 'False' }],
      containerStatuses: [
        {
          name: container?.name ?? '',
          image: container?.image ?? '',
          imageID: '',
          ready: serving,
          restartCount: 0,
          ...state,
        },
      ],
    },
  })
}

const report = (
  cluster: FakeCluster,
  live: Deployment,
  { revision, ...status }: NonNullable<Deployment['status']> & { readonly revision?: number | undefined },
): void => {
  const annotations = {
    ...live.metadata?.annotations,
    ...(revision === undefined ? {} : { [REVISION]: `${revision}` }),
  }
  cluster.put(
    DEPLOYMENTS,
    { ...live, metadata: { ...live.metadata, annotations }, status: { ...live.status, ...status } },
    { manager: 'kube-controller-manager' },
  )
}

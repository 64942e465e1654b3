import type { KubeEvent, KubeObject, Workload } from '../core/cluster/object.ts'
import { EVENTS, PODS, REPLICA_SETS, type Resource } from '../core/cluster/resource.ts'
import { ActionError } from '../core/errors.ts'
import { concernOf, type Known } from '../core/rollout/concern.ts'
import type { Seen } from '../core/rollout/seen.ts'
import { slimEvent, slimPod, slimReplicaSet, tells } from '../core/rollout/slim.ts'
import type { Cluster, Reporter } from '../ports.ts'

/** What is known of one namespace, kept up to date by one watch a kind. */
export interface NamespaceWatch {
  /**
   * Watches workloads of this kind and what belongs to them; settles when all of it is listed. Throws CLUSTER_FAILED when
   * the workloads cannot be watched; what else cannot is said, and missing from what is seen.
   */
  watch(resource: Resource<Workload>): Promise<void>
  /** What is known of the workload of that name; throws when its watch has failed. */
  seen(resource: Resource<Workload>, name: string): Seen | undefined
  /** Settles at the next change of the workloads of that name, of what belongs to them, or of what may. */
  changed(name: string): Promise<void>
  close(): void
}

/** How many events are kept of one object, and of how many objects. */
const MAX_EVENTS = 20
const MAX_OBJECTS = 2000

export const watchNamespace = (
  namespace: string,
  { cluster, reporter }: { readonly cluster: Cluster; readonly reporter: Reporter },
): NamespaceWatch => {
  const closing = new AbortController()
  const bells = openBells()
  const pods = openStore(slimPod)
  const replicaSets = openStore(slimReplicaSet)
  const events = openEvents()
  const known: Known = { pod: (name) => pods.get(name), replicaSet: (name) => replicaSets.get(name) }
  const changed = (kind: string, object: KubeObject): void => bells.ring(concernOf(kind, object, known))
  const open = <T extends KubeObject>(resource: Resource<T>, keep: Keep<T>): Following => {
    const told = (object: T | undefined): void =>
      object === undefined ? bells.ring(undefined) : changed(resource.kind, object)
    return followKind(cluster, { resource, namespace, keep, changed: told, signal: closing.signal })
  }
  const workloads = new Map<string, { readonly store: Store<Workload>; readonly following: Following }>()
  const optional = new Map<Resource, Promise<void>>()
  const optionally = <T extends KubeObject>(resource: Resource<T>, keep: Keep<T>): Promise<void> => {
    const known = optional.get(resource)
    if (known !== undefined) return known
    const { listed, ended } = open(resource, keep)
    const told = ended.catch((error: unknown) => {
      if (!closing.signal.aborted) reporter.notice(unwatched(resource, namespace, error))
    })
    const opening = Promise.race([listed, told])
    optional.set(resource, opening)
    return opening
  }
  return {
    watch: async (resource) => {
      const { kind } = resource
      const store = openStore<Workload>((workload) => workload)
      const known = workloads.get(kind) ?? { store, following: open(resource, store) }
      workloads.set(kind, known)
      await Promise.all([
        Promise.race([known.following.listed, known.following.ended]),
        optionally(PODS, pods),
        optionally(EVENTS, events),
        ...(kind === 'Deployment' ? [optionally(REPLICA_SETS, replicaSets)] : []),
      ])
    },
    seen: ({ kind }, name) => {
      const known = workloads.get(kind)
      if (known?.following.failure !== undefined) throw known.following.failure
      const workload = known?.store.get(name)
      if (workload === undefined) return undefined
      return { kind, workload, replicaSets: replicaSets.all(), pods: pods.all(), events: events.all() }
    },
    changed: bells.next,
    close: () => closing.abort(),
  }
}

/** Takes in what a watch gives. */
interface Keep<T> {
  put(object: T): void
  remove(object: T): void
}

interface Store<T> extends Keep<T> {
  get(name: string): T | undefined
  all(): readonly T[]
}

const openStore = <T extends KubeObject>(slim: (object: T) => T): Store<T> => {
  const objects = new Map<string, T>()
  let all: readonly T[] | undefined
  return {
    put: (object) => {
      objects.set(object.metadata?.name ?? '', slim(object))
      all = undefined
    },
    remove: ({ metadata }) => {
      objects.delete(metadata?.name ?? '')
      all = undefined
    },
    get: (name) => objects.get(name),
    all: () => (all ??= [...objects.values()]),
  }
}

/** Those that tell something, by the object they are about. They stay when the server forgets them. */
const openEvents = (): Keep<KubeEvent> & { all(): readonly KubeEvent[] } => {
  const byObject = new Map<string, Map<string, KubeEvent>>()
  let all: readonly KubeEvent[] | undefined
  return {
    put: (event) => {
      const { uid } = event.involvedObject
      if (!tells(event) || uid === undefined) return
      const known = byObject.get(uid) ?? new Map<string, KubeEvent>()
      byObject.delete(uid)
      byObject.set(uid, known)
      known.set(event.metadata.name ?? '', slimEvent(event))
      trim(known, MAX_EVENTS)
      trim(byObject, MAX_OBJECTS)
      all = undefined
    },
    remove: () => undefined,
    all: () => (all ??= [...byObject.values()].flatMap((known) => [...known.values()])),
  }
}

const trim = (map: Map<string, unknown>, size: number): void => {
  for (const key of map.keys()) {
    if (map.size <= size) return
    map.delete(key)
  }
}

interface Following {
  /** Settles when the first list is known. */
  readonly listed: Promise<void>
  /** Rejects when the watch ends otherwise than by being closed. */
  readonly ended: Promise<void>
  readonly failure: unknown
}

interface FollowOptions<T extends KubeObject> {
  readonly resource: Resource<T>
  readonly namespace: string
  readonly keep: Keep<T>
  /** Gets the object that came, went, or is another; undefined for what concerns all. */
  readonly changed: (object: T | undefined) => void
  readonly signal: AbortSignal
}

const followKind = <T extends KubeObject>(cluster: Cluster, options: FollowOptions<T>): Following => {
  const { resource, namespace, keep, changed, signal } = options
  const { promise: listed, resolve } = Promise.withResolvers<void>()
  let failure: unknown
  const run = async (): Promise<void> => {
    for await (const change of cluster.follow(resource, { namespace }, signal)) {
      if (change.kind === 'present') keep.put(change.object)
      else if (change.kind === 'deleted') keep.remove(change.object)
      else resolve()
      changed(change.kind === 'synced' ? undefined : change.object)
    }
  }
  const ended = run().catch((error: unknown) => {
    failure = error
    changed(undefined)
    throw error
  })
  // It is asked for later, or by nobody.
  ended.catch(() => undefined)
  return {
    listed,
    ended,
    get failure() {
      return failure
    },
  }
}

const unwatched = ({ plural }: Resource, namespace: string, error: unknown): string => {
  if (!(error instanceof ActionError)) throw error
  return `Causes of failed rollouts in namespace "${namespace}" may be named late or not at all: ${plural} cannot be watched: ${error.message}`
}

/** Wakes those who wait for the next change of one workload: fifty rollouts need not all look at each change of each. */
const openBells = (): {
  /** Wakes all where nobody can say whom it concerns. */
  readonly ring: (name: string | undefined) => void
  readonly next: (name: string) => Promise<void>
} => {
  const waiting = new Map<string, PromiseWithResolvers<void>>()
  return {
    ring: (name) => {
      for (const woken of name === undefined ? [...waiting.keys()] : [name]) {
        waiting.get(woken)?.resolve()
        waiting.delete(woken)
      }
    },
    next: (name) => {
      const next = waiting.get(name) ?? Promise.withResolvers<void>()
      waiting.set(name, next)
      return next.promise
    },
  }
}

import type { KubeObject } from '../../core/cluster/object.ts'
import { isRefused } from '../../core/cluster/refusal.ts'
import type { Resource } from '../../core/cluster/resource.ts'
import type { Cluster, Reporter } from '../../ports.ts'

/** The objects of a namespace at one time: lists, so that it takes as many requests for one function as for fifty. */
export interface Snapshot {
  find<T extends KubeObject>(resource: Resource<T>, name: string): T | undefined
  /** None of a resource that was not read. */
  all<T extends KubeObject>(resource: Resource<T>): readonly T[]
}

/** What of a namespace is read. */
export interface SnapshotScope {
  readonly namespace: string
  readonly needed: readonly Resource[]
  /** Read where the account may: a list that is refused is said, and is empty. */
  readonly optional: readonly Resource[]
}

/** Reads a namespace, each resource once. */
export const readSnapshot = async (
  { namespace, needed, optional }: SnapshotScope,
  { cluster, reporter }: { readonly cluster: Cluster; readonly reporter: Reporter },
  signal: AbortSignal,
): Promise<Snapshot> => {
  const list = async (resource: Resource, tolerant: boolean): Promise<Listed> => {
    try {
      return [resource.plural, byName(resource, await cluster.list(resource, { namespace }, signal))]
    } catch (error) {
      if (!tolerant || !isRefused(error, 403)) throw error
      reporter.notice(
        `Nothing is known of ${resource.plural} in namespace "${namespace}": the account may not list them`,
      )
      return [resource.plural, new Map()]
    }
  }
  const known = new Set(needed.map(({ plural }) => plural))
  const more = optional.filter(({ plural }) => !known.has(plural))
  const lists = await Promise.all([
    ...needed.map((resource) => list(resource, false)),
    ...more.map((resource) => list(resource, true)),
  ])
  const objects = new Map(lists)
  return {
    find: <T extends KubeObject>({ plural }: Resource<T>, name: string) =>
      objects.get(plural)?.get(name) as T | undefined,
    all: <T extends KubeObject>({ plural }: Resource<T>) =>
      [...(objects.get(plural)?.values() ?? [])] as unknown as readonly T[],
  }
}

type Listed = readonly [plural: string, objects: ReadonlyMap<string, KubeObject>]

/** Items of a list do not say what they are. */
const byName = ({ apiVersion, kind }: Resource, items: readonly KubeObject[]): ReadonlyMap<string, KubeObject> =>
  new Map(items.map((item) => [item.metadata?.name ?? '', { ...item, apiVersion, kind }]))

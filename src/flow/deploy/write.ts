import { keyOfObject, type KubeObject } from '../../core/cluster/object.ts'
import { type Marks, marked } from '../../core/rollout/marks.ts'
import { turnOf } from '../../core/rollout/order.ts'
import { type Takeover, takeoverPatch } from '../../core/rollout/ownership.ts'
import { isStale, isTestFailure } from '../../core/rollout/refused-apply.ts'
import type { DesiredObject } from '../../core/workload/objects.ts'
import type { Deploying } from './deploying.ts'

/** One object that is to be written. */
export interface Write {
  readonly desired: DesiredObject
  /** As it was read; undefined where there was none. */
  readonly live: KubeObject | undefined
  readonly marks: Marks
  readonly takeover: Takeover
}

/** `later`: a later run wrote the object in the meantime, and it stays as that left it. */
export type WriteOutcome =
  | { readonly kind: 'written'; readonly object: KubeObject; readonly warnings: readonly string[] }
  | { readonly kind: 'later'; readonly by: string }

/** How often an object is read again that somebody else, a controller say, writes at the same time. */
const MAX_TRIES = 6

/**
 * Applies one object, compared and set: it has to be the one that was read, or it is read again and looked at anew. Takes
 * over first what is to be taken over. Throws CLUSTER_FAILED.
 */
export const writeObject = async (
  { desired, live: read, marks, takeover }: Write,
  { config, ports: { cluster } }: Pick<Deploying, 'config' | 'ports'>,
  signal: AbortSignal,
): Promise<WriteOutcome> => {
  const { resource } = desired
  const key = keyOfObject(desired.object)
  const object = marked(desired.object, marks)
  let live = read
  for (let left = MAX_TRIES - 1; ; left -= 1) {
    const turn = turnOf(live, config.run)
    if (turn.kind === 'later') return { kind: 'later', by: turn.by }
    const patch = live === undefined ? undefined : takeoverPatch(live, takeover)
    try {
      if (patch !== undefined) live = (await cluster.patch(resource, key, patch, signal)).object
      const written = await cluster.apply(resource, atVersion(object, live), { force: config.forceConflicts }, signal)
      return { kind: 'written', ...written }
    } catch (error) {
      if (left === 0 || !(isStale(error) || (patch !== undefined && isTestFailure(error)))) throw error
      live = await cluster.get(resource, key, signal)
    }
  }
}

/** An apply with a version is refused when the object has another. */
const atVersion = (object: KubeObject, live: KubeObject | undefined): KubeObject => {
  const resourceVersion = live?.metadata?.resourceVersion
  return resourceVersion === undefined ? object : { ...object, metadata: { ...object.metadata, resourceVersion } }
}

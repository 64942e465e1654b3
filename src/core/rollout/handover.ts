import type { PatchOperation } from '../../ports.ts'
import type { Container, Deployment, KubeObject, PodSpec } from '../cluster/object.ts'
import { isMap } from './fields.ts'
import { unchangedSince } from './ownership.ts'

/** Returns the patch that names `image` in a Kubeless Function; undefined when it does already. */
export const functionImagePatch = (fn: KubeObject, image: string): readonly PatchOperation[] | undefined => {
  const path = ['spec', 'deployment', 'spec', 'template', 'spec', 'containers']
  const containers = path.reduce<unknown>((value, key) => (isMap(value) ? value[key] : undefined), fn)
  const [first] = Array.isArray(containers) ? (containers as readonly unknown[]) : []
  if (isMap(first)) {
    if (first['image'] === image) return undefined
    return [unchangedSince(fn), { op: 'add', path: `/${path.join('/')}/0/image`, value: image }]
  }
  return [unchangedSince(fn), addition(fn, path, [{ image }])]
}

/** Adds `value` at `path`, with the parents that are not there. */
const addition = (object: KubeObject, path: readonly string[], value: unknown): PatchOperation => {
  let parent: unknown = object
  let depth = 0
  for (const key of path.slice(0, -1)) {
    if (!isMap(parent) || !isMap(parent[key])) break
    parent = parent[key]
    depth += 1
  }
  const nested = path.slice(depth + 1).reduceRight<unknown>((inner, key) => ({ [key]: inner }), value)
  return { op: 'add', path: `/${path.slice(0, depth + 1).join('/')}`, value: nested }
}

/** Tells whether the controller has put `image` on its Deployment. */
export const hasImage = ({ spec }: Deployment, image: string): boolean =>
  spec?.template.spec?.containers[0]?.image === image

/** The init containers of Kubeless' build, whose images may be gone. */
const PHASES = new Set(['prepare', 'install', 'compile'])

/** Where the built function was mounted: over our code. */
const FUNCTION_MOUNT = '/kubeless'

/**
 * Returns the patch that takes Kubeless' build out of a Deployment whose image has the function in it: the init containers,
 * the empty volume over /kubeless, and the volumes that nothing else mounts then. Undefined when there is none of it: the
 * controller merges what it makes into what is there, so it leaves all of this behind.
 */
export const leftoversPatch = (live: Deployment): readonly PatchOperation[] | undefined => {
  const pod = live.spec?.template.spec
  if (pod === undefined) return undefined
  const initContainers = (pod.initContainers ?? []).filter(({ name }) => !PHASES.has(name))
  const removed = new Set((pod.containers[0]?.volumeMounts ?? []).filter(isBuilt).map(({ name }) => name))
  const containers = pod.containers.map((container) => withoutMount(container, removed))
  const mounted = new Set([...initContainers, ...containers].flatMap(mountsOf))
  const dropped = (pod.volumes ?? []).filter(({ name }) => !mounted.has(name) && wasMounted(pod, name))
  if (initContainers.length === (pod.initContainers?.length ?? 0) && removed.size === 0) return undefined
  const at = '/spec/template/spec'
  const volumes = (pod.volumes ?? []).filter((volume) => !dropped.includes(volume))
  return [
    unchangedSince(live),
    { op: 'replace', path: `${at}/containers`, value: containers },
    ...(pod.initContainers === undefined
      ? []
      : [{ op: 'replace', path: `${at}/initContainers`, value: initContainers } as const]),
    ...(pod.volumes === undefined ? [] : [{ op: 'replace', path: `${at}/volumes`, value: volumes } as const]),
  ]
}

const isBuilt = ({ mountPath }: { readonly mountPath: string }): boolean =>
  mountPath.replace(/\/+$/, '') === FUNCTION_MOUNT

const withoutMount = (container: Container, removed: ReadonlySet<string>): Container => {
  if (container.volumeMounts?.some(({ name }) => removed.has(name)) !== true) return container
  return {
    ...container,
    volumeMounts: container.volumeMounts.filter((mount) => !(removed.has(mount.name) && isBuilt(mount))),
  }
}

const mountsOf = ({ volumeMounts }: Container): readonly string[] => (volumeMounts ?? []).map(({ name }) => name)

/** A volume that nobody ever mounted is somebody's, for whatever reason. */
const wasMounted = ({ initContainers, containers }: PodSpec, name: string): boolean =>
  [...(initContainers ?? []), ...containers].some((container) => mountsOf(container).includes(name))

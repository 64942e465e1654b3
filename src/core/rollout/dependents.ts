import type { PatchOperation } from '../../ports.ts'
import type { Container, CronJob, KubeObject, PodSpec, Workload } from '../cluster/object.ts'
import { ActionError } from '../errors.ts'
import type { Digest } from '../oci/digest.ts'
import { formatReference, formatRepository, parseReference, type Reference, type Repository } from '../oci/reference.ts'
import { FUNCTION_ANNOTATION, MANAGED_BY, MANAGED_BY_LABEL, PIN_ANNOTATION } from '../workload/labels.ts'
import { annotation } from './marks.ts'

/** A function's image, for those who use it. */
export interface UsedImage {
  /** `namespace/name`. */
  readonly function: string
  readonly repository: Repository
  readonly digest: Digest
  /** What else stands for it where functions share a repository: digests and tags that it has, or had. */
  readonly known: ReadonlySet<string>
}

/** What becomes of a workload that uses one of the images. */
export type Dependent =
  /** It has the newest image. */
  | { readonly kind: 'current' }
  /** It is not ours to change; `why` is for people. */
  | { readonly kind: 'left'; readonly why: string; readonly functions: readonly string[] }
  | {
      readonly kind: 'move'
      readonly functions: readonly string[]
      /** By digest, the first one that moves. */
      readonly image: string
      /** Nobody has moved it before. */
      readonly first: boolean
      readonly patch: readonly PatchOperation[]
    }

/** Tells what is to be done about `object`; undefined when it uses none of `images`. */
export const dependentOf = (object: Workload | CronJob, images: readonly UsedImage[]): Dependent | undefined => {
  const uses = usesOf(object, images)
  if (uses.length === 0) return undefined
  const moves = uses.filter(({ container, image }) => container.image !== image)
  const functions = [...new Set(moves.map((use) => use.function))]
  const [first] = moves
  if (first === undefined) return { kind: 'current' }
  const why = reasonToLeave(object)
  if (why !== undefined) return { kind: 'left', why, functions }
  return {
    kind: 'move',
    functions,
    image: first.image,
    first: annotation(object, FUNCTION_ANNOTATION) === undefined,
    patch: [...moves.flatMap(imagePatch), ...followPatch(object, uses)],
  }
}

/** Returns the pod template's spec of a workload, and the path to it. */
export const podSpecOf = (object: Workload | CronJob): { readonly pod: PodSpec | undefined; readonly path: string } => {
  const spec = object.spec
  if (spec !== undefined && 'jobTemplate' in spec)
    return { pod: spec.jobTemplate.spec?.template.spec, path: '/spec/jobTemplate/spec/template/spec' }
  return { pod: spec?.template.spec, path: '/spec/template/spec' }
}

interface Use {
  readonly container: Container
  /** In the object, to the container. */
  readonly path: string
  readonly function: string
  readonly image: string
}

const usesOf = (object: Workload | CronJob, images: readonly UsedImage[]): readonly Use[] => {
  const { pod, path } = podSpecOf(object)
  const follows = followsOf(object)
  const list = (containers: readonly Container[] | undefined, name: string): readonly Use[] =>
    (containers ?? []).flatMap((container, index) => {
      const used = usedBy(container, images, follows)
      if (used === undefined) return []
      const image = formatReference({ ...used.repository, digest: used.digest })
      return [{ container, path: `${path}/${name}/${index}`, function: used.function, image }]
    })
  return [...list(pod?.initContainers, 'initContainers'), ...list(pod?.containers, 'containers')]
}

/** A repository of its own tells whose image it is; in a shared one a digest, a tag or our own note has to. */
const usedBy = (container: Container, images: readonly UsedImage[], follows: Follows): UsedImage | undefined => {
  const reference = readReference(container.image)
  if (reference === undefined) return undefined
  const there = images.filter(({ repository }) => formatRepository(repository) === formatRepository(reference))
  if (there.length < 2 && there[0]?.known.size === 0) return there[0]
  const { digest, tag } = reference
  const noted = follows(container.name)
  return (
    there.find(({ known }) => known.has(digest ?? tag ?? 'latest')) ?? there.find((image) => image.function === noted)
  )
}

const readReference = (text: string | undefined): Reference | undefined => {
  try {
    return text === undefined ? undefined : parseReference(text)
  } catch (error) {
    if (error instanceof ActionError) return undefined
    throw error
  }
}

type Follows = (container: string) => string | undefined

const followsOf = (object: KubeObject): Follows => {
  const entries = (annotation(object, FUNCTION_ANNOTATION) ?? '').split(',').map((entry) => entry.trim().split('='))
  const named = new Map(entries.flatMap(([name = '', fn]) => (fn === undefined ? [] : [[name, fn] as const])))
  const all = entries.find(([name, fn]) => name !== '' && fn === undefined)?.[0]
  return (container) => named.get(container) ?? all
}

const imagePatch = ({ container, path, image }: Use): readonly PatchOperation[] => [
  { op: 'test', path: `${path}/name`, value: container.name },
  { op: 'test', path: `${path}/image`, value: container.image },
  { op: 'replace', path: `${path}/image`, value: image },
]

/** Notes on the object which function each of its containers follows. */
const followPatch = (object: KubeObject, uses: readonly Use[]): readonly PatchOperation[] => {
  const functions = new Set(uses.map((use) => use.function))
  const each = uses.map((use) => `${use.container.name}=${use.function}`).join(',')
  const value = functions.size === 1 ? ([...functions][0] ?? '') : each
  if (annotation(object, FUNCTION_ANNOTATION) === value) return []
  if (object.metadata?.annotations === undefined)
    return [{ op: 'add', path: '/metadata/annotations', value: { [FUNCTION_ANNOTATION]: value } }]
  return [{ op: 'add', path: `/metadata/annotations/${FUNCTION_ANNOTATION.replaceAll('/', '~1')}`, value }]
}

/** Whoever else says what an object is would put it back, or be out of step with it. */
const reasonToLeave = ({ metadata }: KubeObject): string | undefined => {
  const { labels = {}, annotations = {}, ownerReferences = [] } = metadata ?? {}
  if (annotations[PIN_ANNOTATION] === 'true') return 'it is pinned'
  const tool = TOOLS.find(({ marks }) => marks.some((mark) => mark in labels || mark in annotations))
  if (tool !== undefined) return `it is ${tool.name}’s: change the image there`
  const manager = labels[MANAGED_BY_LABEL]
  if (manager === 'Helm') return 'it is Helm’s: change the image there'
  if (manager === MANAGED_BY) return 'it is a function’s own: its spec names the image'
  const owner = ownerReferences.find(({ controller }) => controller === true)
  return owner === undefined ? undefined : `it is made by ${owner.kind} "${owner.name}"`
}

// https://argo-cd.readthedocs.io/en/stable/user-guide/resource_tracking/, https://fluxcd.io/flux/components/, https://helm.sh/docs/chart_best_practices/labels/
const TOOLS = [
  { name: 'Argo CD', marks: ['argocd.argoproj.io/instance', 'argocd.argoproj.io/tracking-id'] },
  { name: 'Flux', marks: ['kustomize.toolkit.fluxcd.io/name', 'helm.toolkit.fluxcd.io/name'] },
  { name: 'Helm', marks: ['meta.helm.sh/release-name'] },
]

import { createHash } from 'node:crypto'
import type { Job } from '../../cluster/object.ts'
import { canonicalJson } from '../../oci/canonical-json.ts'
import { formatRepository, type Repository } from '../../oci/reference.ts'
import type { DependencyUnit } from '../unit.ts'

/** Labels of all that a build has in the cluster, pods included; watches select by them. */
export const BUILD_LABELS: Readonly<Record<string, string>> = {
  'app.kubernetes.io/managed-by': 'function-images',
  'app.kubernetes.io/component': 'dependencies',
}

/** {@link BUILD_LABELS} as a watch selects by them. */
export const BUILD_SELECTOR = Object.entries(BUILD_LABELS)
  .map(([name, value]) => `${name}=${value}`)
  .join(',')

/** Label: the beginning of the dependency key, to find a build by hand. */
export const KEY_LABEL = 'function-images.github.io/key'

const DOMAIN = 'function-images.github.io'

/** Annotation of a Job: all that its result depends on. */
const IDENTITY = `${DOMAIN}/build`

/** Which build a Job does. Runs with the same identity share one Job. */
export interface BuildIdentity {
  /** Of the Job; at most 63 characters, since it is also a label of its pods. */
  readonly name: string
  /** 64 hex digits. */
  readonly hash: string
  readonly labels: Readonly<Record<string, string>>
}

/**
 * Names the Job that makes the layer of `unit` in `shared` with the builder program of `sha256`. A release with another
 * program has Jobs of its own, so that what one run begins every other can finish.
 */
export const buildIdentity = (unit: DependencyUnit, shared: Repository, sha256: string): BuildIdentity => {
  const inputs = canonicalJson({ builder: sha256, key: unit.key, repository: formatRepository(shared) })
  const hash = createHash('sha256').update(inputs).digest('hex')
  return {
    name: ['deps', slug(unit.runtime), hash.slice(0, HASH_SHOWN)].filter((part) => part !== '').join('-'),
    hash,
    labels: { ...BUILD_LABELS, [KEY_LABEL]: unit.key.slice(0, KEY_SHOWN) },
  }
}

/** Room for `deps-`, a runtime, the hash, and what objects beside the Job add to its name. */
const RUNTIME_SHOWN = 20
const HASH_SHOWN = 20
const KEY_SHOWN = 40

const slug = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, RUNTIME_SHOWN)
    .replaceAll(/^-+|-+$/g, '')

/** Tells whether `job` does the build of `identity`. */
export const isBuild = (job: Job, { hash }: BuildIdentity): boolean => job.metadata?.annotations?.[IDENTITY] === hash

/** Tells whether `job` is a build of this program's, whichever. */
export const isAnyBuild = (job: Job): boolean => job.metadata?.annotations?.[IDENTITY] !== undefined

/** The annotations of a new Job that `run` waits for. */
export const buildAnnotations = ({ hash }: BuildIdentity, run: string): Readonly<Record<string, string>> => ({
  [IDENTITY]: hash,
  [attachment(run)]: '',
})

/** Returns the annotation by which `run` says that it waits for a Job. */
export const attachment = (run: string): string => `${DOMAIN}/run-${run}`

/** Tells whether any run waits for `job`. */
export const isAwaited = (job: Job): boolean =>
  Object.keys(job.metadata?.annotations ?? {}).some((name) => name.startsWith(attachment('')))

/** Makes the name of one attachment of a run: what an annotation's name can hold, at most 50 characters. */
export const attachmentName = (run: string, number: number): string => {
  const end = `-${number}`
  return run.replaceAll(/[^A-Za-z0-9._-]+/g, '-').slice(0, ATTACHMENT - end.length) + end
}

/** 63 without `run-`, and some to spare. https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/ */
const ATTACHMENT = 50

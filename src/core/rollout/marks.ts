import type { PatchOperation } from '../../ports.ts'
import type { KubeObject } from '../cluster/object.ts'
import type { WorkflowRun } from '../config.ts'
import { canonicalJson, type Json } from '../oci/canonical-json.ts'
import { digestOf } from '../oci/digest.ts'
import { APPLIED_ANNOTATION, COMMIT_ANNOTATION, RUN_ANNOTATION, RUN_URL_ANNOTATION } from '../workload/labels.ts'

// All marks stand on an object's own metadata, never on a pod template, where each change would restart pods.

/** Annotation: the Secret that the image was found to be pulled with; empty where it needs none. */
export const PULL_ANNOTATION = 'function-images.github.io/pull-secret'

/** Annotation: who an object's function belongs to, so that nobody prunes another repository's. */
export const ORIGIN_ANNOTATION = 'function-images.github.io/origin'

/** Annotation: the spec file of an object's function. */
export const SPEC_ANNOTATION = 'function-images.github.io/spec'

/** Annotation: the image as the spec writes it, of a Deployment whose function brings its own. */
export const IMAGE_ANNOTATION = 'function-images.github.io/image'

/** What an object is marked with when it is written. */
export interface Marks {
  readonly run: WorkflowRun | undefined
  readonly origin: string
  readonly file: string
  /** Of a Deployment alone. */
  readonly pullSecret?: string
  /** As the spec writes it; of the Deployment of a function that brings its image. */
  readonly image?: string | undefined
}

/** Returns `object` with its marks. They change only when it does: an object that is the same is not written. */
export const marked = <T extends KubeObject>(object: T, { run, origin, file, pullSecret, image }: Marks): T => ({
  ...object,
  metadata: {
    ...object.metadata,
    annotations: {
      ...object.metadata?.annotations,
      [APPLIED_ANNOTATION]: hashOf(object),
      [ORIGIN_ANNOTATION]: origin,
      [SPEC_ANNOTATION]: file,
      ...(pullSecret === undefined ? {} : { [PULL_ANNOTATION]: pullSecret }),
      ...(image === undefined ? {} : { [IMAGE_ANNOTATION]: image }),
      ...(run === undefined ? {} : runMarks(run)),
    },
  },
})

/** Returns the hash of an object that is to be applied, marks not in it. */
export const hashOf = (object: KubeObject): string => digestOf(Buffer.from(canonicalJson(object as unknown as Json)))

/** Returns the value of an annotation of `object`. */
export const annotation = (object: KubeObject | undefined, name: string): string | undefined =>
  object?.metadata?.annotations?.[name]

/** Returns the patch that notes the run on an object that is not applied. */
export const runPatch = (object: KubeObject, run: WorkflowRun | undefined): readonly PatchOperation[] => {
  if (run === undefined) return []
  const marks = Object.entries(runMarks(run)).filter(([name, value]) => annotation(object, name) !== value)
  if (object.metadata?.annotations === undefined)
    return [{ op: 'add', path: '/metadata/annotations', value: Object.fromEntries(marks) }]
  return marks.map(([name, value]) => ({
    op: 'add',
    path: `/metadata/annotations/${name.replaceAll('/', '~1')}`,
    value,
  }))
}

const runMarks = ({ id, attempt, commit, url }: WorkflowRun): Readonly<Record<string, string>> => ({
  [RUN_ANNOTATION]: `${id}-${attempt}`,
  [RUN_URL_ANNOTATION]: url,
  [COMMIT_ANNOTATION]: commit,
})

import type { WorkloadSource } from '../function/source.ts'

/** Label of every object that we apply; what `prune` may delete carries it. */
export const MANAGED_BY_LABEL = 'app.kubernetes.io/managed-by'
export const MANAGED_BY = 'function-images'

/** Labels that Kubeless put on everything: its selectors, and those of users, name these two. */
export const FUNCTION_LABEL = 'function'
export const CREATED_BY_LABEL = 'created-by'
export const CREATED_BY = 'kubeless'

/** Annotation: hash of the object as it was applied last. */
export const APPLIED_ANNOTATION = 'function-images.github.io/applied'
/** Annotation: commit that the object was applied from. */
export const COMMIT_ANNOTATION = 'function-images.github.io/commit'
/** Annotation: `<run id>-<attempt>` of the workflow run that applied the object last. */
export const RUN_ANNOTATION = 'function-images.github.io/run'
/** Annotation: page of that run. */
export const RUN_URL_ANNOTATION = 'function-images.github.io/run-url'
/** Annotation that users write: `true` keeps a workload on the image it has. */
export const PIN_ANNOTATION = 'function-images.github.io/pin'
/** Annotation: the image's tag, which is the hash of its inputs. */
export const INPUTS_ANNOTATION = 'function-images.github.io/inputs'
/** Annotation: `namespace/name` of the function whose image a workload took over, for when its image does not tell. */
export const FUNCTION_ANNOTATION = 'function-images.github.io/function'

/** Label of the pods that call a function on a schedule: the trigger's name. */
export const TRIGGER_LABEL = 'function-images.github.io/trigger'

/** What selects a function's pods: the same under Kubeless and here, since a Deployment's selector cannot change. */
export const selectorOf = ({ name }: Pick<WorkloadSource, 'name'>): Readonly<Record<string, string>> => ({
  [CREATED_BY_LABEL]: CREATED_BY,
  [FUNCTION_LABEL]: name,
})

/** Labels of an object made for the function; `own` are those that the spec gives it. */
export const objectLabels = (
  source: Pick<WorkloadSource, 'name'>,
  own: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> => ({ ...own, ...selectorOf(source), [MANAGED_BY_LABEL]: MANAGED_BY })

/** Returns the field `annotations` of an object's metadata, which is left out rather than empty. */
export const annotated = <T extends object>(annotations: T): { readonly annotations?: T } =>
  Object.keys(annotations).length === 0 ? {} : { annotations: { ...annotations } }

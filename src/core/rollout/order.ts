import type { KubeObject } from '../cluster/object.ts'
import type { WorkflowRun } from '../config.ts'
import { RUN_ANNOTATION, RUN_URL_ANNOTATION } from '../workload/labels.ts'
import { annotation } from './marks.ts'

/**
 * What an object says of the runs before. `later`: a later run has deployed it, and this one must not put it back;
 * `deliberate`: so it has, and this one was started to do just that.
 */
export type Turn = { readonly kind: 'free' } | { readonly kind: 'later' | 'deliberate'; readonly by: string }

/** Tells whether `run` may write `live`. Runs are counted by GITHUB_RUN_ID; outside a workflow nothing is known of them. */
export const turnOf = (live: KubeObject | undefined, run: WorkflowRun | undefined): Turn => {
  const last = /^([0-9]+)-[0-9]+$/.exec(annotation(live, RUN_ANNOTATION) ?? '')?.[1]
  if (run === undefined || last === undefined || Number(last) <= run.id) return { kind: 'free' }
  const by = annotation(live, RUN_URL_ANNOTATION) ?? last
  return { kind: isDeliberate(run) ? 'deliberate' : 'later', by }
}

/** Events that somebody, or a timetable, starts whatever was pushed since. */
const DELIBERATE = new Set(['workflow_dispatch', 'repository_dispatch', 'release', 'deployment', 'schedule'])

const isDeliberate = ({ attempt, event }: WorkflowRun): boolean => attempt > 1 || DELIBERATE.has(event)

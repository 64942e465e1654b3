import type { Problem } from '../errors.ts'
import { inert } from './inert.ts'

/** GitHub shows ten errors a step, and the step's own verdict is one of them. */
export const MAX_ANNOTATIONS = 9

/** GitHub cuts longer messages. */
const MAX_MESSAGE = 4096

/** A problem as the runner shows it, on a line of a file. */
export interface Annotation {
  readonly severity: Problem['severity']
  readonly title: string
  readonly message: string
  readonly file: string
  readonly startLine: number
  readonly startColumn: number
}

/** The problems that are annotated, errors first, and how many more only the summary and the report have. */
export const annotationsOf = (
  problems: readonly Problem[],
): { readonly annotations: readonly Annotation[]; readonly more: number } => {
  const ordered = [...problems].sort((a, b) => rank(a) - rank(b))
  return {
    annotations: ordered.slice(0, MAX_ANNOTATIONS).map(annotation),
    more: Math.max(0, ordered.length - MAX_ANNOTATIONS),
  }
}

const rank = ({ severity }: Problem): number => (severity === 'error' ? 0 : 1)

const annotation = ({ severity, code, message, hint, at }: Problem): Annotation => ({
  severity,
  title: TITLE[code],
  message: inert(hint === undefined ? message : `${message}. ${hint}`).slice(0, MAX_MESSAGE),
  file: at.file,
  startLine: at.line,
  startColumn: at.column,
})

const TITLE: Readonly<Record<Problem['code'], string>> = {
  INPUT_INVALID: 'Input',
  SPEC_INVALID: 'Function spec',
  REGISTRY_FAILED: 'Registry',
  BUILD_FAILED: 'Build',
  CLUSTER_FAILED: 'Cluster',
  ROLLOUT_FAILED: 'Rollout',
}

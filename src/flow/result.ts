import type { Problem } from '../core/errors.ts'
import type { WorkloadSource } from '../core/function/source.ts'
import { imageName, type ImagePlan } from '../core/image/plan.ts'
import type { Digest } from '../core/oci/digest.ts'
import { formatRepository } from '../core/oci/reference.ts'
import { inFileOrder } from '../core/report/problem-order.ts'
import { type FunctionResult, type Report, REPORT_SCHEMA, type RolloutResult } from '../core/report/report.ts'

/** What came of a function that got as far as a plan. */
export const plannedResult = (
  { plan, digest }: { readonly plan: ImagePlan; readonly digest?: Digest | undefined },
  rest: Pick<FunctionResult, 'state' | 'reasons'> & Partial<FunctionResult>,
): FunctionResult => ({
  ...identity(plan.source),
  image: digest === undefined ? imageName(plan) : `${imageName(plan)}@${digest}`,
  repository: formatRepository(plan.target.repository),
  tag: plan.tag,
  ...(digest === undefined ? {} : { digest }),
  problems: [],
  ...rest,
})

/** What came of a function that failed before there was a plan. */
export const failedResult = (source: WorkloadSource, problems: readonly Problem[]): FunctionResult => ({
  ...identity(source),
  state: 'failed',
  reasons: [],
  problems,
})

/** Puts a run's results in the order of their specs. */
export const reportOf = (
  command: string,
  functions: readonly FunctionResult[],
  problems: readonly Problem[],
  rollouts: readonly RolloutResult[] = [],
): Report => ({
  schema: REPORT_SCHEMA,
  command,
  functions: [...functions].sort((a, b) => compare(a.file, b.file) || a.line - b.line || compare(a.name, b.name)),
  rollouts: [...rollouts].sort(
    (a, b) => compare(a.namespace, b.namespace) || compare(a.name, b.name) || compare(a.kind, b.kind),
  ),
  problems: inFileOrder([...problems, ...functions.flatMap((result) => result.problems)]),
})

/** Tells whether the run did all that it was asked to. */
export const succeeded = ({ functions, rollouts, problems }: Report): boolean =>
  functions.every(({ state }) => state !== 'failed') &&
  rollouts.every(({ state }) => state !== 'failed' && state !== 'rolled-back') &&
  problems.every(({ severity }) => severity !== 'error')

const identity = ({
  name,
  namespace,
  at,
}: WorkloadSource): Pick<FunctionResult, 'name' | 'namespace' | 'file' | 'line'> => ({
  name,
  namespace,
  file: at.name.file,
  line: at.name.line,
})

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

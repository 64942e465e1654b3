import { keyOf } from '../function/source.ts'
import type { FunctionResult, Report } from './report.ts'

/** Rows of the matrix; GitHub takes 256 jobs, and splitting further costs more in set-up than it saves. */
const MAX_JOBS = 20

/**
 * The values of a step's outputs, by name, as text. `prefix` leads from the top level, where the report's files begin, to
 * the working directory, where those of input `functions` do.
 */
export const outputsOf = (report: Report, prefix: string): Readonly<Record<string, string>> => {
  const { functions } = report
  const inState = (...states: readonly FunctionResult['state'][]): readonly FunctionResult[] =>
    functions.filter(({ state }) => states.includes(state))
  const there = functions.filter(({ digest }) => digest !== undefined)
  return {
    images: JSON.stringify(
      Object.fromEntries(there.map((result) => [keyOf(result), `${result.repository}@${result.digest}`])),
    ),
    digests: JSON.stringify(Object.fromEntries(there.map((result) => [keyOf(result), result.digest]))),
    built: JSON.stringify(inState('built').map(keyOf)),
    skipped: JSON.stringify(inState('skipped').map(keyOf)),
    failed: JSON.stringify(inState('failed').map(keyOf)),
    changed: String(inState('built', 'planned').length > 0),
    rollouts: JSON.stringify(
      Object.fromEntries(
        report.rollouts.map(({ namespace, kind, name, state }) => [`${namespace}/${kind}/${name}`, state]),
      ),
    ),
    matrix: JSON.stringify({ include: matrixRows(inState('planned'), prefix) }),
  }
}

interface MatrixRow {
  readonly id: string
  /** For input `functions` of the job. */
  readonly functions: string
  readonly reason: string
}

/** One row a spec file, since that is what a job can be told to build; files share rows when there are many. */
const matrixRows = (planned: readonly FunctionResult[], prefix: string): readonly MatrixRow[] => {
  const files = [...Map.groupBy(planned, ({ file }) => file)]
  const perRow = Math.max(1, Math.ceil(files.length / MAX_JOBS))
  const rows = Array.from({ length: Math.ceil(files.length / perRow) }, (_, index) =>
    files.slice(index * perRow, (index + 1) * perRow),
  )
  return rows.map((row) => {
    const functions = row.flatMap(([, results]) => results)
    const [first] = functions
    const more = functions.length > 1 ? ` and ${functions.length - 1} more` : ''
    return {
      id: `${first?.name ?? ''}${more}`,
      functions: row.map(([file]) => (file.startsWith(prefix) ? file.slice(prefix.length) : file)).join('\n'),
      reason: first?.reasons.map(({ detail }) => detail).join(', ') ?? '',
    }
  })
}

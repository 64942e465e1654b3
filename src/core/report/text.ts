import type { Problem } from '../errors.ts'
import { keyOf } from '../function/source.ts'
import { inert } from './inert.ts'
import { count, seconds, size } from './measure.ts'
import type { FunctionResult, FunctionState, Report, RolloutResult } from './report.ts'

/** One line for a function as it ends: `built    prod/hello  code changed: hello.js  1.2 kB  0.4 s`. */
export const functionLine = (result: FunctionResult): string => {
  const { state, reasons, bytesSent, durationMs, problems } = result
  const why = reasons.length > 0 ? reasons.map(({ detail }) => detail).join(', ') : (problems[0]?.message ?? '')
  const columns = [
    STATE_WORD[state].padEnd(9),
    keyOf(result),
    state === 'failed' ? (problems[0]?.message ?? why) : why,
    state === 'built' && bytesSent !== undefined ? size(bytesSent) : '',
    durationMs === undefined ? '' : seconds(durationMs),
  ]
  return inert(columns.filter((column) => column !== '').join('  '))
}

/** One line for an object of the cluster: `complete  prod/Deployment/hello  revision 12→13  2.4 s`. */
export const rolloutLine = (result: RolloutResult): string => {
  const { state, namespace, kind, name, revision, cause, note, waitingFor, durationMs } = result
  const columns = [
    state.padEnd(11),
    `${namespace}/${kind}/${name}`,
    revision === undefined ? '' : revisionText(revision),
    cause ?? waitingFor.join(', '),
    note ?? '',
    durationMs === undefined ? '' : seconds(durationMs),
  ]
  return inert(columns.filter((column) => column !== '').join('  '))
}

/** `revision 12→13`, or without the first where there was none or nothing was rolled out. */
export const revisionText = ({ from, to }: NonNullable<RolloutResult['revision']>): string =>
  from === undefined || from === to ? `revision ${to}` : `revision ${from}→${to}`

/** `file:line:column: error: message`, which editors turn into a link, then the hint. */
export const problemLines = ({ at, severity, message, hint }: Problem): readonly string[] => [
  inert(`${at.file}:${at.line}:${at.column}: ${severity}: ${message}`),
  ...(hint === undefined ? [] : [inert(`  ${hint}`)]),
]

/** `2 built · 3 unchanged · 1 failed`. */
export const tally = ({ functions, problems, command }: Pick<Report, 'functions' | 'problems' | 'command'>): string => {
  const counts = ORDER.map((state) => [state, functions.filter((result) => result.state === state).length] as const)
  const shown = counts.filter(([, number]) => number > 0).map(([state, number]) => `${number} ${TALLY_WORD[state]}`)
  const errors = problems.filter(({ severity }) => severity === 'error').length
  const listed = functions.flatMap((result) => result.problems).filter(({ severity }) => severity === 'error').length
  if (errors > listed) shown.push(count(errors - listed, 'error'))
  if (shown.length > 0) return shown.join(' · ')
  return command === 'lint' || command === 'lock' ? 'no problems' : 'no functions found'
}

const ORDER: readonly FunctionState[] = ['built', 'planned', 'skipped', 'failed']

const STATE_WORD: Readonly<Record<FunctionState, string>> = {
  built: 'built',
  planned: 'build',
  skipped: 'unchanged',
  failed: 'failed',
}

const TALLY_WORD: Readonly<Record<FunctionState, string>> = {
  built: 'built',
  planned: 'to build',
  skipped: 'unchanged',
  failed: 'failed',
}

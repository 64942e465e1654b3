import type { Problem } from '../errors.ts'
import { keyOf } from '../function/source.ts'
import { inert } from './inert.ts'
import { count, seconds, size } from './measure.ts'
import type { FunctionResult, FunctionState, Report, RolloutResult, RolloutState } from './report.ts'

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

/** {@link rolloutLine}, and below it, a line a field, what a dry run says would change. */
export const rolloutLines = (result: RolloutResult): readonly string[] => [
  rolloutLine(result),
  ...(result.diff ?? []).map((line) => inert(`  ${line}`)),
]

/** `revision 12→13`, or without the first where there was none or nothing was rolled out. */
export const revisionText = ({ from, to }: NonNullable<RolloutResult['revision']>): string =>
  from === undefined || from === to ? `revision ${to}` : `revision ${from}→${to}`

/** `file:line:column: error: message`, which editors turn into a link, then the hint. */
export const problemLines = ({ at, severity, message, hint }: Problem): readonly string[] => [
  inert(`${at.file}:${at.line}:${at.column}: ${severity}: ${message}`),
  ...(hint === undefined ? [] : [inert(`  ${hint}`)]),
]

/** `2 built · 3 unchanged · 1 failed · 4 rolled out · 1 rolled back`. */
export const tally = (report: Pick<Report, 'functions' | 'rollouts' | 'problems' | 'command'>): string => {
  const { functions, rollouts, command } = report
  const shown = [
    ...counted(ORDER, functions, (state) => TALLY_WORD[state]),
    ...counted(ROLLOUT_ORDER, rollouts, (state) => ROLLOUT_WORD[state] ?? ''),
  ]
  const errors = unlistedErrors(report)
  if (errors > 0) shown.push(count(errors, 'error'))
  if (shown.length > 0) return shown.join(' · ')
  if (command === 'lint' || command === 'lock') return 'no problems'
  return rollouts.length > 0 ? 'nothing to roll out' : 'no functions to build'
}

const counted = <S extends string>(
  order: readonly S[],
  results: readonly { readonly state: S }[],
  word: (state: S) => string,
): string[] =>
  order
    .map((state) => [state, results.filter((result) => result.state === state).length] as const)
    .filter(([, number]) => number > 0)
    .map(([state, number]) => `${number} ${word(state)}`)

/** Errors that stand with no function, and are not what ended a rollout that is counted as failed. */
const unlistedErrors = ({
  functions,
  rollouts,
  problems,
}: Pick<Report, 'functions' | 'rollouts' | 'problems'>): number => {
  const failed = rollouts.some(({ state }) => state === 'failed' || state === 'rolled-back')
  const causes = new Set(rollouts.map(({ state, cause }) => (state === 'failed' ? cause : undefined)))
  const counts = ({ severity, code, message }: Problem): boolean =>
    severity === 'error' && !(failed && code === 'ROLLOUT_FAILED') && !causes.has(message)
  return problems.filter(counts).length - functions.flatMap((result) => result.problems).filter(counts).length
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

const ROLLOUT_ORDER: readonly RolloutState[] = ['complete', 'applied', 'planned', 'pruned', 'rolled-back', 'failed']

/** Objects that are unchanged, or not ours to change, are not counted. */
const ROLLOUT_WORD: Readonly<Partial<Record<RolloutState, string>>> = {
  complete: 'rolled out',
  applied: 'applied',
  planned: 'to roll out',
  pruned: 'pruned',
  'rolled-back': 'rolled back',
  failed: 'not rolled out',
}

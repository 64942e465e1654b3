import type { Problem } from '../errors.ts'
import { keyOf } from '../function/source.ts'
import { markdown, preformatted } from './markdown.ts'
import { seconds, size } from './measure.ts'
import type { FunctionResult, Report } from './report.ts'
import { rolloutParts } from './rollout-summary.ts'
import { tally } from './text.ts'

/** GitHub drops a step's summary whole when it is larger, in bytes. */
export const MAX_SUMMARY = 1024 * 1024

/** With more functions than this, unchanged ones are only counted. */
const MAX_ROWS = 50

/** Writes the report as GitHub Markdown: failures first, unchanged functions folded away, never longer than a summary may be. */
export const summaryOf = (
  report: Report,
  { durationMs, where }: { readonly durationMs: number; readonly where: string },
): string => {
  const failed =
    report.problems.some(({ severity }) => severity === 'error') ||
    report.rollouts.some(({ state }) => state === 'failed' || state === 'rolled-back')
  const head = `### ${failed ? '❌' : '✅'} functions: ${tally(report)} (${[where, seconds(durationMs)].filter((part) => part !== '').join(', ')})\n`
  const changed = report.functions.filter(({ state }) => state !== 'skipped')
  const rollouts = rolloutParts(report.rollouts)
  if (changed.length === 0 && report.problems.length === 0 && rollouts.length === 0) return head
  const rows = [...changed].sort((a, b) => rank(a) - rank(b)).map(row)
  const parts = [
    ...(rows.length > 0 ? [`${TABLE_HEAD}${rows.join('')}`] : []),
    ...unchanged(report),
    ...report.problems.map(problemPart),
    ...rollouts,
  ]
  return fit(head, parts)
}

const TABLE_HEAD = '\n| function | result | why | image | sent | time |\n| --- | --- | --- | --- | ---: | ---: |\n'

const rank = ({ state }: FunctionResult): number => (state === 'failed' ? 0 : 1)

const row = (result: FunctionResult): string => {
  const { state, reasons, digest, tag, bytesSent, durationMs } = result
  const image =
    digest === undefined
      ? tag === undefined
        ? '–'
        : `:${tag.slice(0, 12)}`
      : `…@${digest.slice('sha256:'.length, 'sha256:'.length + 12)}`
  const cells = [
    markdown(keyOf(result)),
    state === 'failed' ? '❌ failed' : state === 'planned' ? 'to build' : state,
    reasons.length === 0 ? '–' : markdown(reasons.map(({ detail }) => detail).join(', ')),
    image === '–' ? image : `\`${image}\``,
    bytesSent === undefined ? '–' : size(bytesSent),
    durationMs === undefined ? '–' : seconds(durationMs),
  ]
  return `| ${cells.join(' | ')} |\n`
}

const unchanged = ({ functions }: Report): readonly string[] => {
  const names = functions.filter(({ state }) => state === 'skipped').map(({ name }) => markdown(name))
  if (names.length === 0) return []
  const shown = names.slice(0, MAX_ROWS).join(', ')
  const more = names.length > MAX_ROWS ? ` and ${names.length - MAX_ROWS} more` : ''
  return [`\n<details><summary>${names.length} unchanged</summary>\n\n${shown}${more}\n\n</details>\n`]
}

const problemPart = ({ severity, message, at, hint, log }: Problem): string => {
  const mark = severity === 'error' ? '❌' : '⚠️'
  const advice = hint === undefined ? '' : ` — ${markdown(hint)}`
  return `\n- ${mark} **${markdown(`${at.file}:${at.line}`)}** ${markdown(message)}${advice}\n${log === undefined ? '' : logPart(log)}`
}

const logPart = (log: readonly string[]): string =>
  `\n  <details><summary>last ${log.length} log lines</summary>${preformatted(log)}</details>\n`

/** Adds parts while they fit, then says how many were left out. */
const fit = (head: string, parts: readonly string[]): string => {
  let text = head
  let bytes = Buffer.byteLength(head)
  for (const [index, part] of parts.entries()) {
    bytes += Buffer.byteLength(part)
    if (bytes > MAX_SUMMARY - ROOM) return `${text}\n_${parts.length - index} more left out: the report has them all_\n`
    text += part
  }
  return text
}

/** For the sentence about what was left out, and for what other steps of ours may add. */
const ROOM = 4096

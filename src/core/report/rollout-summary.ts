import { markdown, preformatted } from './markdown.ts'
import { seconds } from './measure.ts'
import type { RolloutResult, RolloutState } from './report.ts'
import { revisionText } from './text.ts'

/** With more than this, those that went well are only counted. */
const MAX_ROWS = 50

/**
 * Writes what became of the objects of the cluster as GitHub Markdown, in parts of which the last may be left out:
 * failures first, unchanged ones only counted, the diffs of a dry run folded away.
 */
export const rolloutParts = (rollouts: readonly RolloutResult[]): readonly string[] => {
  const counted = rollouts.filter(({ state }) => state === 'unchanged').length
  const told = rollouts.filter(({ state }) => state !== 'unchanged').toSorted((a, b) => rank(a) - rank(b))
  if (told.length === 0) return []
  const shown = told.filter(({ state }, index) => index < MAX_ROWS || FAILED.includes(state))
  const more = told.length - shown.length
  const manyNamespaces = new Set(rollouts.map(({ namespace }) => namespace)).size > 1
  const rest = [...(more > 0 ? [`${more} more that went well`] : []), ...(counted > 0 ? [`${counted} unchanged`] : [])]
  return [
    '\n#### Rollout\n\n',
    ...shown.map((result) => item(result, manyNamespaces)),
    ...(rest.length > 0 ? [`- ${rest.join(', ')}\n`] : []),
    ...shown.flatMap(diffPart),
  ]
}

const FAILED: readonly RolloutState[] = ['failed', 'rolled-back']

const ORDER: readonly RolloutState[] = ['failed', 'rolled-back', 'left', 'applied', 'complete', 'planned', 'pruned']

const rank = ({ state }: RolloutResult): number => ORDER.indexOf(state)

const MARK: Readonly<Record<RolloutState, string>> = {
  failed: '❌',
  'rolled-back': '↩︎',
  left: '⚠️',
  applied: '⏳',
  complete: '✅',
  planned: '✏️',
  pruned: '🗑️',
  unchanged: '✅',
}

/** What is not clear from the mark. */
const WORD: Readonly<Record<RolloutState, string>> = {
  failed: 'failed',
  'rolled-back': '',
  left: 'left alone',
  applied: 'applied',
  complete: '',
  planned: 'would change',
  pruned: 'deleted',
  unchanged: 'unchanged',
}

const item = (result: RolloutResult, manyNamespaces: boolean): string => {
  const { state, namespace, kind, name, revision, waitingFor, cause, note, evidence, durationMs } = result
  const head = [
    `${manyNamespaces ? `${namespace}/` : ''}${kind}/${name}`,
    WORD[state],
    revision === undefined ? '' : revisionText(revision),
  ].filter((part) => part !== '')
  const why =
    cause ?? (state === 'applied' && waitingFor.length > 0 ? `waiting for ${waitingFor.join(', ')}` : undefined)
  const details = [why, note, evidence === undefined ? undefined : `evidence in ${evidence}`]
  const told = details.filter((detail) => detail !== undefined && detail !== '').join('; ')
  const time = durationMs === undefined || state !== 'complete' ? '' : ` · ${seconds(durationMs)}`
  return `- ${MARK[state]} ${markdown(`${head.join(' ')}${told === '' ? '' : `: ${told}`}`)}${time}\n`
}

const diffPart = ({ kind, name, diff }: RolloutResult): readonly string[] =>
  diff === undefined || diff.length === 0
    ? []
    : [`\n<details><summary>${markdown(`${kind}/${name}`)}</summary>${preformatted(diff)}</details>\n`]

import type { Reason, ReasonPart } from '../report/report.ts'
import type { Parts } from './parts.ts'

/** Says what differs between the image there was and the one that is wanted. Never decides whether to build. */
export const why = (was: Parts | undefined, is: Parts): readonly Reason[] => {
  if (was === undefined) return [{ part: 'first', detail: 'first build' }]
  const reasons = COMPARED.flatMap(([part, detail]) => {
    const [before, after] = [textOf(was[part]), textOf(is[part])]
    return before === after
      ? []
      : [reason(part === 'install' ? 'phases' : part, `${detail}${changedFiles(part, was, is)}`, before, after)]
  })
  return reasons.length > 0
    ? reasons
    : [{ part: 'unknown', detail: 'inputs changed that the last image does not name' }]
}

/** In the order in which people look for a cause. */
const COMPARED: readonly (readonly [Exclude<keyof Parts, 'files' | 'dependencyFiles'>, string])[] = [
  ['code', 'code changed'],
  ['dependencies', 'dependencies changed'],
  ['handler', 'handler changed'],
  ['runtime', 'runtime changed'],
  ['base', 'base image moved'],
  ['install', 'install image or command changed'],
  ['shim', 'runtime server changed with this release'],
  ['platforms', 'platforms changed'],
  ['recipe', 'image format changed with this release'],
]

/** Names of changed files said in full; more are counted. */
const MAX_NAMES = 3

const changedFiles = (part: keyof Parts, was: Parts, is: Parts): string => {
  const list = part === 'code' ? 'files' : part === 'dependencies' ? 'dependencyFiles' : undefined
  if (list === undefined) return ''
  const [before, after] = [was[list], is[list]]
  if (before === undefined || after === undefined) return ''
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => before[name] !== after[name])
    .sort()
  if (names.length === 0) return ''
  const more = names.length - MAX_NAMES
  return `: ${names.slice(0, MAX_NAMES).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

const reason = (part: ReasonPart, detail: string, was: string | undefined, is: string | undefined): Reason => ({
  part,
  detail,
  ...(was === undefined ? {} : { was }),
  ...(is === undefined ? {} : { is }),
})

const textOf = (value: string | number | undefined): string | undefined =>
  value === undefined ? undefined : String(value)

import type { Config } from '../core/config.ts'
import { type Problem, problemOf, type SourceLocation } from '../core/errors.ts'
import { formatReference, type Reference } from '../core/oci/reference.ts'
import { inParallel } from '../core/parallel.ts'
import type { Report } from '../core/report/report.ts'
import { formatLock, parseLock, type Pins } from '../core/runtime/lock.ts'
import type { Ports } from '../ports.ts'
import { loadFunctions } from './load.ts'
import { type PinAnswer, resolveLive } from './pins.ts'
import { reportOf } from './result.ts'

/**
 * Writes the present digests of the images that the repository's functions stand on to the lock file; with `check` it
 * writes nothing and reports each tag that moved as a problem.
 */
export const lock = async (
  config: Config,
  ports: Pick<Ports, 'workspace' | 'registry' | 'reporter'>,
  signal: AbortSignal,
): Promise<Report> => {
  const loaded = await loadFunctions(config, ports, signal)
  const before = await readLock(config, ports)
  const references = new Map(
    loaded.functions.flatMap(({ runtime }) => imagesOf(runtime)).map((image) => [formatReference(image), image]),
  )
  ports.registry.expect([...references.values()].map((repository) => ({ repository, push: false })))
  const answers = await inParallel(MAX_LOOKUPS, [...references], async ([name, image]) => ({
    name,
    answer: await resolveLive(image, ports, signal),
  }))
  const failures = answers.flatMap(({ name, answer }) =>
    answer.ok
      ? []
      : [{ ...problemOf(answer.error, placeOf(config)), message: `Cannot lock "${name}": ${answer.error.message}` }],
  )
  const pins = pinsOf(answers)
  if (config.check) return reportOf('lock', [], [...loaded.problems, ...failures, ...moved(config, before, pins)])
  const report = reportOf('lock', [], [...loaded.problems, ...failures])
  if (report.problems.some(({ severity }) => severity === 'error')) return report
  await ports.workspace.write(config.lock, formatLock(pins))
  ports.reporter.notice(`Wrote ${pins.size} ${pins.size === 1 ? 'digest' : 'digests'} to "${config.lock}"`)
  return report
}

const MAX_LOOKUPS = 8

const readLock = async (
  { lock: path }: Pick<Config, 'lock'>,
  { workspace }: Pick<Ports, 'workspace'>,
): Promise<Pins> => {
  const text = await workspace.text(path)
  return text === undefined ? new Map() : parseLock(path, text)
}

const imagesOf = (runtime: {
  readonly base: Reference
  readonly install: { readonly image: Reference } | undefined
}): readonly Reference[] =>
  [runtime.base, ...(runtime.install === undefined ? [] : [runtime.install.image])].filter(
    ({ digest }) => digest === undefined,
  )

const pinsOf = (answers: readonly { readonly name: string; readonly answer: PinAnswer }[]): Pins =>
  new Map(answers.flatMap(({ name, answer }) => (answer.ok ? [[name, answer.reference.digest] as const] : [])))

const moved = (config: Config, before: Pins, now: Pins): readonly Problem[] =>
  [...now].flatMap(([name, digest]) => {
    const was = before.get(name)
    if (was === digest) return []
    const change = was === undefined ? `"${name}" is not in it` : `"${name}" moved from ${was} to ${digest}`
    return [
      {
        severity: 'error',
        code: 'INPUT_INVALID',
        message: `Lock file is out of date: ${change}`,
        at: placeOf(config),
        hint: 'Run "function-images lock" and commit the file',
      },
    ]
  })

/** Without a better place: the lock file's first line. */
const placeOf = ({ lock: file }: Pick<Config, 'lock'>): SourceLocation => ({ file, line: 1, column: 1 })

import type { PackageTool } from './local-dependencies.ts'

/** Returns the one line in which the tool says why it failed, led by its name; undefined where it said nothing. */
export const causeOf = (tool: PackageTool, log: readonly string[]): string | undefined => {
  const cause = tool === 'npm' ? npmCause(log) : pipCause(log)
  return cause === undefined ? undefined : `${tool} ${cause}`
}

const npmCause = (log: readonly string[]): string | undefined => {
  const lines = log
    .map((line) => /^npm (?:error|ERR!) ?(.*)$/.exec(line)?.[1]?.trim() ?? '')
    .filter((line) => line !== '')
  const code = first(lines, /^code (\S+)$/)
  if (code === undefined) return lines[0]
  if (code === 'E404') return join(code, first(lines, /^404 .*'([^']+@[^']*)'/) ?? first(lines, /^404 (.+)$/))
  if (/^\d+$/.test(code)) return scriptCause(code, lines)
  const said = lines.map((line) => line.replace(/^(?:(?:notarget|network|enoent|JSON\.parse|[A-Z][A-Z_]+:?)\s+)+/, ''))
  return join(
    code,
    said.find((line) => line !== '' && !NOISE.test(line)),
  )
}

/** Details that npm prints around its sentence. */
const NOISE = /^(code|syscall|errno|path|dest|command|cwd)\b|^A complete log|^[\d]+$/

/** An install script of a package ended with `code`: the package and the script are what matters. */
const scriptCause = (code: string, lines: readonly string[]): string => {
  const folder = first(lines, /^path .*?((?:node_modules\/).+)$/)
    ?.split('node_modules/')
    .at(-1)
  const script = first(lines, /^command (?:sh -c )?(?!failed$)(.+)$/)
  const of = folder === undefined ? 'a script' : `the install script of "${folder}"`
  return `${of} ended with exit code ${code}${script === undefined ? '' : `: ${script}`}`
}

/** pip says what it tried before it says what is wrong, and a hint after. */
const pipCause = (log: readonly string[]): string | undefined => {
  const errors = log.flatMap((line) => /^ERROR: (.+)$/.exec(line)?.[1] ?? [])
  return errors.findLast((line) => !/^(Exception:|Could not find a version)/.test(line)) ?? lastWord(log)
}

/** A traceback ends with its exception. */
const lastWord = (log: readonly string[]): string | undefined =>
  log.findLast((line) => /^(?:[\w.]+(?:Error|Exception)|error|pip|.*python[\d.]*): /i.test(line))?.trim()

const first = (lines: readonly string[], pattern: RegExp): string | undefined => {
  for (const line of lines) {
    const found = pattern.exec(line)?.[1]
    if (found !== undefined) return found
  }
  return undefined
}

const join = (code: string, rest: string | undefined): string => (rest === undefined ? code : `${code} ${rest}`)

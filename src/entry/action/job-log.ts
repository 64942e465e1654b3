import { endGroup, info, notice, startGroup } from '@actions/core'
import { inert, inertLines } from '../../core/report/inert.ts'
import { functionLine, problemLines, rolloutLines } from '../../core/report/text.ts'
import type { LogGroup, Reporter } from '../../ports.ts'

/**
 * Shows a run in a job's log: a line a function, and a group for each install. The runner cannot show two groups at
 * once, so the lines of a group wait for its end.
 */
export const openJobLog = (): Reporter => ({
  notice: (message) => notice(inert(message)),
  // Problems are annotated once, at the end, from the report.
  warning: (problem) => problemLines(problem).forEach((line) => info(line)),
  progress: () => undefined,
  functionDone: (result) => info(functionLine(result)),
  rolloutDone: (result) => {
    const [line = '', ...diff] = rolloutLines(result)
    if (diff.length > 0) fold(line, diff)
    else info(line)
  },
  print: (text) => inertLines(text).forEach((line) => info(line)),
  group: (title): LogGroup => {
    const lines: string[] = []
    return {
      line: (text) => {
        lines.push(...inertLines(text))
      },
      end: () => fold(inert(title), lines),
    }
  },
})

const fold = (title: string, lines: readonly string[]): void => {
  startGroup(title)
  for (const line of lines) info(line)
  endGroup()
}

import type { Problem } from '../../core/errors.ts'
import { inert, inertLines } from '../../core/report/inert.ts'
import { functionLine, problemLines, rolloutLines } from '../../core/report/text.ts'
import type { LogGroup, Reporter } from '../../ports.ts'

/** A stream that a person or a file reads. */
export interface Sink {
  write(text: string): unknown
  readonly isTTY?: boolean
}

export interface TerminalOptions {
  /** Results; kept free of all else, so that it can be piped. */
  readonly out: Sink
  /** Notices, logs and, on a terminal, progress. */
  readonly err: Sink
  /** With json, results are not printed as they come. */
  readonly format: 'text' | 'json'
  /** For lines of results, where `out` belongs to what is printed. Default: `out`. */
  readonly results?: Sink
}

/** Shows a run in a terminal: a line a function as it ends, and below it what is under way. */
export const openTerminal = ({ out, err, format, results = out }: TerminalOptions): Reporter => {
  let status = ''
  const clear = (): void => {
    if (status !== '') err.write(`\r${' '.repeat(status.length)}\r`)
    status = ''
  }
  const say = (sink: Sink, line: string): void => {
    clear()
    sink.write(`${line}\n`)
  }
  return {
    notice: (message) => say(err, inert(message)),
    warning: (problem: Problem) => problemLines(problem).forEach((line) => say(err, line)),
    progress: (done, total, what) => {
      if (err.isTTY !== true || done >= total) return clear()
      clear()
      status = `${done} of ${total} ${what} …`
      err.write(status)
    },
    functionDone: (result) => {
      if (format === 'text') say(results, functionLine(result))
    },
    rolloutDone: (result) => {
      if (format === 'text') for (const line of rolloutLines(result)) say(results, line)
    },
    print: (text) => {
      clear()
      out.write(text)
    },
    group: (title): LogGroup => {
      say(err, inert(title))
      return { line: (text) => inertLines(text).forEach((line) => say(err, `  ${line}`)), end: () => undefined }
    },
  }
}

/**
 * Returns the line of a termination message or a log that says what was wrong: the exception of a Node or Python stack,
 * else the last line of a log, or the first of a message. Undefined where there is only white space.
 */
export const sayingLine = (text: string, from: 'message' | 'log'): string | undefined => {
  const lines = text
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const python = lines.some((line) => line.startsWith('Traceback (most recent call last)'))
  const exception = python || from === 'log' ? lines.findLast(isException) : lines.find(isException)
  const line = exception ?? (from === 'log' ? lines.findLast((line) => !NOISE.test(line)) : lines[0])
  return line?.replace(/^(?:Uncaught )?Error(?: \[\w+\])?: /, '').slice(0, MAX_LINE)
}

const MAX_LINE = 300

const isException = (line: string): boolean =>
  /^(?:Uncaught )?[\w$.]*(?:Error|Exception|Exit|Interrupt)(?: \[\w+\])?: \S/.test(line)

/** What Node prints last, and what stands in a stack. */
const NOISE = /^(?:Node\.js v\d|at |[{}\]]+$|\^+$)/

/** One thing to do to an exchange, as written: `reset@65536`, `status(503)`. */
export interface Fault {
  readonly name: string
  readonly at: number | undefined
  readonly args: readonly unknown[]
}

/** Picks exchanges by method and by a part of their target. */
export interface Selector {
  /** Undefined: every method. */
  readonly methods: readonly string[] | undefined
  readonly target: RegExp
}

/** A script in progress: each answer uses up one count of a step. */
export interface Script {
  /** Returns the faults for the next request, and how they were written; none: pass. */
  next(method: string, target: string): { readonly faults: readonly Fault[]; readonly text: string }
}

interface Failpoint {
  readonly selector: Selector
  readonly steps: readonly Step[]
  seen: number
}

interface Step {
  readonly times: number
  readonly faults: readonly Fault[]
  readonly text: string
}

/** Reads a script, whose grammar stands in ../fault-proxy.ts; `check` throws for faults that nobody knows. */
export const parseScript = (text: string, check: (faults: readonly Fault[]) => void): Script => {
  const failpoints = readFailpoints({ text, at: 0 })
  for (const { steps } of failpoints) for (const { faults } of steps) check(faults)
  return {
    next: (method, target) => {
      for (const failpoint of failpoints) {
        if (!selects(failpoint.selector, method, target)) continue
        const step = stepAt(failpoint)
        if (step === undefined) continue
        failpoint.seen += 1
        return step
      }
      return { faults: [], text: 'pass' }
    },
  }
}

/** Reads `PUT /blobs`: a method, several with `|`, or `*`, and a pattern. */
export const parseSelector = (text: string): Selector => {
  const [, methods = '', pattern = ''] = /^(\*|[A-Z]+(?:\|[A-Z]+)*) +(\S+)$/.exec(text) ?? []
  if (pattern === '') throw new Error(`Cannot read selector "${text}": write METHOD pattern`)
  return { methods: methods === '*' ? undefined : methods.split('|'), target: patternOf(pattern) }
}

export const selects = ({ methods, target }: Selector, method: string, path: string): boolean =>
  (methods === undefined || methods.includes(method)) && target.test(path)

const patternOf = (pattern: string): RegExp => {
  const [start, end] = [pattern.startsWith('^'), pattern.endsWith('$')]
  const inner = pattern.slice(start ? 1 : 0, end ? -1 : undefined)
  const escaped = inner.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('\\*', '.*')
  return new RegExp(`${start ? '^' : ''}${escaped}${end ? '$' : ''}`)
}

const stepAt = ({ steps, seen }: Failpoint): Step | undefined => {
  let before = 0
  return steps.find((step) => {
    before += step.times
    return seen < before
  })
}

interface Cursor {
  readonly text: string
  at: number
}

const readFailpoints = (cursor: Cursor): Failpoint[] => {
  const failpoints: Failpoint[] = []
  for (skip(cursor, /[\s;]*/y); cursor.at < cursor.text.length; skip(cursor, /[\s;]*/y)) {
    const [, selector = ''] = take(cursor, /((?:\*|[A-Z|]+) +\S+?):[ \t]+/y, 'METHOD pattern: steps')
    const steps = [readStep(cursor)]
    while (skip(cursor, /\s*->\s*/y)) steps.push(readStep(cursor))
    take(cursor, /[ \t]*(?:[\n;]|$)/y, '-> or the end of the failpoint')
    failpoints.push({ selector: parseSelector(selector), steps, seen: 0 })
  }
  return failpoints
}

const readStep = (cursor: Cursor): Step => {
  const count = /(\d+)\*/y
  const [, times] = match(cursor, count) ?? []
  const start = cursor.at
  const faults = [readFault(cursor)]
  while (skip(cursor, /[ \t]*\+[ \t]*/y)) faults.push(readFault(cursor))
  return { times: times === undefined ? Infinity : Number(times), faults, text: cursor.text.slice(start, cursor.at) }
}

const readFault = (cursor: Cursor): Fault => {
  const [, name = '', at] = take(cursor, /([a-zA-Z]+)(?:@(\d+))?/y, 'a fault')
  const [, json] = match(cursor, /\(((?:"(?:[^"\\]|\\.)*"|[^")])*)\)/y) ?? []
  const args: unknown = JSON.parse(`[${json ?? ''}]`)
  return { name, at: at === undefined ? undefined : Number(at), args: args as unknown[] }
}

const match = (cursor: Cursor, pattern: RegExp): RegExpExecArray | undefined => {
  pattern.lastIndex = cursor.at
  const found = pattern.exec(cursor.text) ?? undefined
  if (found !== undefined) cursor.at = pattern.lastIndex
  return found
}

const skip = (cursor: Cursor, pattern: RegExp): boolean => (match(cursor, pattern)?.[0] ?? '') !== ''

const take = (cursor: Cursor, pattern: RegExp, wanted: string): RegExpExecArray => {
  const found = match(cursor, pattern)
  if (found === undefined)
    throw new Error(`Cannot read the fault script at "${cursor.text.slice(cursor.at, cursor.at + 30)}": want ${wanted}`)
  return found
}

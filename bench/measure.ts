import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** A process, or several one after another, that are timed as one. */
export interface Contender {
  readonly name: string
  /** The commands of round `round`, run in order; what they print is thrown away. */
  readonly commands: (round: number) => readonly Command[] | Promise<readonly Command[]>
}

export interface Command {
  readonly program: string
  readonly args: readonly string[]
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string | undefined>>
}

export interface Comparison {
  readonly what: string
  readonly ours: Contender
  readonly theirs: Contender
  /** The most that ours may take, as a part of theirs. */
  readonly goal: number
  readonly rounds?: number
}

/** Wall-clock times of two contenders, taken in turns, so that a machine that slows down slows both. */
export interface Paired {
  readonly what: string
  readonly names: readonly [string, string]
  /** Medians, in milliseconds. */
  readonly medians: readonly [number, number]
  /** Ours by theirs, round by round. */
  readonly ratio: Spread
  readonly goal: number
}

export interface Spread {
  readonly low: number
  readonly median: number
  readonly high: number
}

const ROUNDS = 9

/** Runs both contenders in turns, after one round that is not counted. Throws when a command fails. */
export const compare = async ({ what, ours, theirs, goal, rounds = ROUNDS }: Comparison): Promise<Paired> => {
  const times: [number, number][] = []
  for (let round = -1; round < rounds; round += 1) {
    const first = await time(ours, round)
    const second = await time(theirs, round)
    if (round >= 0) times.push([first, second])
  }
  return paired({ what, names: [ours.name, theirs.name], goal, times })
}

/** Compares times taken in turns, in milliseconds, a pair a round: ours and theirs. */
export const paired = ({
  times,
  ...rest
}: Pick<Paired, 'what' | 'names' | 'goal'> & { readonly times: readonly (readonly [number, number])[] }): Paired => ({
  ...rest,
  medians: [median(times.map(([a]) => a)), median(times.map(([, b]) => b))],
  ratio: spread(times.map(([a, b]) => a / b)),
})

/** One line: `build of 1: 0.71× [0.66–0.80] of crane append (goal ≤ 3×; 182 ms, 257 ms)`. */
export const formatPaired = ({ what, names, medians, ratio, goal }: Paired): string => {
  const [ours, theirs] = medians.map((value) => `${Math.round(value)} ms`)
  const verdict = ratio.median <= goal ? 'met' : 'MISSED'
  return `${what}: ${ratio.median.toFixed(2)}× [${ratio.low.toFixed(2)}–${ratio.high.toFixed(2)}] of ${names[1]} (goal ≤ ${goal}×, ${verdict}; ${ours} against ${theirs})`
}

/** Runs one command, and returns its wall-clock time in milliseconds. */
export const run = async ({ program, args, cwd, env }: Command): Promise<number> => {
  const start = performance.now()
  const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'] })
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk))
  const [code] = (await once(child, 'close')) as [number]
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}: ${stderr.slice(-2000)}`)
  return performance.now() - start
}

export const median = (values: readonly number[]): number => spread(values).median

const time = async ({ commands }: Contender, round: number): Promise<number> => {
  let total = 0
  for (const command of await commands(round)) total += await run(command)
  return total
}

/** The least, the middle and the most of `values`. */
export const spread = (values: readonly number[]): Spread => {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (part: number): number => sorted[Math.round(part * (sorted.length - 1))] ?? Number.NaN
  return { low: at(0), median: at(0.5), high: at(1) }
}

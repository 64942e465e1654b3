import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { findProgram, type Program } from '../programs.ts'
import type { Place } from './place.ts'
import { endProcess, isRunning, startProcess } from './processes.ts'

/** One process of the bed. */
export interface Part {
  /** Starts it and returns when it answers. Throws with the end of its log when it does not. */
  start(place: Place): Promise<void>
  /** Ends it in order; SIGKILL is what a crash is. */
  stop(place: Place, by?: 'SIGTERM' | 'SIGKILL'): Promise<void>
}

export interface PartOptions {
  readonly name: string
  readonly program: Program
  /** Writes the files it reads. */
  readonly prepare?: (place: Place) => Promise<void>
  /** The words that start it. */
  readonly command: (path: string, place: Place) => readonly string[]
  readonly answers: (place: Place) => Promise<boolean>
}

/** The time a part has to answer, in milliseconds. */
const START_LIMIT = 60_000

export const definePart = ({ name, program, prepare, command, answers }: PartOptions): Part => ({
  start: async (place) => {
    const found = await findProgram(program)
    if (found.status === 'missing') throw new Error(found.why)
    await prepare?.(place)
    await startProcess(place, name, command(found.path, place))
    const limit = Date.now() + START_LIMIT
    while (!(await answers(place))) {
      if (!(await isRunning(place, name))) throw new Error(`Cannot start ${name}: it ended\n${await tail(place, name)}`)
      if (Date.now() > limit) throw new Error(`Cannot start ${name}: it does not answer\n${await tail(place, name)}`)
      await sleep(50)
    }
  },
  stop: (place, by) => endProcess(place, name, by),
})

const tail = async (place: Place, name: string): Promise<string> => {
  const log = await readFile(place.at('log', `${name}.log`), 'utf8').catch(() => '')
  return log.trimEnd().split('\n').slice(-8).join('\n')
}

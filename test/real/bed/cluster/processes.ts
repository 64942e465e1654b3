import { spawn } from 'node:child_process'
import { closeSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdir, readFile, readdir, rm } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Place } from './place.ts'

/** A process by its id and the time it was started, in clock ticks since boot: ids are given again, these pairs are not. */
interface Recorded {
  readonly pid: number
  readonly started: string
}

/** The time a process has to end by itself, in milliseconds: an API server that lost its watchers waits a minute for them. */
const GRACE = 2_000

/** Most of them are Go programs: they may keep five times of what they use, and look for garbage that much less often. */
const GOGC = '400'

const OWN_PATH = `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin:/usr/bin:/bin`

/** Starts a process that outlives this one, its output in `log/<name>.log`, and records it. It runs in the bed's folder. */
export const startProcess = async (place: Place, name: string, words: readonly string[]): Promise<void> => {
  const [program = '', ...args] = words
  await mkdir(place.at('processes'), { recursive: true })
  await mkdir(place.at('log'), { recursive: true })
  const log = openSync(place.at('log', `${name}.log`), 'a')
  const env = { PATH: OWN_PATH, HOME: place.root, OTEL_TRACES_EXPORTER: 'none', GOGC }
  const child = spawn(program, args, { cwd: place.root, env, stdio: ['ignore', log, log], detached: true })
  closeSync(log)
  child.on('error', () => undefined)
  if (child.pid === undefined) throw new Error(`Cannot start ${name}: "${program}" cannot be run`)
  const recorded: Recorded = { pid: child.pid, started: startOf(child.pid) ?? '' }
  writeFileSync(recordOf(place, name), JSON.stringify(recorded))
  child.unref()
}

/** Says whether the process recorded under `name` runs. */
export const isRunning = async (place: Place, name: string): Promise<boolean> => {
  const recorded = await read(place, name)
  return recorded !== undefined && runs(recorded)
}

/** Ends the process recorded under `name`, if it runs, and returns when it has ended. */
export const endProcess = async (place: Place, name: string, by: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> => {
  const recorded = await read(place, name)
  if (recorded !== undefined) await end(recorded, by)
  await rm(recordOf(place, name), { force: true })
}

/** Ends all recorded processes at once. */
export const endProcesses = async (place: Place): Promise<void> => {
  const names = await readdir(place.at('processes')).catch(() => [])
  await Promise.all(names.map((name) => endProcess(place, name)))
}

/** Kills processes that a recorded one has started; `pids` were found by what only ours have. Returns when they have ended. */
export const killAll = async (pids: readonly number[]): Promise<void> => {
  const found = pids.map((pid): Recorded => ({ pid, started: startOf(pid) ?? '' }))
  await Promise.all(found.map((one) => end(one, 'SIGKILL')))
}

const recordOf = (place: Place, name: string): string => place.at('processes', name)

const read = async (place: Place, name: string): Promise<Recorded | undefined> => {
  const text = await readFile(recordOf(place, name), 'utf8').catch(() => undefined)
  return text === undefined || text === '' ? undefined : (JSON.parse(text) as Recorded)
}

const end = async (recorded: Recorded, by: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
  const limit = Date.now() + GRACE
  signal(recorded, by)
  while (runs(recorded)) {
    if (Date.now() > limit) signal(recorded, 'SIGKILL')
    await sleep(20)
  }
}

const signal = (recorded: Recorded, by: 'SIGTERM' | 'SIGKILL'): void => {
  if (!runs(recorded)) return
  try {
    process.kill(recorded.pid, by)
  } catch {
    // It has ended since.
  }
}

const runs = ({ pid, started }: Recorded): boolean => startOf(pid) === started

/** Field 22 of /proc/<pid>/stat, undefined for one that has ended; the name before it may hold anything but is in brackets. https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
const startOf = (pid: number): string | undefined => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const ended = fields[0] === 'Z' || fields[0] === 'X'
    // A program's first thread may be gone before the others, which hold its ports.
    return ended && readdirSync(`/proc/${pid}/task`).length === 1 ? undefined : fields[19]
  } catch {
    return undefined
  }
}

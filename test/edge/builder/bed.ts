import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Host } from '../../../src/edge/builder/host.ts'
import { openRunnerBuilder } from '../../../src/edge/builder/runner.ts'
import type { Builder, PhaseOutput } from '../../../src/ports.ts'
import type { FileEntry } from '../../../src/core/image/content.ts'

/** A runner builder with folders of its own. */
export interface RunnerBed {
  readonly builder: Builder
  /** Outside of the folder for installs. */
  readonly home: string
  /** A file into which a hanging install writes its process id. */
  readonly mark: string
  readonly leftovers: () => Promise<readonly string[]>
  readonly close: () => Promise<void>
}

/** Opens a runner builder; `env` goes over {@link ownPath} and a HOME of its own, `host` over what is found there. */
export const openBed = async (env: Readonly<Record<string, string>> = {}, host?: Host): Promise<RunnerBed> => {
  const folder = await mkdtemp(join(tmpdir(), 'runner-builder-'))
  const [home, temp, mark] = [join(folder, 'home'), join(folder, 'temp'), join(folder, 'mark')]
  await Promise.all([mkdir(home), mkdir(temp)])
  const options = { env: { PATH: ownPath, HOME: home, ...env }, temp, ...(host === undefined ? {} : { host }) }
  const builder = openRunnerBuilder(options)
  return {
    builder,
    home,
    mark,
    leftovers: async () => [...(await readdir(temp)), ...(await living(mark))],
    close: () => rm(folder, { recursive: true, force: true }),
  }
}

/** PATH with the Node that runs the tests before any other. */
export const ownPath = [dirname(process.execPath), process.env['PATH']].join(delimiter)

/** Writes a program that tells its process id to `mark` and then does nothing for a long time. */
export const hangingScript = (mark: string): string =>
  `require('fs').writeFileSync(${JSON.stringify(mark)}, String(process.pid)); setInterval(() => {}, 1000)`

/** Waits until a hanging program has started. */
export const marked = async (mark: string): Promise<void> => {
  while (!existsSync(mark) || (await readFile(mark, 'utf8')) === '') await setTimeout(20)
}

/** Returns the files of an output of this builder. */
export const filesOf = (output: PhaseOutput): readonly FileEntry[] => (output.kind === 'files' ? output.files : [])

/** A killed process may take a moment to be gone. */
const living = async (mark: string): Promise<readonly string[]> => {
  if (!existsSync(mark)) return []
  const pid = Number(await readFile(mark, 'utf8'))
  for (let tries = 0; tries < 100; tries += 1) {
    if (!isAlive(pid)) return []
    await setTimeout(20)
  }
  return [`process ${pid}`]
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

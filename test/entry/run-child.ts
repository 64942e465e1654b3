import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'

/** The command line's own main file. */
export const MAIN = resolve(import.meta.dirname, '../../src/entry/cli/main.ts')

/** A function that `run` serves from a process of its own. */
export interface Running {
  readonly url: string
  /** What the process said besides. */
  readonly said: () => string
  /** Interrupts it, as at a terminal, and returns its exit code. */
  stop(): Promise<number>
}

export interface RunOptions {
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  /** The program's file, when it is not {@link MAIN}. */
  readonly main?: string
}

/** Starts `function-images run` and waits until it says where the function answers. Throws with what it said when it ends before. */
export const startRun = async (words: readonly string[], { cwd, env, main = MAIN }: RunOptions): Promise<Running> => {
  const child = spawn(process.execPath, [main, 'run', ...words], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const exited = once(child, 'close') as Promise<[number | null]>
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  const url = new Promise<string>((resolve) => {
    let printed = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text
      const [, found] = / answers at (\S+)\n/.exec(printed) ?? []
      if (found !== undefined) resolve(found)
    })
  })
  const ended = exited.then(([code]) => Promise.reject(new Error(`"run" ended with ${code}: ${said}`)))
  return {
    url: await Promise.race([url, ended]),
    said: () => said,
    stop: async () => {
      child.kill('SIGINT')
      const [code] = await exited
      return code ?? -1
    },
  }
}

import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { inParallel } from '../src/core/parallel.ts'

/** Runs files of tests, each in a process of its own, and remembers which of them failed. */
export interface Runner {
  /** Runs `files`, as many as `atOnce` at the same time. Throws the signal's reason. */
  run(files: readonly string[], atOnce: number): Promise<void>
  /** Runs what `queue` still holds, a file after the other, as long as `goOn` says so. */
  drain(queue: string[], goOn: () => boolean): Promise<void>
  /** Those that failed, in the order of their ends. */
  readonly failed: readonly string[]
}

/** Opens a runner that shows the output of a file when that has ended, and of a single one as it comes. */
export const openRunner = (show: 'at the end' | 'as it comes', signal: AbortSignal): Runner => {
  const failed: string[] = []
  const one = async (file: string): Promise<void> => {
    signal.throwIfAborted()
    const began = performance.now()
    const { code, output } = await runFile(file, show, signal)
    const seconds = Math.round((performance.now() - began) / 1000)
    process.stdout.write(`${output}${code === 0 ? '' : 'FAILED '}${relative('.', file)}: ${seconds} s\n\n`)
    if (code !== 0) failed.push(file)
  }
  return {
    failed,
    run: async (files, atOnce) => {
      await inParallel(atOnce, files, one)
    },
    drain: async (queue, goOn) => {
      for (let file = goOn() ? queue.shift() : undefined; file !== undefined; file = goOn() ? queue.shift() : undefined)
        await one(file)
    },
  }
}

interface Ended {
  readonly code: number
  readonly output: string
}

const runFile = (file: string, show: 'at the end' | 'as it comes', signal: AbortSignal): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const args = ['--test', '--test-isolation=none', '--test-force-exit', '--test-reporter=spec', file]
    const env = { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache') }
    const out = show === 'as it comes' ? 'inherit' : 'pipe'
    const child = spawn(process.execPath, args, { stdio: ['ignore', out, out], env })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text) => (output += text))
    const stop = (): boolean => child.kill('SIGTERM')
    signal.addEventListener('abort', stop, { once: true })
    child.on('error', reject)
    child.on('close', (code) => {
      signal.removeEventListener('abort', stop)
      resolve({ code: code ?? 1, output })
    })
  })

import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { get } from 'node:http'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { ActionError } from '../../core/errors.ts'
import type { Served } from '../../ports.ts'

export interface ServerOptions {
  readonly port: number
  /** What the server prints, a chunk at a time. */
  readonly output: (chunk: string) => void
  readonly signal: AbortSignal
  /** Removes what the server leaves; called once, when it has ended. */
  readonly remove: () => Promise<void>
}

/** Time that a server has from its start to its first answer, in milliseconds. */
const START_LIMIT = 30_000

/** Waits until the server that `child` runs answers on its port. Throws BUILD_FAILED with its last words when it does not. */
export const serveFrom = async (child: ChildProcess, options: ServerOptions): Promise<Served> => {
  const words = follow(child, options.output)
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, by) => resolve(code ?? (by === null ? 1 : 128)))
  })
  ended.catch(() => undefined)
  const stop = async (): Promise<void> => {
    child.kill(STOP_SIGNAL)
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT)
    await ended.catch(() => undefined)
    clearTimeout(late)
    await options.remove()
  }
  const url = `http://127.0.0.1:${options.port}/`
  await answers(url, { ended, words, stop, signal: options.signal })
  return { url, ended, stop }
}

/** Returns `wanted`, or any free port for 0. Throws INPUT_INVALID when another program has it, whose answers would be taken for ours. */
export const takePort = async (wanted: number): Promise<number> => {
  const server = createServer()
  try {
    server.listen(wanted, '127.0.0.1')
    await once(server, 'listening')
  } catch (cause) {
    throw new ActionError('INPUT_INVALID', `Cannot serve on port ${wanted}: ${(cause as Error).message}`, {
      cause,
      hint: 'Choose another with option "port", or 0 for any free one',
    })
  }
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : wanted
}

/** SIGINT is for people: the shim ends at once, where SIGTERM goes on serving until a rollout has moved traffic away. */
const STOP_SIGNAL = 'SIGINT'

/** Time that a server has to end by itself, in milliseconds. */
const STOP_LIMIT = 15_000

/** Keeps the last of what the server says, for the error when it does not start. */
const follow = (child: ChildProcess, output: (chunk: string) => void): (() => string) => {
  let last = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8')
    stream?.on('data', (chunk: string) => {
      last = (last + chunk).slice(-LAST_WORDS)
      output(chunk)
    })
  }
  return () => last.trim()
}

const LAST_WORDS = 4096

interface Waiting {
  readonly ended: Promise<number>
  readonly words: () => string
  readonly stop: () => Promise<void>
  readonly signal: AbortSignal
}

const answers = async (url: string, { ended, words, stop, signal }: Waiting): Promise<void> => {
  const limit = Date.now() + START_LIMIT
  let exit: number | undefined
  ended.then(
    (code) => (exit = code),
    () => (exit = 127),
  )
  while (!(await isHealthy(url))) {
    const late = Date.now() > limit
    if (exit === undefined && !late && !signal.aborted) {
      await sleep(20)
      continue
    }
    await stop()
    signal.throwIfAborted()
    const why = late ? `it did not answer within ${START_LIMIT / 1000} s` : `its server ended with code ${exit}`
    throw new ActionError('BUILD_FAILED', `Cannot start the function: ${why}`, { hint: words() || undefined })
  }
}

const isHealthy = (url: string): Promise<boolean> =>
  new Promise((resolve) => {
    const request = get(new URL('/healthz', url), { agent: false, timeout: 2_000 }, (response) => {
      response.resume()
      resolve(response.statusCode === 200)
    })
    request.on('timeout', () => request.destroy())
    request.on('error', () => resolve(false))
  })

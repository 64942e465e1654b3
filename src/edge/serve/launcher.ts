import { spawn, type ChildProcess } from 'node:child_process'
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { get } from 'node:http'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ActionError } from '../../core/errors.ts'
import { FUNCTION_ROOT, SHIM_ROOT } from '../../core/image/layers.ts'
import type { UnpackedEntry } from '../../core/oci/untar.ts'
import type { Launch, Launcher, Served } from '../../ports.ts'
import { findInterpreter } from './interpreter.ts'

export interface LauncherOptions {
  /** Where temporary folders are made. */
  readonly temporary: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly warn: (message: string) => void
  /** Where the server's output goes, a chunk at a time. */
  readonly output: (chunk: string) => void
}

/** Starts functions with this machine's own interpreters; a version other than the image's is said, not refused. */
export const openLauncher = (options: LauncherOptions): Launcher => ({
  start: async (launch, signal) => {
    const folder = await mkdtemp(join(options.temporary, 'function-images-run-'))
    const remove = (): Promise<void> => rm(folder, { recursive: true, force: true })
    try {
      await unpack(folder, launch.entries)
      return await startIn(folder, launch, { ...options, signal, remove })
    } catch (error) {
      await remove()
      throw error
    }
  },
})

interface Starting extends LauncherOptions {
  readonly signal: AbortSignal
  readonly remove: () => Promise<void>
}

const unpack = async (folder: string, entries: readonly UnpackedEntry[]): Promise<void> => {
  for (const { type, path, mode, target, data } of entries) {
    const place = join(folder, path)
    await mkdir(type === 'directory' ? place : dirname(place), { recursive: true })
    if (type === 'symlink') await symlink(target, place)
    if (type !== 'file') continue
    await writeFile(place, data, { flag: 'wx' })
    await chmod(place, mode)
  }
}

/** Time that a server has from its start to its first answer, in milliseconds. */
const START_LIMIT = 30_000

const startIn = async (folder: string, launch: Launch, starting: Starting): Promise<Served> => {
  const [name = '', ...rest] = launch.command
  const version = launch.env.find((variable) => variable.name === 'FUNC_RUNTIME')?.value ?? ''
  const interpreter = await findInterpreter(name, version, starting.env)
  if (interpreter.warning !== undefined) starting.warn(interpreter.warning)
  const port = launch.port === 0 ? await freePort() : launch.port
  const child = spawn(
    interpreter.path,
    rest.map((word) => moved(folder, word)),
    {
      cwd: join(folder, FUNCTION_ROOT),
      env: environment(folder, launch, port, starting.env),
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  const words = follow(child, starting.output)
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
    await starting.remove()
  }
  const url = `http://127.0.0.1:${port}/`
  await answers(url, { ended, words, stop, signal: starting.signal })
  return { url, ended, stop }
}

/** SIGINT is for people: the shim ends at once, where SIGTERM goes on serving until a rollout has moved traffic away. */
const STOP_SIGNAL = 'SIGINT'

/** Time that a server has to end by itself, in milliseconds. */
const STOP_LIMIT = 15_000

/** Rewrites the image's absolute paths to where they were unpacked. */
const moved = (folder: string, text: string): string =>
  text.replaceAll(new RegExp(`(^|:)/(${FUNCTION_ROOT}|${SHIM_ROOT})(?=/|:|$)`, 'g'), `$1${folder}/$2`)

/** Nothing of this machine's environment but what a program needs to find its libraries. */
const environment = (
  folder: string,
  { env }: Launch,
  port: number,
  outer: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> => ({
  ...(outer['PATH'] === undefined ? {} : { PATH: outer['PATH'] }),
  ...(outer['LD_LIBRARY_PATH'] === undefined ? {} : { LD_LIBRARY_PATH: outer['LD_LIBRARY_PATH'] }),
  ...Object.fromEntries(env.map(({ name, value }) => [name, moved(folder, value)])),
  FUNC_HOST: '127.0.0.1',
  FUNC_PORT: String(port),
  KUBELESS_TERMINATION_LOG: join(folder, 'termination-log'),
})

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}

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

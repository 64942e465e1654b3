import { spawn, spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import type { Agent, IncomingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ShimRequest } from './cases.ts'

export type Language = 'nodejs' | 'python'

/** An interpreter of this machine and the shim that it runs. */
export interface Runtime {
  readonly language: Language
  /** For test names: `python 3.12`. */
  readonly name: string
  readonly command: readonly string[]
}

const shim = (path: string): string => join(import.meta.dirname, '../../shims', path)

export const NODE: Runtime = {
  language: 'nodejs',
  name: `nodejs ${process.versions.node.split('.', 1)[0]}`,
  command: [process.execPath, shim('nodejs/kubeless.mjs')],
}

/** Finds the Pythons of this machine, each version once; none is an answer too. */
export const findPythons = (): readonly Runtime[] => {
  const found = new Map<string, Runtime>()
  for (const program of ['python3', 'python3.12', 'python3.13', 'python3.14']) {
    const ask = 'import sys; print("%d.%d" % sys.version_info[:2], sys.executable)'
    const { status, stdout } = spawnSync(program, ['-c', ask], { encoding: 'utf8' })
    const [version, executable] = (stdout ?? '').trim().split(' ')
    if (status !== 0 || version === undefined || executable === undefined || found.has(version)) continue
    const command = [executable, shim('python/kubeless.py')]
    found.set(version, { language: 'python', name: `python ${version}`, command })
  }
  return [...found.values()]
}

export interface Started {
  readonly port: number
  /** The folder that stands for /kubeless. */
  readonly root: string
  readonly pid: number
  /** What it has written so far. */
  readonly stdout: () => string
  readonly stderr: () => string
  readonly terminationMessage: () => Promise<string>
  readonly kill: (signal: NodeJS.Signals) => void
  /** The exit code, or null after a signal. */
  readonly ended: Promise<number | null>
}

export interface ShimOptions {
  /** Name to text, below the folder that stands for /kubeless. */
  readonly files: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
}

/** Starts a shim and waits until it serves, or has ended (then `port` is 0). It ends with the test at the latest. */
export const startShim = async (t: TestContext, runtime: Runtime, options: ShimOptions): Promise<Started> => {
  const root = await mkdtemp(join(tmpdir(), 'shim-'))
  const message = join(root, 'termination-log')
  for (const [name, text] of Object.entries({ ...options.files, 'termination-log': '' })) {
    await writeFile(join(root, name), text)
  }
  const [command = '', ...args] = runtime.command
  const child = spawn(command, args, {
    env: environment(root, message, options.env),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const text = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (chunk: string) => (text[name] += chunk))
  }
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  t.after(async () => {
    child.kill('SIGKILL')
    await ended
    await rm(root, { recursive: true })
  })
  const port = await Promise.race([ended.then(() => 0), servingPort(child.stdout, () => text.stdout)])
  return {
    port,
    root,
    pid: child.pid ?? 0,
    stdout: () => text.stdout,
    stderr: () => text.stderr,
    terminationMessage: () => readFile(message, 'utf8'),
    kill: (signal) => child.kill(signal),
    ended,
  }
}

const environment = (root: string, message: string, env: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  FUNC_HOST: '127.0.0.1',
  FUNC_PORT: '0',
  MOD_NAME: 'fn',
  FUNC_HANDLER: 'main',
  FUNC_RUNTIME: 'test1.0',
  FUNC_MEMORY_LIMIT: '128Mi',
  KUBELESS_INSTALL_VOLUME: root,
  KUBELESS_TERMINATION_LOG: message,
  KUBELESS_DRAIN_SECONDS: '0.5',
  PYTHONDONTWRITEBYTECODE: '1',
  ...env,
})

const servingPort = (stdout: NodeJS.ReadableStream, text: () => string): Promise<number> =>
  new Promise((resolve) => {
    stdout.on('data', () => {
      const port = /^Serving .* on port (\d+)$/m.exec(text())?.[1]
      if (port !== undefined) resolve(Number(port))
    })
  })

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
  /** The client's port: the same one means the same connection. */
  readonly localPort: number | undefined
}

/** Sends one request, on a connection of its own unless there is an `agent`. */
export const ask = (port: number, request: ShimRequest = {}, agent: Agent | false = false): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { method = 'GET', path = '/', body } = request
    const headers = headersOf(request)
    const sent = httpRequest({ host: '127.0.0.1', port, method, path, headers, agent }, (response) => {
      const chunks: Buffer[] = []
      const { localPort } = response.socket
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const { statusCode: status = 0, headers } = response
        resolve({ status, headers, body: Buffer.concat(chunks).toString(), localPort })
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })

/** Asks for keep-alive, so that `Connection: close` in an answer is the shim's own wish. */
const headersOf = ({ headers = {}, body }: ShimRequest): Readonly<Record<string, string | number>> => {
  const length =
    body === undefined || 'transfer-encoding' in headers ? {} : { 'content-length': Buffer.byteLength(body) }
  return { connection: 'keep-alive', ...length, ...headers }
}

/** For a whole suite: a shim that hangs must not hang the run. */
export const LIMIT = { timeout: 300_000 }

const MAX_WAITS = 3_000

/** Waits until `ready` holds, 30 s at most. */
export const until = async (ready: () => boolean | Promise<boolean>): Promise<void> => {
  for (let wait = 0; wait < MAX_WAITS; wait += 1) {
    if (await ready()) return
    await sleep(10)
  }
  throw new Error(`Still not so after ${MAX_WAITS} looks: ${String(ready)}`)
}

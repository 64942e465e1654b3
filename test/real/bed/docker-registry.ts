import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { access, mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { stringify } from 'yaml'

export interface DockerRegistryOptions {
  /** The program; Debian's package by default. */
  readonly program?: string
  /** Where blobs and manifests are kept; a folder of its own, removed at the end, by default. */
  readonly root?: string
  /** Added to `http`, as in `{ relativeurls: true }`. */
  readonly http?: Readonly<Record<string, unknown>>
  /** Added to `storage`, as in `{ maintenance: { readonly: { enabled: true } } }`. */
  readonly storage?: Readonly<Record<string, unknown>>
  /** Other top-level keys of the configuration, as in `{ auth: { htpasswd: … } }`. */
  readonly config?: Readonly<Record<string, unknown>>
}

/** A running registry; its process id stands in `pid` of its folder, its logs in `access.log` and `registry.log`. */
export interface DockerRegistry {
  /** `127.0.0.1:port`; stays the same over restarts. */
  readonly host: string
  /** The storage folder. */
  readonly root: string
  readonly pid: number
  /** Requests so far, one line each, in Apache's combined format. */
  accessLog(): Promise<readonly string[]>
  /** What the registry said besides. */
  log(): Promise<string>
  /** Ends the process at once, as kill -9 does. */
  kill(): Promise<void>
  /** Starts it again on the same port and folder, with other settings if given. */
  start(changes?: Pick<DockerRegistryOptions, 'http' | 'storage' | 'config'>): Promise<void>
  stop(): Promise<void>
}

/** The time a registry has to answer its first request, in milliseconds. */
const START_LIMIT = 15_000

/** Starts docker-registry (distribution 2.8) on a free port of 127.0.0.1. */
export const startDockerRegistry = async (options: DockerRegistryOptions = {}): Promise<DockerRegistry> => {
  const { program = '/usr/bin/docker-registry' } = options
  await access(program).catch(() => {
    throw new Error(`Cannot start a registry: there is no "${program}"; install the package docker-registry`)
  })
  const folder = await mkdtemp(join(tmpdir(), 'docker-registry-'))
  const root = options.root ?? join(folder, 'data')
  const host = `127.0.0.1:${await freePort()}`
  await mkdir(root, { recursive: true })
  const run = (settings: DockerRegistryOptions): Promise<Running> =>
    serve(program, folder, configOf(host, root, settings))
  let running = await run(options)
  await answers(host, running)
  return {
    host,
    root,
    get pid() {
      return running.pid
    },
    accessLog: async () => (await readFile(join(folder, 'access.log'), 'utf8')).split('\n').filter(Boolean),
    log: () => readFile(join(folder, 'registry.log'), 'utf8'),
    kill: () => end(running, 'SIGKILL'),
    start: async (changes = {}) => {
      running = await run({ ...options, ...changes })
      await answers(host, running)
    },
    stop: async () => {
      await end(running, 'SIGTERM')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Finds a port that was free a moment ago. */
export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

interface Running {
  readonly pid: number
  readonly exited: Promise<unknown>
  ended: boolean
}

const configOf = (host: string, root: string, { http, storage, config }: DockerRegistryOptions): string =>
  stringify({
    version: 0.1,
    log: { level: 'info' },
    storage: { filesystem: { rootdirectory: root }, delete: { enabled: true }, ...storage },
    http: { addr: host, ...http },
    ...config,
  })

const serve = async (program: string, folder: string, config: string): Promise<Running> => {
  await writeFile(join(folder, 'config.yml'), config)
  const [access, log] = [await open(join(folder, 'access.log'), 'a'), await open(join(folder, 'registry.log'), 'a')]
  const child = spawn(program, ['serve', join(folder, 'config.yml')], {
    env: { PATH: process.env['PATH'], HOME: folder, OTEL_TRACES_EXPORTER: 'none' },
    stdio: ['ignore', access.fd, log.fd],
  })
  const exited = once(child, 'exit')
  // A test run that falls over must not leave a registry behind.
  const orphaned = (): boolean => child.kill('SIGKILL')
  process.once('exit', orphaned)
  await Promise.all([once(child, 'spawn'), access.close(), log.close()])
  const running: Running = { pid: child.pid ?? 0, exited, ended: false }
  void exited.then(() => {
    running.ended = true
    process.off('exit', orphaned)
  })
  await writeFile(join(folder, 'pid'), String(running.pid))
  return running
}

const answers = async (host: string, running: Running): Promise<void> => {
  const limit = AbortSignal.timeout(START_LIMIT)
  while (!running.ended) {
    const up = await fetch(`http://${host}/v2/`, { signal: limit }).then(
      () => true,
      () => false,
    )
    if (up) return
    limit.throwIfAborted()
    await sleep(20)
  }
  throw new Error(`Cannot start a registry on ${host}: it ended at once`)
}

const end = async (running: Running, by: NodeJS.Signals): Promise<void> => {
  if (running.ended) return
  process.kill(running.pid, by)
  const killer = setTimeout(() => process.kill(running.pid, 'SIGKILL'), 3_000)
  await running.exited
  clearTimeout(killer)
}

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { openSync, closeSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { capture } from '../../../src/edge/exec.ts'

export interface Dockerd {
  /** For DOCKER_HOST. */
  readonly host: string
  readonly pid: number
  /** Ends the daemon and removes everything it kept. */
  close(): Promise<void>
}

/** How long a daemon may take to answer or to end, in milliseconds. */
const PATIENCE = 30_000

export interface DockerdOptions {
  /** A bridge to make for containers with published ports, removed again by close(). */
  readonly bridge?: Bridge
  /** Hosts that it pulls from over plain HTTP, besides those of loopback. */
  readonly insecureRegistries?: readonly string[]
}

export interface Bridge {
  /** At most 15 characters. */
  readonly name: string
  /** With the length of its prefix. */
  readonly address: string
}

/**
 * Starts a Docker daemon of its own on a socket in a temporary folder, without a network of its own: containers run with
 * `--network=host` or none. Needs root. Throws with the end of its log when it does not come up.
 */
export const startDockerd = async (
  program: string,
  signal: AbortSignal,
  options: DockerdOptions = {},
): Promise<Dockerd> => {
  const { bridge } = options
  if (bridge !== undefined) await makeBridge(bridge)
  const folder = await mkdtemp(join(tmpdir(), 'dockerd-'))
  const socket = join(folder, 'docker.sock')
  const logFile = join(folder, 'log')
  const log = openSync(logFile, 'w')
  // A group of its own: an interrupt at the terminal is for us, and we then close it in order.
  const child = spawn(program, flags(folder, socket, options), { stdio: ['ignore', log, log], detached: true })
  closeSync(log)
  const exited = once(child, 'exit')
  exited.catch(() => undefined)
  const close = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
      child.kill('SIGTERM')
      const killing = setTimeout(() => child.kill('SIGKILL'), PATIENCE)
      await exited
      clearTimeout(killing)
    }
    await unmountBelow(folder)
    if (bridge !== undefined) await capture('ip', ['link', 'delete', bridge.name], { cwd: '/' })
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const up = answers(socket, AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]))
    await Promise.race([up, exited.then(() => Promise.reject(new Error('it ended')))])
  } catch (cause) {
    const tail = (await readFile(logFile, 'utf8').catch(() => '')).trim().split('\n').slice(-5)
    await close()
    throw new Error(`Cannot start dockerd: ${[(cause as Error).message, ...tail].join('\n')}`, { cause })
  }
  return { host: `unix://${socket}`, pid: child.pid ?? 0, close }
}

const flags = (
  folder: string,
  socket: string,
  { bridge, insecureRegistries = [] }: DockerdOptions,
): readonly string[] => [
  `--host=unix://${socket}`,
  `--data-root=${join(folder, 'data')}`,
  `--exec-root=${join(folder, 'exec')}`,
  `--pidfile=${join(folder, 'pid')}`,
  '--iptables=false',
  '--ip-forward=false',
  `--bridge=${bridge?.name ?? 'none'}`,
  ...insecureRegistries.map((host) => `--insecure-registry=${host}`),
]

const makeBridge = async ({ name, address }: Bridge): Promise<void> => {
  for (const args of [
    ['link', 'add', name, 'type', 'bridge'],
    ['address', 'add', address, 'dev', name],
    ['link', 'set', name, 'up'],
  ]) {
    const { code, stderr } = await capture('ip', args, { cwd: '/' })
    if (code !== 0) throw new Error(`Cannot make bridge "${name}": ${stderr.trim()}`)
  }
}

/** The daemon leaves the network namespace that containers with `--network=host` shared. */
const unmountBelow = async (folder: string): Promise<void> => {
  const mounts = (await readFile('/proc/mounts', 'utf8')).split('\n').map((line) => line.split(' ')[1] ?? '')
  const left = mounts.filter((place) => place.startsWith(`${folder}/`))
  if (left.length > 0) await capture('umount', left.reverse(), { cwd: '/' })
}

const answers = async (socket: string, signal: AbortSignal): Promise<void> => {
  while (!(await ping(socket))) await delay(100, undefined, { signal })
}

const ping = (socketPath: string): Promise<boolean> =>
  new Promise((resolve) => {
    const asking = request({ socketPath, path: '/_ping' }, (response) => {
      response.resume()
      resolve(response.statusCode === 200)
    })
    asking.on('error', () => resolve(false))
    asking.end()
  })

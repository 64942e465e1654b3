import type { ChildProcess, ChildProcessWithoutNullStreams } from 'node:child_process'
import { constants } from 'node:os'
import { Duplex } from 'node:stream'
import { splitLines } from './lines.ts'

export interface ExecOptions {
  readonly cwd: string
  /** The child's whole environment; nothing is inherited beside it. */
  readonly env: Readonly<Record<string, string>>
  readonly signal: AbortSignal
  /** Called for each line of stdout and stderr, without its line end. */
  readonly line?: (text: string) => void
}

/** How a child ended: its exit code, or 128 + the signal that ended it. */
export interface Exit {
  readonly code: number
}

/** The time that a child has to end after SIGTERM, in milliseconds. */
const GRACE = 1_000

/**
 * Runs a program that may take long, without a shell, as the leader of a process group of its own: when `signal`
 * aborts, the whole group is ended, children of children included. @actions/exec has no way to end what it started.
 */
export const execGroup = (command: string, args: readonly string[], options: ExecOptions): Promise<Exit> =>
  new Promise((resolve, reject) => {
    const { cwd, env, signal, line } = options
    signal.throwIfAborted()
    // Loaded where it is used: most runs start nothing.
    const { spawn } = process.getBuiltinModule('node:child_process')
    const child = spawn(command, args, { cwd, env, detached: true, shell: false, stdio: ['ignore', 'pipe', 'pipe'] })
    const stop = (): void => endGroup(child)
    signal.addEventListener('abort', stop, { once: true })
    for (const stream of [child.stdout, child.stderr]) {
      const lines = splitLines(line ?? (() => undefined))
      stream.on('data', lines.write).on('end', lines.end)
    }
    child.on('error', (error) => {
      signal.removeEventListener('abort', stop)
      reject(error)
    })
    child.on('close', (code, by) => {
      signal.removeEventListener('abort', stop)
      if (signal.aborted) reject(signal.reason as Error)
      else resolve({ code: code ?? 128 + (by === null ? 0 : constants.signals[by]) })
    })
  })

/** A program that is spoken to by its standard input and output. */
export interface Pipe {
  /** Destroyed, it takes the program with it. */
  readonly stream: Duplex
  /** The end of what the program said on stderr, once it has ended; an Error when it could not be started. */
  readonly ended: Promise<string | Error>
}

/**
 * Starts a program to talk with, as {@link execGroup} does. Its group is ended with the stream, which `signal` destroys.
 */
export const pipeGroup = (
  command: string,
  args: readonly string[],
  { cwd, env, signal }: Omit<ExecOptions, 'line'>,
): Pipe => {
  signal.throwIfAborted()
  const { spawn } = process.getBuiltinModule('node:child_process')
  const child = spawn(command, args, { cwd, env, detached: true, shell: false, stdio: 'pipe' })
  const stream = duplexOf(child)
  const stop = (): void => void stream.destroy(signal.reason as Error)
  signal.addEventListener('abort', stop, { once: true })
  stream.on('error', () => undefined)
  stream.on('close', () => {
    if (child.exitCode === null && child.signalCode === null) endGroup(child)
  })
  let said = ''
  child.stderr.setEncoding('utf8')
  child.stderr.on('data', (chunk: string) => (said = (said + chunk).slice(-SAID)))
  const ended = new Promise<string | Error>((resolve) => {
    child.on('error', (error) => {
      stream.destroy(error)
      resolve(error)
    })
    child.on('close', () => resolve(said))
  })
  void ended.then(() => signal.removeEventListener('abort', stop))
  return { stream, ended }
}

/**
 * Joins a child's ends. What cannot be written is left to the reading side to find out: the other end may have answered
 * and gone before it had read all, and then the answer counts (Duplex.from would throw it away).
 */
const duplexOf = ({ stdin, stdout }: ChildProcessWithoutNullStreams): Duplex => {
  const stream = new Duplex({
    read: () => void stdout.resume(),
    write: (chunk: Buffer, _, done) => void stdin.write(chunk, () => done()),
    final: (done) => void stdin.end(() => done()),
    destroy: (error, done) => {
      stdin.destroy()
      stdout.destroy()
      done(error)
    },
  })
  stdin.on('error', () => undefined)
  stdout.on('data', (chunk: Buffer) => {
    if (!stream.push(chunk)) stdout.pause()
  })
  stdout.on('end', () => stream.push(null))
  stdout.on('error', (error) => stream.destroy(error))
  return stream
}

/** Characters of stderr that are kept. */
const SAID = 4_096

/** Output of a short program. */
export interface Capture {
  readonly code: number
  readonly stdout: Buffer
  readonly stderr: string
}

/** Runs a program that answers at once (git, a version query) and returns what it printed; a missing program throws. */
export const capture = async (
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env?: Readonly<Record<string, string>>; readonly input?: Uint8Array },
): Promise<Capture> => {
  const { getExecOutput } = await import('@actions/exec')
  const stdout: Buffer[] = []
  const { exitCode, stderr } = await getExecOutput(command, [...args], {
    cwd: options.cwd,
    ...(options.env === undefined ? {} : { env: { ...options.env } }),
    ...(options.input === undefined ? {} : { input: Buffer.from(options.input) }),
    silent: true,
    ignoreReturnCode: true,
    listeners: { stdout: (data) => stdout.push(data) },
  })
  return { code: exitCode, stdout: Buffer.concat(stdout), stderr }
}

const endGroup = (child: ChildProcess): void => {
  killGroup(child.pid, 'SIGTERM')
  setTimeout(() => killGroup(child.pid, 'SIGKILL'), GRACE).unref()
}

const killGroup = (pid: number | undefined, by: NodeJS.Signals): void => {
  if (pid === undefined) return
  try {
    process.kill(-pid, by)
  } catch {
    // The group has ended already.
  }
}

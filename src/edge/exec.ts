import { constants } from 'node:os'

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
    const stop = (): void => {
      killGroup(child.pid, 'SIGTERM')
      setTimeout(() => killGroup(child.pid, 'SIGKILL'), GRACE).unref()
    }
    signal.addEventListener('abort', stop, { once: true })
    for (const stream of [child.stdout, child.stderr]) eachLine(stream, line ?? (() => undefined))
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

const killGroup = (pid: number | undefined, by: NodeJS.Signals): void => {
  if (pid === undefined) return
  try {
    process.kill(-pid, by)
  } catch {
    // The group has ended already.
  }
}

const eachLine = (stream: NodeJS.ReadableStream, line: (text: string) => void): void => {
  let rest = ''
  stream.setEncoding('utf8')
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split(/\r?\n|\r/)
    rest = lines.pop() ?? ''
    for (const text of lines) line(text)
  })
  stream.on('end', () => {
    if (rest !== '') line(rest)
  })
}

import { type Login, loginOf } from '../../core/registry/docker-config.ts'
import { MAX_TEXT } from './limits.ts'

export interface HelperOptions {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Milliseconds. */
  readonly limit: number
  readonly signal: AbortSignal
}

/**
 * Asks a credential helper about a registry, undefined when it has no credentials. It runs without a shell, and what it
 * prints is never shown. Throws an Error whose message is the end of a sentence.
 * https://github.com/docker/docker-credential-helpers#development
 */
export const askHelper = async (name: string, server: string, options: HelperOptions): Promise<Login | undefined> => {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name)) throw new Error('its name is not a plain file name')
  const { code, stdout } = await run(`docker-credential-${name}`, server, options)
  if (code !== 0) {
    if (/credentials not found|no credentials/i.test(stdout)) return undefined
    throw new Error(`it ended with code ${code}`)
  }
  return readReply(stdout)
}

const run = (program: string, input: string, { env, limit, signal }: HelperOptions): Promise<Output> =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const { spawn } = process.getBuiltinModule('node:child_process')
    // A group of its own, so that what it started ends with it.
    const child = spawn(program, ['get'], {
      env: { ...env },
      shell: false,
      detached: true,
      stdio: ['pipe', 'pipe', 'ignore'],
    })
    let stdout = ''
    const stop = (why: Error): void => {
      killGroup(child.pid)
      reject(why)
    }
    const late = setTimeout(() => stop(new Error(`it did not answer within ${limit / 1000} s`)), limit)
    const onAbort = (): void => stop(signal.reason as Error)
    signal.addEventListener('abort', onAbort, { once: true })
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
      if (stdout.length > MAX_TEXT) stop(new Error('it printed more than 64 KiB'))
    })
    child.on('error', (error) => reject(new Error(missing(error) ? 'it is not on the PATH' : 'it cannot be started')))
    child.on('close', (code) => resolve({ code: code ?? -1, stdout }))
    child.on('close', () => {
      clearTimeout(late)
      signal.removeEventListener('abort', onAbort)
    })
    child.stdin.on('error', () => undefined)
    child.stdin.end(`${input}\n`)
  })

interface Output {
  readonly code: number
  readonly stdout: string
}

const readReply = (stdout: string): Login => {
  let reply: { readonly Username?: unknown; readonly Secret?: unknown }
  try {
    reply = JSON.parse(stdout) as typeof reply
  } catch {
    throw new Error('it did not print JSON')
  }
  const { Username: username, Secret: secret } = reply ?? {}
  if (typeof username !== 'string' || typeof secret !== 'string')
    throw new Error('it did not print "Username" and "Secret"')
  return loginOf(username, secret)
}

const killGroup = (pid: number | undefined): void => {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended already.
  }
}

const missing = (error: Error): boolean => 'code' in error && error.code === 'ENOENT'

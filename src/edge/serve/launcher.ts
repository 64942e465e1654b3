import { spawn } from 'node:child_process'
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { FUNCTION_ROOT, SHIM_ROOT } from '../../core/image/layers.ts'
import type { UnpackedEntry } from '../../core/oci/untar.ts'
import type { Launch, Launcher, Served } from '../../ports.ts'
import { findInterpreter } from './interpreter.ts'
import { serveFrom, takePort } from './server-process.ts'

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

const startIn = async (folder: string, launch: Launch, starting: Starting): Promise<Served> => {
  const [name = '', ...rest] = launch.command
  const version = launch.env.find((variable) => variable.name === 'FUNC_RUNTIME')?.value ?? ''
  const interpreter = await findInterpreter(name, version, starting.env)
  if (interpreter.warning !== undefined) starting.warn(interpreter.warning)
  const port = await takePort(launch.port)
  const child = spawn(
    interpreter.path,
    rest.map((word) => moved(folder, word)),
    {
      cwd: join(folder, FUNCTION_ROOT),
      env: environment(folder, launch, port, starting.env),
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  return serveFrom(child, { port, output: starting.output, signal: starting.signal, remove: starting.remove })
}

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

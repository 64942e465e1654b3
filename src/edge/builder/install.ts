import { buildFailed, commandFailed } from '../../core/build/failure.ts'
import { openBuildLog } from '../../core/build/log.ts'
import type { ActionError } from '../../core/errors.ts'
import type { DependencyUnit } from '../../core/build/unit.ts'
import { execGroup } from '../exec.ts'
import type { Host } from './host.ts'
import type { WorkFolder } from './work-folder.ts'

/** One install under way: what npm and pip have in common. */
export interface Install {
  readonly unit: DependencyUnit
  readonly host: Host
  readonly folder: WorkFolder
  /** Runs a program to its end, by default in the folder that stands for /kubeless; throws BUILD_FAILED when it fails. */
  readonly run: (command: Command) => Promise<void>
  readonly log: (line: string) => void
  /** Makes the error for what is wrong without a command having failed. */
  readonly refuse: (reason: string) => ActionError
}

export interface Command {
  readonly program: string
  readonly args: readonly string[]
  readonly cwd?: string
  /** Over the environment of the install. */
  readonly env?: Readonly<Record<string, string>>
  /** Whether the exit code is of no account. */
  readonly mayFail?: boolean
}

export interface InstallContext {
  readonly unit: DependencyUnit
  readonly host: Host
  readonly folder: WorkFolder
  readonly env: Readonly<Record<string, string>>
  readonly log: (line: string) => void
  readonly signal: AbortSignal
}

/** Begins an install in `folder`. Lines are logged as if it stood at /kubeless, without passwords in addresses. */
export const beginInstall = ({ unit, host, folder, env, log, signal }: InstallContext): Install => {
  const { line: keep, lines } = openBuildLog(log)
  const { name: phase, tool } = unit.phase
  const line = (text: string): void => keep(text.replaceAll(folder.root, '/kubeless'))
  const refuse = (reason: string): ActionError =>
    buildFailed({ phase, reason, exitCode: undefined, log: lines }, unit.at)
  const run = async ({ program, args, cwd, env: more, mayFail }: Command): Promise<void> => {
    const options = { cwd: cwd ?? folder.root, env: { ...env, ...more }, signal, line }
    const exitCode = await execGroup(program, args, options).then(
      ({ code }) => code,
      (error: unknown) => notStarted(error, program, line),
    )
    if (exitCode !== 0 && mayFail !== true) throw commandFailed({ phase, tool, exitCode, log: lines }, unit.at)
  }
  return { unit, host, folder, run, log: line, refuse }
}

/** A shell's own code for a program that cannot be started. */
const NOT_STARTED = 127

const notStarted = (error: unknown, program: string, line: (text: string) => void): number => {
  if (!(error instanceof Error) || !('syscall' in error)) throw error
  line(`error: Cannot start "${program}": ${error.message}`)
  return NOT_STARTED
}

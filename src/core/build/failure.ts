import { ActionError, type SourceLocation } from '../errors.ts'
import { causeOf } from './cause.ts'
import type { PackageTool } from './local-dependencies.ts'

/** How a phase's command failed. It is the `cause` of the BUILD_FAILED error that every builder throws. */
export interface BuildFailure {
  readonly phase: 'install' | 'compile'
  /** What the tool itself said was wrong: `npm E404 @acme/pay@2.1`. */
  readonly reason: string
  /** Of the command; undefined when it ran to its end and what it left could not be used. */
  readonly exitCode: number | undefined
  /** The last lines of the command's output, oldest first. */
  readonly log: readonly string[]
}

/** How many lines of a failed command's output are kept for the summary. */
export const LOG_TAIL = 30

/** A command that ended with another code than 0. */
export interface FailedCommand {
  readonly phase: BuildFailure['phase']
  readonly tool: PackageTool
  readonly exitCode: number
  /** Output, oldest line first, at least the {@link LOG_TAIL} last ones. */
  readonly log: readonly string[]
}

/** Makes the error for a command that failed, shown at each place of `at`. */
export const commandFailed = (command: FailedCommand, at: readonly SourceLocation[]): ActionError => {
  const { phase, tool, exitCode, log } = command
  const reason = causeOf(tool, log) ?? `${tool} ended with exit code ${exitCode}`
  return buildFailed({ phase, reason, exitCode, log }, at)
}

/** Makes the error for a phase that failed; the log is cut to its tail. */
export const buildFailed = (failure: BuildFailure, at: readonly SourceLocation[], hint?: string): ActionError => {
  const message = `Cannot ${VERB[failure.phase]}: ${failure.reason}`
  const problem = { severity: 'error', code: 'BUILD_FAILED', message, ...(hint === undefined ? {} : { hint }) } as const
  return new ActionError('BUILD_FAILED', message, {
    problems: at.map((place) => ({ ...problem, at: place })),
    hint,
    cause: { ...failure, log: failure.log.slice(-LOG_TAIL) } satisfies BuildFailure,
  })
}

const VERB: Readonly<Record<BuildFailure['phase'], string>> = {
  install: 'install dependencies',
  compile: 'compile the function',
}

/** Returns how the phase failed, undefined for an error about something else. */
export const buildFailureOf = (error: unknown): BuildFailure | undefined => {
  if (!(error instanceof ActionError) || error.code !== 'BUILD_FAILED') return undefined
  const { cause } = error
  return typeof cause === 'object' && cause !== null && 'reason' in cause && 'log' in cause
    ? (cause as BuildFailure)
    : undefined
}

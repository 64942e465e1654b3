import { type BuildFailure, buildFailed, commandFailed } from '../../core/build/failure.ts'
import type { BuildLog } from '../../core/build/log.ts'
import type { DependencyUnit } from '../../core/build/unit.ts'
import type { ActionError } from '../../core/errors.ts'
import { formatPlatform } from '../../core/oci/platform.ts'
import type { ContainerEnd } from '../docker/container.ts'
import { EngineRefusal } from '../docker/engine.ts'

/** A phase in a container, and what it printed so far. */
export interface ContainerPhase {
  readonly unit: DependencyUnit
  readonly log: BuildLog
}

/** Makes the error for a container that ended otherwise than it should; undefined when all is well. */
export const endFailure = (
  { code, outOfMemory }: ContainerEnd,
  { unit, log: { lines } }: ContainerPhase,
): ActionError | undefined => {
  if (code === 0) return undefined
  const { name: phase, tool } = unit.phase
  const failed = (reason: string, hint: string): ActionError =>
    buildFailed({ phase, reason, exitCode: code, log: lines }, unit.at, hint)
  if (outOfMemory) return failed(`${tool} ran out of memory`, 'Give the machine of the Docker daemon more memory')
  if (lines.some((line) => FOREIGN.test(line)))
    return failed(
      `the Docker daemon cannot run programs for ${formatPlatform(unit.platform)}`,
      'Set up emulation on its machine (docker/setup-qemu-action does), or use a daemon on one of that platform',
    )
  return commandFailed({ phase, tool, exitCode: code, log: lines }, unit.at)
}

/** What the container's runtime says of a program for another processor. */
const FOREIGN = /^exec .*: exec format error$/

/** Makes the error for what is wrong without a command having failed. */
export const refusal = (reason: string, { unit, log: { lines } }: ContainerPhase): ActionError =>
  buildFailed({ phase: unit.phase.name, reason, exitCode: undefined, log: lines }, unit.at)

/** Makes of what was thrown while a phase ran the error to show. `timeout`, in seconds, is given when it was over. */
export const phaseFailure = (
  error: unknown,
  { unit, log: { lines }, timeout }: ContainerPhase & { readonly timeout: number | undefined },
): unknown => {
  const failure = { phase: unit.phase.name, exitCode: undefined, log: lines } satisfies Partial<BuildFailure>
  if (timeout !== undefined)
    return buildFailed(
      { ...failure, reason: `${unit.phase.tool} did not end within ${timeout} s` },
      unit.at,
      'Raise option "build-timeout"',
    )
  if (!(error instanceof EngineRefusal)) return error
  const reason = `Docker would not: ${error.message}`
  return buildFailed({ ...failure, reason }, unit.at, HINTS.find(([pattern]) => pattern.test(error.message))?.[1])
}

const HINTS: readonly (readonly [RegExp, string])[] = [
  [/"sh": executable file not found/, 'Commands are run by "sh": use an install image that has one'],
  [/network \S+ not found/, 'Name a network that the daemon has in option "docker-network"'],
  [
    /does not match the specified platform/,
    'Choose platforms that the install image is made for with option "platforms"',
  ],
]

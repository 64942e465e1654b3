import { ActionError } from '../core/errors.ts'
import { inert } from '../core/report/inert.ts'
import { problemLines } from '../core/report/text.ts'

/** How a run that threw ends: its exit code, and what is said of it. */
export interface Exit {
  readonly code: 1 | 2 | 70 | 130
  readonly lines: readonly string[]
}

/** Only a bug of ours shows its stack. */
export const exitCodeOf = (error: unknown, signal: AbortSignal): Exit => {
  if (signal.aborted) return { code: 130, lines: ['Cancelled'] }
  if (error instanceof ActionError) {
    const { code, message, hint, problems } = error
    return {
      code: code === 'INPUT_INVALID' ? 2 : 1,
      lines: [
        inert(`error: ${message}`),
        ...(hint === undefined ? [] : [inert(`  ${hint}`)]),
        ...problems.flatMap(problemLines),
      ],
    }
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return {
    code: 70,
    lines: ['This is a bug of function-images; please report it with the lines below', ...stack.split('\n').map(inert)],
  }
}

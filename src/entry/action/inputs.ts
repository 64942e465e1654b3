import { getInput, setSecret } from '@actions/core'
import { isCommand, type RawOptions } from '../../core/config.ts'
import { ActionError } from '../../core/errors.ts'
import { type ActionCommand, COMMANDS, isActionCommand, optionsOf } from '../../core/options.ts'

/** Input `command` of the step, and its other inputs as written; secrets are masked before anything else happens. */
export const readInputs = (): { readonly command: ActionCommand; readonly raw: RawOptions } => {
  const command = getInput('command') || 'build'
  const commands = Object.entries(COMMANDS).filter(([, { action }]) => action)
  if (!isCommand(command) || !isActionCommand(command))
    throw new ActionError(
      'INPUT_INVALID',
      `Cannot read option "command": "${command}" is not one of ${commands.map(([name]) => name).join(', ')}`,
    )
  const raw = optionsOf(command, 'action').map(({ name, secret }) => {
    const value = getInput(name)
    if (secret === true && value !== '') setSecret(value)
    return [name, value] as const
  })
  return { command, raw: Object.fromEntries(raw) }
}

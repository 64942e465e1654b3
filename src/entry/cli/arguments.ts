import { parseArgs } from 'node:util'
import { isCommand, type RawOptions } from '../../core/config.ts'
import { ActionError } from '../../core/errors.ts'
import { type Command, COMMANDS, optionsOf } from '../../core/options.ts'

/** What the command line asks for. */
export type Arguments =
  | { readonly ask: 'help'; readonly command: Command | undefined }
  | { readonly ask: 'version' }
  | { readonly ask: 'run'; readonly command: Command; readonly raw: RawOptions; readonly name: string | undefined }

/** Reads the words after the program's name. Throws INPUT_INVALID for what is no command or flag of it. */
export const parseArguments = (words: readonly string[]): Arguments => {
  const [first, ...rest] = words
  if (first === undefined || first === '--help' || first === '-h' || first === 'help') return helpOf(rest[0])
  if (first === '--version' || first === '-V') return { ask: 'version' }
  if (!isCommand(first))
    throw new ActionError('INPUT_INVALID', `"${first}" is no command`, {
      hint: `Commands are ${Object.keys(COMMANDS).join(', ')}; "function-images --help" tells what they do`,
    })
  if (rest.includes('--help') || rest.includes('-h')) return { ask: 'help', command: first }
  const { values, positionals } = parseFlags(first, rest)
  return { ask: 'run', command: first, raw: values, name: nameOf(first, positionals) }
}

const helpOf = (command: string | undefined): Arguments => ({
  ask: 'help',
  command: command !== undefined && isCommand(command) ? command : undefined,
})

interface Flags {
  readonly values: RawOptions
  readonly positionals: readonly string[]
}

const parseFlags = (command: Command, words: readonly string[]): Flags => {
  const known = optionsOf(command, 'cli').map(({ name, kind }) => [name, flagType(kind)] as const)
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      options: Object.fromEntries(known),
      allowPositionals: true,
      allowNegative: true,
    })
    const texts = Object.entries(values).map(([name, value]) => [name, textOf(value)] as const)
    return { values: Object.fromEntries(texts), positionals }
  } catch (error) {
    throw new ActionError('INPUT_INVALID', firstSentence(error), {
      hint: `"function-images ${command} --help" lists its flags`,
    })
  }
}

type FlagType = { readonly type: 'string' | 'boolean'; readonly multiple?: boolean }

const flagType = (kind: string): FlagType =>
  kind === 'flag' ? { type: 'boolean' } : kind === 'list' ? { type: 'string', multiple: true } : { type: 'string' }

const textOf = (value: string | boolean | (string | boolean)[] | undefined): string | readonly string[] | undefined =>
  Array.isArray(value) ? value.map(String) : value === undefined ? undefined : String(value)

const firstSentence = (error: unknown): string =>
  error instanceof Error ? (error.message.split(/\. |\n/, 1)[0] ?? '') : 'Cannot read the command line'

const nameOf = (command: Command, positionals: readonly string[]): string | undefined => {
  const [name, extra] = positionals
  if (command === 'run' && name === undefined)
    throw new ActionError('INPUT_INVALID', 'Cannot run: no function is named', {
      hint: 'Write function-images run NAME',
    })
  const odd = command === 'run' ? extra : name
  if (odd === undefined) return name
  throw new ActionError(
    'INPUT_INVALID',
    `Cannot read "${odd}": ${command} takes ${command === 'run' ? 'one name' : 'no words'}`,
    {
      hint: `"function-images ${command} --help" lists its flags`,
    },
  )
}

import { stringify } from 'yaml'
import { COMMANDS, OPTIONS, OUTPUTS, optionsOf } from '../../src/core/options.ts'
import type { Command, Option } from '../../src/core/options.ts'

/** The commands that an action can run, in the order of the table. */
export const ACTION_COMMANDS = (Object.keys(COMMANDS) as readonly Command[]).filter((name) => COMMANDS[name].action)

/** The options that are inputs of the root action. */
export const INPUTS: readonly Option[] = OPTIONS.filter(
  ({ commands, only }) => only !== 'cli' && commands.some((name) => ACTION_COMMANDS.includes(name)),
)

/** Returns the root action.yml, which runs the command that its input `command` names. */
export const rootAction = (): string =>
  render({
    name: 'Function images',
    description: 'Turns the function specs of a repository into images in any OCI registry; builds only what changed',
    inputs: {
      command: { description: `One of ${ACTION_COMMANDS.join(', ')}`, default: 'build' },
      ...inputsOf(INPUTS),
    },
    folder: 'dist',
    post: true,
  })

/** Returns the action.yml of the folder `command`, with the inputs of that command alone. */
export const commandAction = (command: Command): string =>
  render({
    name: `Function images: ${command}`,
    description: COMMANDS[command].summary,
    inputs: {
      command: { description: `Always ${command}: the root action has the others`, default: command },
      ...inputsOf(optionsOf(command, 'action')),
    },
    folder: '../dist',
    post: command === 'build' || command === 'deploy' || command === 'render',
  })

interface Input {
  readonly description: string
  readonly default?: string
}

interface Action {
  readonly name: string
  readonly description: string
  readonly inputs: Readonly<Record<string, Input>>
  readonly folder: string
  /** Whether a cancelled run may leave something that a post step has to end. */
  readonly post: boolean
}

const inputsOf = (options: readonly Option[]): Readonly<Record<string, Input>> =>
  Object.fromEntries(options.map((option) => [option.name, inputOf(option)]))

const inputOf = ({ help, default: value, actionDefault }: Option): Input => {
  const shown = actionDefault ?? value
  return shown === undefined ? { description: help } : { description: help, default: shown }
}

const HEADER = '# Made from src/core/options.ts by "npm run generate": change that file, not this one.\n'

const render = ({ name, description, inputs, folder, post }: Action): string => {
  const action = {
    name,
    description,
    branding: { icon: 'package', color: 'blue' },
    inputs,
    outputs: Object.fromEntries(Object.entries(OUTPUTS).map(([output, help]) => [output, { description: help }])),
    runs: {
      using: 'node24',
      main: `${folder}/action/index.js`,
      ...(post ? { post: `${folder}/action/post.js` } : {}),
    },
  }
  return HEADER + stringify(action, { lineWidth: 0 })
}

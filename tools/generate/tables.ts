import { COMMANDS, OPTIONS, OUTPUTS } from '../../src/core/options.ts'
import type { Command, Option } from '../../src/core/options.ts'
import { ACTION_COMMANDS, INPUTS } from './action.ts'

/** Returns the table of the action's inputs, in Markdown. */
export const inputsTable = (): string =>
  table(
    ['input', 'default', 'for', 'what it is'],
    [
      ['`command`', '`build`', '', `One of ${ACTION_COMMANDS.join(', ')}`],
      ...INPUTS.map((option) => [
        `\`${option.name}\``,
        code(option.actionDefault ?? option.default),
        option.commands.filter((name) => ACTION_COMMANDS.includes(name)).join(' '),
        cell(option.help),
      ]),
    ],
  )

/** Returns the table of the action's outputs, in Markdown. */
export const outputsTable = (): string =>
  table(
    ['output', 'what it holds'],
    Object.entries(OUTPUTS).map(([name, help]) => [`\`${name}\``, cell(help)]),
  )

/** Returns the page that lists every command of the CLI with its flags. */
export const reference = (): string =>
  [
    '<!-- Made from src/core/options.ts by "npm run generate": change that file, not this one. -->',
    '# Commands and options',
    'Input `registry` of the action is flag `--registry` of the CLI, and so for all of them. A list takes lines or commas; its flag may be repeated.',
    ...(Object.keys(COMMANDS) as readonly Command[]).flatMap(commandSection),
    '## Outputs of the action',
    outputsTable(),
    '',
  ].join('\n\n')

const commandSection = (command: Command): readonly string[] => {
  const options = OPTIONS.filter(({ commands }) => commands.includes(command))
  const rows = table(
    ['option', 'takes', 'default', 'what it is'],
    options.map((option) => [`\`${option.name}\``, takes(option), code(option.default), cell(help(option))]),
  )
  const { summary, action } = COMMANDS[command]
  return [`## ${command}`, `${summary}.${action ? '' : ' CLI only.'}`, rows]
}

const takes = ({ kind, choices }: Option): string =>
  choices === undefined ? kind : choices.map((choice) => `\`${choice}\``).join(' ')

const help = (option: Option): string =>
  option.only === undefined ? option.help : `${option.help} (${option.only === 'cli' ? 'CLI' : 'action'} only)`

const code = (text: string | undefined): string => (text === undefined ? '' : `\`${text}\``)

/** `<owner>` would be read as HTML, `|` as the end of a cell. */
const cell = (text: string): string => text.replaceAll(/[<|]/g, String.raw`\$&`)

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

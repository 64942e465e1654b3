/** A workflow command found in a line of a step's output. Names of commands and properties are lower case. */
export interface Command {
  readonly name: string
  readonly properties: Readonly<Record<string, string>>
  readonly data: string
}

/** Reads a step's output line by line, as the runner's command manager does. */
export interface CommandReader {
  /** Returns the command that `line` is, undefined for text. Commands in a stopped stretch are text. */
  read(line: string): Command | undefined
}

/** The commands that runner 2.327 knows; `::anything-else::` is text. */
const KNOWN = [
  'add-mask',
  'add-matcher',
  'add-path',
  'debug',
  'echo',
  'endgroup',
  'error',
  'group',
  'notice',
  'remove-matcher',
  'save-state',
  'set-env',
  'set-output',
  'stop-commands',
  'warning',
]

/**
 * Makes a reader with the grammar of `ActionCommand.cs` and `ActionCommandManager.cs` of actions/runner: both forms,
 * `::name key=value::data` at the start of a line and the older `##[name key=value]data` anywhere in it.
 */
export const commandReader = (): CommandReader => {
  const known = new Set(KNOWN)
  let token: string | undefined
  return {
    read: (line) => {
      const command = parseCurrent(line, known) ?? parseLegacy(line, known)
      if (command === undefined) return undefined
      if (token !== undefined) {
        if (command.name !== token) return undefined
        known.delete(token)
        token = undefined
      } else if (command.name === 'stop-commands') {
        token = command.data.toLowerCase()
        known.add(token)
      }
      return command
    },
  }
}

const parseCurrent = (line: string, known: ReadonlySet<string>): Command | undefined => {
  const text = line.trimStart()
  const end = text.indexOf('::', 2)
  if (!text.startsWith('::') || end === -1) return undefined
  const [name, properties] = split(text.slice(2, end))
  if (!known.has(name)) return undefined
  return {
    name,
    properties: propertiesOf(properties.trim(), ',', PROPERTY),
    data: unescape(text.slice(end + 2), DATA),
  }
}

const parseLegacy = (line: string, known: ReadonlySet<string>): Command | undefined => {
  const start = line.indexOf('##[')
  const end = line.indexOf(']', start)
  if (start === -1 || end === -1) return undefined
  const [name, properties] = split(line.slice(start + 3, end))
  if (!known.has(name)) return undefined
  return { name, properties: propertiesOf(properties, ';', LEGACY), data: unescape(line.slice(end + 1), LEGACY) }
}

const split = (text: string): readonly [name: string, properties: string] => {
  const space = text.indexOf(' ')
  return space === -1 ? [text.toLowerCase(), ''] : [text.slice(0, space).toLowerCase(), text.slice(space + 1)]
}

/** Pairs without a value are left out, as the runner does. */
const propertiesOf = (text: string, separator: string, escapes: Escapes): Readonly<Record<string, string>> => {
  const pairs = text.split(separator).flatMap((pair) => {
    const [, key, value] = /^=*([^=]+)=(.+)$/s.exec(pair) ?? []
    return key === undefined || value === undefined ? [] : [[key.toLowerCase(), unescape(value, escapes)] as const]
  })
  return Object.fromEntries(pairs)
}

type Escapes = readonly (readonly [escaped: string, plain: string])[]

/** In the order of decoding: `%25` last, so that `%250A` gives `%0A`. */
const DATA: Escapes = [
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%25', '%'],
]
const PROPERTY: Escapes = [['%3A', ':'], ['%2C', ','], ...DATA]
const LEGACY: Escapes = [['%3B', ';'], ['%5D', ']'], ...DATA]

const unescape = (text: string, escapes: Escapes): string =>
  escapes.reduce((result, [escaped, plain]) => result.replaceAll(escaped, plain), text)

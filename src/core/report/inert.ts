/**
 * Makes text from specs, logs and registries safe to print where a workflow runner reads commands: control characters
 * and escape sequences go, line separators become spaces, and no line can be a command, neither `::name::` at its start
 * nor the old `##[name]` anywhere. https://github.com/actions/runner, ActionCommand
 */
export const inert = (text: string): string =>
  text
    .replaceAll(ESCAPE_SEQUENCE, '')
    .replaceAll(LINE_END, ' ')
    .replaceAll(CONTROL, '')
    .replaceAll('##[', '#\u200B#[')
    .replace(/^\s*::/, ':\u200B:')

/** Splits a chunk of log into lines that are each {@link inert}. */
export const inertLines = (text: string): readonly string[] => text.split(LINE_END).map(inert)

// oxlint-disable-next-line no-control-regex -- these are what is looked for
const ESCAPE_SEQUENCE = /\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\)|[@-_])/g
// oxlint-disable-next-line no-control-regex -- as above
const LINE_END = /\r\n|[\n\r\u0085\u2028\u2029\u000B\u000C]/g
// oxlint-disable-next-line no-control-regex -- these are what is looked for
const CONTROL = /[\u0000-\u0008\u000E-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g

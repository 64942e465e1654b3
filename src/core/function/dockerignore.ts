import { posix } from 'node:path'

/**
 * Reads the text of a .dockerignore; the result tells whether a path (relative to the file's folder, with `/`) is
 * ignored. https://docs.docker.com/build/concepts/context/#dockerignore-files
 */
export const dockerignore = (text: string): ((path: string) => boolean) => {
  const rules = text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .flatMap(parseRule)
  return (path) => {
    const names = path.split('/')
    const parents = names.map((_, index) => names.slice(0, index + 1).join('/'))
    // The last rule that matches the path, or a folder it is in, decides.
    const decisive = rules.findLast(({ tokens }) => parents.some((parent) => matches(tokens, parent)))
    return decisive?.ignore ?? false
  }
}

interface Rule {
  readonly ignore: boolean
  readonly tokens: readonly Token[]
}

type Token =
  | { readonly kind: 'one'; readonly test: (character: string) => boolean }
  /** `*`: any characters of one name. */
  | { readonly kind: 'name' }
  /** `**` before more: nothing, or whole folders with their slash. */
  | { readonly kind: 'folders' }
  /** `**` at the end. */
  | { readonly kind: 'rest' }

const parseRule = (line: string): Rule[] => {
  if (line.startsWith('#')) return []
  const trimmed = line.trim()
  const ignore = !trimmed.startsWith('!')
  const pattern = posix.normalize((ignore ? trimmed : trimmed.slice(1).trim()) || '.').replace(/(?<=.)\/$/, '')
  if (pattern === '.' || pattern === '/') return []
  return [{ ignore, tokens: tokenize(pattern.replace(/^\//, '')) }]
}

const tokenize = (pattern: string): Token[] => {
  const tokens: Token[] = []
  const parts = pattern.matchAll(/\*\*\/?|\*|\?|\[(\^?)((?:\\.|[^\]\\])+)\]|\\(.)|([^])/gu)
  for (const { 0: part, 1: not, 2: set, 3: escaped, 4: plain, index } of parts) {
    const isLast = index + part.length === pattern.length
    if (part.startsWith('**')) tokens.push({ kind: isLast ? 'rest' : 'folders' })
    else if (part === '*') tokens.push({ kind: 'name' })
    else if (part === '?') tokens.push({ kind: 'one', test: (character) => character !== '/' })
    else if (set !== undefined) tokens.push({ kind: 'one', test: classOf(set, not === '^') })
    else tokens.push({ kind: 'one', test: (character) => character === (escaped ?? plain) })
  }
  return tokens
}

const classOf = (set: string, not: boolean): ((character: string) => boolean) => {
  const ranges = Array.from(set.matchAll(/\\?([^])(?:-\\?([^]))?/gu), ([, from = '', to = from]) => [from, to] as const)
  return (character) => character !== '/' && ranges.some(([from, to]) => from <= character && character <= to) !== not
}

/** Follows all ways through the pattern at once, so that no pattern takes more than its length times the path's. */
const matches = (tokens: readonly Token[], path: string): boolean => {
  let states = reach(tokens, [0])
  for (const character of path) {
    states = reach(
      tokens,
      [...states].flatMap((state) => step(tokens, state, character)),
    )
    if (states.size === 0) return false
  }
  return states.has(tokens.length)
}

/** A state is an index into the tokens; with a half added, it is inside the folders of that token. */
const reach = (tokens: readonly Token[], from: readonly number[]): ReadonlySet<number> => {
  const states = new Set(from)
  for (const state of states) {
    const kind = tokens[state]?.kind
    if (kind !== undefined && kind !== 'one') states.add(state + 1)
  }
  return states
}

const step = (tokens: readonly Token[], state: number, character: string): number[] => {
  const token = tokens[Math.floor(state)]
  if (token === undefined) return []
  if (token.kind === 'one') return token.test(character) ? [state + 1] : []
  if (token.kind === 'name') return character === '/' ? [] : [state]
  if (token.kind === 'rest') return [state]
  const inside = Math.floor(state) + 0.5
  return character === '/' ? [inside, inside + 0.5] : [inside]
}

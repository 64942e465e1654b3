import { Composer, Lexer, Parser, isMap, isScalar, isSeq } from 'yaml'
import type { CST, Document, Node, YAMLMap } from 'yaml'
import type { Problem, SourceLocation } from '../errors.ts'
import { aliasResolver, type Resolve } from './alias.ts'

/** Keys and indexes, from the top of an object down. */
export type Path = readonly (string | number)[]

/**
 * One object of a spec file, read no further than whose it is: foreign objects stand in the same files and must be
 * left alone, whatever is in them.
 */
export interface SpecNode {
  readonly file: string
  readonly apiVersion: string
  readonly kind: string
  readonly node: YAMLMap
  readonly document: Document
  readonly resolve: Resolve
  /** Returns the place of an offset into the file's text. */
  readonly position: (offset: number) => SourceLocation
}

export interface SpecNodes {
  readonly nodes: readonly SpecNode[]
  readonly problems: readonly Problem[]
}

/** The largest spec file that is read, in bytes; the API server takes 1.5 MiB an object, and a file may hold several. */
export const MAX_SPEC_BYTES = 4 * 1024 * 1024

/** Deeper than any Kubernetes object; what composes the parser's tokens is recursive, so this bounds its stack. */
const MAX_DEPTH = 100

/** Of one document: what follows the first few is their echo. */
const MAX_ERRORS = 20

/** In one file; the items of a `kind: List` are not counted. */
const MAX_DOCUMENTS = 10_000

/** Splits YAML or JSON text into its objects, those of a `kind: List` too. A syntax error spoils its own document only. */
export const readSpecNodes = (file: string, text: string): SpecNodes => {
  const position = positionsIn(file, text)
  const problems: Problem[] = []
  const nodes: SpecNode[] = []
  const fail = (offset: number, message: string): void => {
    problems.push({ ...unreadable(file, message), at: position(offset) })
  }
  try {
    for (const document of documents(text)) {
      for (const { pos, message } of document.errors.slice(0, MAX_ERRORS)) fail(pos[0], message)
      if (document.errors.length === 0) nodes.push(...objects(file, document, position))
    }
  } catch (error) {
    if (!(error instanceof TooMuch)) throw error
    fail(error.offset, error.message)
    return { nodes: [], problems }
  }
  return { nodes, problems }
}

/** Returns where the value at `path` is written; for a missing one, the place of its nearest parent. */
export const locate = (spec: SpecNode, path: Path): SourceLocation => spec.position(offsetOf(find(spec, path)))

/** As {@link locate}, for the key in place of its value. */
export const locateKey = (spec: SpecNode, path: Path): SourceLocation => {
  const parent = find(spec, path.slice(0, -1))
  const pair = isMap(parent) ? parent.items.find(({ key }) => isScalar(key) && key.value === path.at(-1)) : undefined
  return isScalar(pair?.key) ? spec.position(offsetOf(pair.key)) : locate(spec, path)
}

/** Makes the error that a spec file, or an object in it, cannot be read. */
export const unreadable = (file: string, why: string): Omit<Problem, 'at'> => ({
  severity: 'error',
  code: 'SPEC_INVALID',
  message: `Cannot read "${file}": ${why}`,
})

const positionsIn = (file: string, text: string): SpecNode['position'] => {
  const starts = [0]
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) starts.push(end + 1)
  return (offset) => {
    let low = 0
    let high = starts.length
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle
    }
    return { file, line: low + 1, column: offset - (starts[low] ?? 0) + 1 }
  }
}

class TooMuch extends Error {
  readonly offset: number

  constructor(message: string, offset: number) {
    super(message)
    this.offset = offset
  }
}

function* documents(text: string): Generator<Document> {
  // Unique keys are checked where an object is read: yaml's own check takes quadratic time.
  const composer = new Composer({ prettyErrors: false, uniqueKeys: false, version: '1.2' })
  let count = 0
  for (const document of composer.compose(tokens(text), false, text.length)) {
    count += 1
    if (count > MAX_DOCUMENTS) throw new TooMuch(`it has more than ${MAX_DOCUMENTS} documents`, document.range[0])
    yield document
  }
}

/** The parser makes tokens iteratively, so its stack can be watched before anything recurses. */
function* tokens(text: string): Generator<CST.Token> {
  const parser = new Parser()
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme)
    if (parser.stack.length > MAX_DEPTH) throw new TooMuch(`it nests deeper than ${MAX_DEPTH} levels`, parser.offset)
  }
  yield* parser.end()
}

const objects = (file: string, document: Document, position: SpecNode['position']): SpecNode[] => {
  const { contents } = document
  if (!isMap(contents)) return []
  const resolve = aliasResolver(document)
  const items = resolve(contents.get('items', true))
  const isList = stringAt(contents, 'kind').endsWith('List') && isSeq(items)
  return (isList ? items.items : [contents]).flatMap((member) => {
    const node = resolve(member)
    if (!isMap(node)) return []
    const [apiVersion, kind] = [stringAt(node, 'apiVersion'), stringAt(node, 'kind')]
    return [{ file, apiVersion, kind, node, document, resolve, position }]
  })
}

const stringAt = (node: YAMLMap, key: string): string => {
  const value: unknown = node.get(key)
  return typeof value === 'string' ? value : ''
}

/** Walks down as far as `path` exists. */
const find = ({ node, resolve }: SpecNode, path: Path): Node => {
  let at: Node = node
  for (const step of path) {
    const next: Node | undefined = isMap(at) || isSeq(at) ? resolve(at.get(step, true)) : undefined
    if (next === undefined) return at
    at = next
  }
  return at
}

const offsetOf = (node: Node): number => node.range?.[0] ?? 0

import { posix } from 'node:path'

/** One file of `src/`. `path` is relative to the root, with `/`. */
export interface Source {
  readonly path: string
  readonly text: string
}

interface Ring {
  /** A file, or a folder with a `/` at its end. */
  readonly place: string
  /** Packages and built-in modules that may be imported as values. */
  readonly packages: RegExp
  /** Places whose files may be imported as values. */
  readonly reaches: readonly string[]
  /** What must not stand in the text: reaching it needs no import. */
  readonly never?: RegExp
}

const NONE = /^(?!)/

/** The first ring that holds a file is its ring. `import type` is free: it leaves nothing in the program. */
const RINGS: readonly Ring[] = [
  {
    place: 'src/core/',
    packages: /^(yaml|zod|node:(crypto|zlib|path|events))$/,
    reaches: ['src/core/'],
    never:
      /\b(process|console|performance)\.|\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|(?<![.\w])(fetch|setTimeout)\(/,
  },
  {
    place: 'src/flow/',
    packages: NONE,
    reaches: ['src/core/', 'src/flow/', 'src/ports.ts'],
    never: /\b(process|console)\.|\bDate\.now\b|\bnew Date\(\)|(?<![.\w])fetch\(/,
  },
  { place: 'src/ports.ts', packages: NONE, reaches: [], never: /^export (?!interface |type |\{ type )/m },
  {
    // The only place that knows the client library, and loads it when it is needed.
    place: 'src/edge/cluster/',
    packages: /^(node:.+|@kubernetes\/client-node|yaml)$/,
    reaches: ['src/core/', 'src/edge/', 'src/ports.ts'],
  },
  {
    place: 'src/edge/',
    packages: /^(node:.+|@actions\/exec|yaml|yauzl)$/,
    reaches: ['src/core/', 'src/edge/', 'src/ports.ts'],
  },
  { place: 'src/entry/cli/', packages: /^(?!@actions\/core$)/, reaches: ['src/'] },
  { place: 'src/entry/', packages: /^/, reaches: ['src/'] },
]

/** Says where `sources` break the rings, one sentence each. It sees direct imports only. */
export const violations = (sources: readonly Source[]): readonly string[] =>
  sources.flatMap((source) => {
    const ring = RINGS.find(({ place }) => within(place, source.path))
    if (ring === undefined) return [`${source.path} is in no ring`]
    const word = ring.never?.exec(source.text)?.[0]
    const words = word === undefined ? [] : [`${source.path} must not use "${word}"`]
    const imports = valueImports(source.text).filter((specifier) => !allowed(ring, source.path, specifier))
    return [...words, ...imports.map((specifier) => `${source.path} must not import "${specifier}"`)]
  })

const within = (place: string, path: string): boolean => (place.endsWith('/') ? path.startsWith(place) : path === place)

const allowed = (ring: Ring, path: string, specifier: string): boolean => {
  if (!specifier.startsWith('.')) return ring.packages.test(specifier)
  const target = posix.join(posix.dirname(path), specifier)
  return ring.reaches.some((place) => within(place, target))
}

/** `import … from`, `export … from`, `import 'x'`, `import('x')` and `require('x')`, but not `import type`. */
const IMPORT =
  /^(?:import\s+(?!type\s)(?:[\w$*{}\s,]+?\sfrom\s+)?|export\s+(?:\*|\{)[\w$*{}\s,]*?\sfrom\s+)['"]([^'"]+)['"]|(?<![.\w])(?:import|require)\(\s*['"`]([^'"`]+)['"`]/gm

const valueImports = (text: string): readonly string[] =>
  [...text.matchAll(IMPORT)].flatMap(([, fixed, called]) => fixed ?? called ?? [])

import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'

/** A fenced block of shell commands in the documentation. */
export interface Block {
  /** Relative to the root. */
  readonly file: string
  readonly line: number
  readonly text: string
  /** From a comment right above it: `<!-- not run: why -->`. */
  readonly notRun: string | undefined
}

export const ROOT = resolve(import.meta.dirname, '../..')

/** Finds every `sh` block of the README and of docs/. */
export const shellBlocks = async (): Promise<readonly Block[]> => {
  const names = await readdir(join(ROOT, 'docs'), { recursive: true })
  const pages = [
    'README.md',
    'CONTRIBUTING.md',
    ...names.filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`),
  ]
  const found = await Promise.all(pages.map(async (file) => blocksOf(file, await readFile(join(ROOT, file), 'utf8'))))
  return found.flat()
}

const blocksOf = (file: string, text: string): readonly Block[] => {
  const blocks = [...text.matchAll(/(?:<!-- not run: (?<why>[^\n]*?) -->\n)?^```sh\n(?<body>[^]*?)^```$/gm)]
  return blocks.map(({ index, groups }) => ({
    file,
    line: text.slice(0, index).split('\n').length,
    text: groups?.['body'] ?? '',
    notRun: groups?.['why'],
  }))
}

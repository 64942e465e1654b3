import { inert, inertLines } from './inert.ts'

/** Escapes what Markdown and HTML would act on; in a table a line break would end the row. */
export const markdown = (text: string): string =>
  inert(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/[\\`*_{}[\]()#+!|~@]/g, (character) => `\\${character}`)

/** Shows lines as they are: in HTML, on one line, since a blank one would end the block. */
export const preformatted = (lines: readonly string[]): string =>
  `<pre>${lines
    .flatMap(inertLines)
    .map((line) => line.replaceAll('&', '&amp;').replaceAll('<', '&lt;'))
    .join('&#10;')}</pre>`

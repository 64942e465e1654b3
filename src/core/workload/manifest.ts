import { Document, Scalar, visit } from 'yaml'
import type { KubeObject } from '../cluster/object.ts'
import { RENDERED } from '../function/recognise.ts'
import type { WorkloadSource } from '../function/source.ts'
import type { DesiredObject } from './objects.ts'

/**
 * Writes a function's objects as YAML documents: the same bytes for the same objects, and the same meaning to every
 * reader. The header keeps the file from being taken for content of a function.
 */
export const manifestOf = ({ at }: Pick<WorkloadSource, 'at'>, objects: readonly DesiredObject[]): string =>
  [
    `${RENDERED} of ${JSON.stringify(at.name.file)}; the next run writes it anew.\n`,
    ...objects.map(({ object }) => `---\n${yamlOf(object)}`),
  ].join('')

const yamlOf = (object: KubeObject): string => {
  const document = new Document(object, { version: '1.2', aliasDuplicateObjects: false, sortMapEntries: true })
  visit(document, {
    Scalar: (_key, scalar) => {
      if (typeof scalar.value === 'string') scalar.type = styleOf(scalar.value)
    },
  })
  return document.toString({ lineWidth: 0, indentSeq: false })
}

/** Readers of YAML 1.1 (kubectl) and 1.2 differ in what text is a number, a boolean or a date: such text is quoted. */
const styleOf = (text: string): Scalar.Type => {
  if (PLAIN.test(text) && !WORDS.test(text)) return Scalar.PLAIN
  return LINES.test(text) ? Scalar.BLOCK_LITERAL : Scalar.QUOTE_DOUBLE
}

const PLAIN = /^[A-Za-z/][\w./@:-]*(?<!:)$/

const WORDS = /^(?:y|n|yes|no|on|off|true|false|null|nan|inf)$/i

/** Two or more lines of printable ASCII, no space at any end nor at the beginning of the first. */
const LINES = /^(?! )(?:[ -~]*(?<! )\n)+[ -~]+(?<! )$/

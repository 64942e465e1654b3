/**
 * Tells what kubectl makes of a plain (unquoted) scalar that YAML 1.2 reads differently; undefined where both agree.
 *
 * kubectl's reader follows YAML 1.1 with Go's number syntax: https://github.com/kubernetes-sigs/yaml
 */
export const kubectlReading = (source: string): string | undefined => {
  if (source === '<<') return 'a merge of two mappings'
  if (TRUE.test(source)) return 'true'
  if (FALSE.test(source)) return 'false'
  if (isGoNumber(source)) return `the number ${goNumber(source)}`
  return undefined
}

/** Tells whether a plain scalar is a number that JavaScript or JSON cannot hold as it is written. */
export const isInexact = (source: string, value: number): boolean =>
  !Number.isFinite(value) || (INTEGER.test(source) && !Number.isSafeInteger(value))

const TRUE = /^(?:y|Y|yes|Yes|YES|on|On|ON)$/
const FALSE = /^(?:n|N|no|No|NO|off|Off|OFF)$/
const INTEGER = /^[-+]?(?:\d+|0x[\da-fA-F]+)$/

/** Leading zeros mean octal to Go and nothing to YAML 1.2. */
const OCTAL = /^[-+]?0\d+$/
/** YAML 1.2 has `0x1F` alone: no sign, no capital X, no binary; its `0o17` is younger than many kubectl. */
const PREFIXED = /^(?:[-+]0x[\da-f]+|0X[\da-f]+|[-+]0X[\da-f]+|[-+]?0b[01]+|[-+]?0o[0-7]+)$/i
const DECIMAL = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:e[-+]?\d+)?$/i
const HEX = /^0x[\da-fA-F]+$/

const isGoNumber = (source: string): boolean => {
  // Go lets underscores stand between digits: 1_000.
  const bare = /^[-+.\d]/.test(source) ? source.replaceAll('_', '') : source
  if (bare !== source) return DECIMAL.test(bare) || PREFIXED.test(bare) || HEX.test(bare)
  return OCTAL.test(source) || (PREFIXED.test(source) && !HEX.test(source))
}

const goNumber = (source: string): number => {
  const bare = source.replaceAll('_', '').toLowerCase()
  const sign = bare.startsWith('-') ? -1 : 1
  const digits = bare.replace(/^[-+]/, '')
  const octal = /^0[0-7]+$/.test(digits) ? `0o${digits}` : digits
  return sign * Number(octal)
}

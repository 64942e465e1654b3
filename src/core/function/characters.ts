/**
 * Finds the first character that a spec cannot hold as itself: control characters, which kubectl refuses, and NEL, LS,
 * PS and a lone CR, which it takes for line breaks where YAML 1.2 does not.
 */
export const forbiddenCharacter = (text: string): { readonly offset: number; readonly name: string } | undefined => {
  const found = FORBIDDEN.exec(text)
  if (found === null) return undefined
  const code = found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
  return { offset: found.index, name: `U+${code}` }
}

// oxlint-disable-next-line no-control-regex
const FORBIDDEN = /[\0-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\ufffe\uffff]|\r(?!\n)/

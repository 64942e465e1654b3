/** What JSON can hold, and nothing that it would drop or change on the way. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined }

/**
 * Writes `value` as canonical JSON (RFC 8785): members sorted by UTF-16 code units, no spaces, ECMAScript's own numbers
 * and strings. Members that are undefined are left out.
 */
export const canonicalJson = (value: Json): string => {
  if (Array.isArray(value)) return `[${value.map((item: Json) => canonicalJson(item)).join(',')}]`
  if (typeof value === 'object' && value !== null) return canonicalObject(value as Record<string, Json | undefined>)
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`JSON has no number ${value}`)
  if (typeof value === 'string' && !value.isWellFormed()) throw new TypeError('JSON text must be well-formed Unicode')
  return JSON.stringify(value)
}

const canonicalObject = (object: Readonly<Record<string, Json | undefined>>): string => {
  const members = Object.keys(object)
    .sort()
    .flatMap((key) => {
      const item = object[key]
      return item === undefined ? [] : [`${canonicalJson(key)}:${canonicalJson(item)}`]
    })
  return `{${members.join(',')}}`
}

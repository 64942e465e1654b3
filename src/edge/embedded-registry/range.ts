export interface ByteRange {
  readonly start: number
  /** Inclusive. */
  readonly end: number
}

/**
 * Reads a Range header for a body of `size` bytes. Undefined: there is none that we serve (several ranges, another
 * unit), so the whole body is the answer. https://www.rfc-editor.org/rfc/rfc9110#section-14.1.2
 */
export const parseRange = (header: string | undefined, size: number): ByteRange | 'unsatisfiable' | undefined => {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '')
  const [, first = '', last = ''] = match ?? []
  if (first === '' && last === '') return undefined
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  return start > end ? 'unsatisfiable' : { start, end }
}

/** Reads the Content-Range of a chunk, which the spec writes without a unit: `0-1023`. */
export const parseChunkRange = (header: string): ByteRange | undefined => {
  const match = /^(\d{1,15})-(\d{1,15})$/.exec(header)
  return match === null ? undefined : { start: Number(match[1]), end: Number(match[2]) }
}

import { StringDecoder } from 'node:string_decoder'

/** Takes output as it comes and gives it on a line at a time. */
export interface LineSplitter {
  readonly write: (bytes: Uint8Array) => void
  /** Gives on what is left without a line end. */
  readonly end: () => void
}

/** Splits UTF-8 text at LF, CRLF and CR; `line` is called without the line end. */
export const splitLines = (line: (text: string) => void): LineSplitter => {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  return {
    write: (bytes) => {
      // A CR that comes last may be half of a CRLF.
      const lines = (rest + decoder.write(bytes)).split(/\r?\n|\r(?!$)/)
      rest = lines.pop() ?? ''
      for (const text of lines) line(text)
    },
    end: () => {
      const last = rest + decoder.end()
      if (last !== '') line(last.replace(/\r$/, ''))
      rest = ''
    },
  }
}

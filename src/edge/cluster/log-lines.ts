import { MAX_LOG_LINE } from './limits.ts'

/** Splits bytes into lines, the longest cut; what is no UTF-8 becomes U+FFFD. Holds no more than one line. */
export async function* readLines(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let parts: Uint8Array[] = []
  let size = 0
  const take = (bytes: Uint8Array): void => {
    const room = MAX_LOG_LINE - size
    if (room > 0) parts.push(bytes.length > room ? bytes.subarray(0, room) : bytes)
    size += bytes.length
  }
  const finish = (): string => {
    const text = Buffer.concat(parts).toString('utf8')
    const line = size > MAX_LOG_LINE ? `${text} … (${size} bytes)` : text
    parts = []
    size = 0
    return line.endsWith('\r') ? line.slice(0, -1) : line
  }
  for await (const chunk of body) {
    let start = 0
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      take(chunk.subarray(start, end))
      yield finish()
      start = end + 1
    }
    // A copy: the chunk is a part of a larger buffer, which would stay for as long.
    if (start < chunk.length) take(Uint8Array.prototype.slice.call(chunk, start, start + MAX_LOG_LINE))
  }
  if (size > 0) yield finish()
}

const NEWLINE = 0x0a

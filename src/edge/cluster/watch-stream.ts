import type { KubeObject } from '../../core/cluster/object.ts'
import { MAX_EVENT } from './limits.ts'

/** One line of a watch. https://kubernetes.io/docs/reference/using-api/api-concepts/#efficient-detection-of-changes */
export interface WatchEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR'
  readonly object: KubeObject
}

/** What came is no event: the connection is not to be believed any more. */
export class BrokenStream extends Error {
  override readonly name = 'BrokenStream'
}

/** Reads events until the stream ends; a last line without its end is none. Throws BrokenStream for anything else. */
export async function* readEvents(body: AsyncIterable<Uint8Array>): AsyncGenerator<WatchEvent> {
  let pending: Buffer = Buffer.alloc(0)
  for await (const chunk of body) {
    pending = pending.length === 0 ? Buffer.from(chunk) : Buffer.concat([pending, chunk])
    let start = 0
    for (let end = pending.indexOf(NEWLINE); end !== -1; end = pending.indexOf(NEWLINE, start)) {
      const line = pending.toString('utf8', start, end)
      start = end + 1
      if (line.trim() !== '') yield eventOf(line)
    }
    pending = pending.subarray(start)
    if (pending.length > MAX_EVENT) throw new BrokenStream(`an event is longer than ${MAX_EVENT} bytes`)
  }
}

const NEWLINE = 0x0a

const TYPES: readonly string[] = ['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK', 'ERROR']

const eventOf = (line: string): WatchEvent => {
  const event = parsed(line)
  if (typeof event === 'object' && event !== null && 'type' in event && 'object' in event) {
    const { type, object } = event
    if (TYPES.includes(String(type)) && typeof object === 'object' && object !== null) return event as WatchEvent
  }
  throw new BrokenStream('a line is no event')
}

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

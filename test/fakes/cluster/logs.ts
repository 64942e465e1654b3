import { once } from 'node:events'
import type { LogOptions } from '../../../src/ports.ts'

/** What one container has written. */
export interface FakeLog {
  write(...lines: readonly string[]): void
  /** The container has ended. */
  end(): void
}

export interface ReadableLog extends FakeLog {
  read(options: LogOptions, signal: AbortSignal): AsyncIterable<string>
}

export const openLog = (): ReadableLog => {
  const lines: string[] = []
  const state = { ended: false }
  const woken = new EventTarget()
  const wake = (): void => void woken.dispatchEvent(new Event('change'))
  return {
    write: (...more) => {
      lines.push(...more)
      wake()
    },
    end: () => {
      state.ended = true
      wake()
    },
    read: async function* ({ tailLines, follow = false }, signal) {
      let next = tailLines === undefined ? 0 : Math.max(0, lines.length - tailLines)
      for (;;) {
        signal.throwIfAborted()
        const line = lines[next]
        if (line !== undefined) {
          next += 1
          yield line
        } else if (!follow || state.ended) return
        else await once(woken, 'change', { signal }).catch(() => undefined)
      }
    },
  }
}

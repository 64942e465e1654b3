import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

/** A client that asks at a steady rate, whatever the answers. */
export interface Load {
  /** Ends it when all that was asked is answered. */
  stop(): Promise<LoadResult>
}

export interface LoadResult {
  readonly asked: number
  /** How many answers had which status; a connection that broke counts by its error's code. */
  readonly answers: Readonly<Record<string, number>>
  /** Bodies of answers with status 200, each once, in the order in which they were first seen. */
  readonly bodies: readonly string[]
}

export interface LoadOptions {
  readonly url: string
  /** Requests a second; every second one is sent on a connection of its own, the others on connections kept alive. */
  readonly rate: number
}

/** Begins to ask `url`. */
export const startLoad = ({ url, rate }: LoadOptions): Load => {
  const kept = new Agent({ keepAlive: true })
  const fresh = new Agent({ keepAlive: false })
  const answers: Record<string, number> = {}
  const bodies = new Set<string>()
  const pending = new Set<Promise<void>>()
  const stopped = new AbortController()
  let asked = 0
  const one = async (agent: Agent): Promise<void> => {
    const answer = await ask(url, agent)
    answers[answer.result] = (answers[answer.result] ?? 0) + 1
    if (answer.body !== undefined) bodies.add(answer.body)
  }
  const loop = async (): Promise<void> => {
    const start = performance.now()
    while (!stopped.signal.aborted) {
      const due = Math.floor(((performance.now() - start) / 1000) * rate)
      for (; asked < due; asked += 1) {
        const sending = one(asked % 2 === 0 ? fresh : kept)
        pending.add(sending)
        void sending.finally(() => pending.delete(sending))
      }
      await sleep(5)
    }
  }
  const running = loop()
  return {
    stop: async () => {
      stopped.abort()
      await running
      await Promise.all(pending)
      kept.destroy()
      fresh.destroy()
      return { asked, answers, bodies: [...bodies] }
    },
  }
}

/** How long one answer may take, in milliseconds. */
const LIMIT = 10_000

const ask = (url: string, agent: Agent): Promise<{ readonly result: string; readonly body?: string }> =>
  new Promise((resolve) => {
    const asking = request(url, { agent, timeout: LIMIT }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (text: string) => (body += text))
      response.on('end', () => {
        const { statusCode } = response
        resolve(statusCode === 200 ? { result: '200', body } : { result: String(statusCode) })
      })
      response.on('error', (error: NodeJS.ErrnoException) => resolve({ result: error.code ?? error.message }))
    })
    asking.on('timeout', () => asking.destroy(new Error('timeout')))
    asking.on('error', (error: NodeJS.ErrnoException) => resolve({ result: error.code ?? error.message }))
    asking.end()
  })

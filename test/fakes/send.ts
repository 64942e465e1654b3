import http from 'node:http'
import https from 'node:https'

export interface Outcome {
  /** Undefined when no reply began. */
  readonly status: number | undefined
  readonly headers: http.IncomingHttpHeaders
  /** As much as came. */
  readonly body: Buffer
  /** How it ended: whole, or the code of the error that ended it. */
  readonly ended: 'whole' | (string & {})
}

export interface SendOptions {
  readonly method?: string
  readonly headers?: http.OutgoingHttpHeaders
  readonly body?: string | Uint8Array
  /** Gives up after so many milliseconds: `ended` is then `ABORT_ERR`. */
  readonly patience?: number
  readonly ca?: string
}

/** Sends one request on a connection of its own, follows nothing, never throws: tells what happened. */
export const send = (url: string, options: SendOptions = {}): Promise<Outcome> =>
  new Promise((resolve) => {
    const { method = 'GET', headers = {}, body, patience, ca } = options
    const chunks: Buffer[] = []
    let reply: http.IncomingMessage | undefined
    const end = (ended: string): void =>
      resolve({ status: reply?.statusCode, headers: reply?.headers ?? {}, body: Buffer.concat(chunks), ended })
    const fail = (error: NodeJS.ErrnoException): void => end(error.code ?? error.message)
    const signal = patience === undefined ? {} : { signal: AbortSignal.timeout(patience) }
    const client = url.startsWith('https:') ? https : http
    const request = client.request(url, {
      method,
      headers,
      agent: false,
      ...(ca === undefined ? {} : { ca }),
      ...signal,
    })
    request.on('error', fail)
    request.on('response', (response) => {
      reply = response
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', fail)
      response.on('end', () => end('whole'))
    })
    request.end(body)
  })

import type { IncomingMessage, ServerResponse } from 'node:http'
import { Refusal } from './refusal.ts'
import type { Store } from './store.ts'
import type { Uploads } from './uploads.ts'

/** A request that was routed, and how to answer it. */
export interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly query: URLSearchParams
  /** The repository; its grammar is checked. */
  readonly name: string
  /** The last part of the path: a tag, a digest, an upload; empty where the route has none. Not checked. */
  readonly reference: string
  readonly store: Store
  readonly uploads: Uploads
}

export type Handler = (exchange: Exchange) => Promise<void>

export interface Reply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string | number | readonly string[]>>
  readonly body?: string | Uint8Array
}

/** Sends a whole answer. A body is not sent to HEAD, but counted, unless the headers count it. */
export const reply = (response: ServerResponse, { status, headers = {}, body = '' }: Reply): void => {
  const length = typeof body === 'string' ? Buffer.byteLength(body) : body.length
  response.writeHead(status, { ...(status === 204 ? {} : { 'content-length': length }), ...headers })
  response.end(body)
}

/** The body as it arrives. It can be left before its end: the request lives on, so that its rest can be read away. */
export const bodyOf = (request: IncomingMessage): AsyncIterable<Uint8Array> => ({
  [Symbol.asyncIterator]: () => request.iterator({ destroyOnReturn: false }),
})

/** Reads a body of `limit` bytes at most. */
export const readBody = async (request: IncomingMessage, limit: number): Promise<Buffer> => {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of bodyOf(request)) {
    size += chunk.length
    if (size > limit)
      throw new Refusal('SIZE_INVALID', `Cannot accept the manifest: it has more than ${limit} bytes`, { status: 413 })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

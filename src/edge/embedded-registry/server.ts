import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { mkdir } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import { once } from 'node:events'
import { ActionError } from '../../core/errors.ts'
import { isErrno } from './durable.ts'
import { lockFolder } from './folder-lock.ts'
import { answer } from './router.ts'
import { OWN_FOLDER, Store } from './store.ts'
import { Uploads } from './uploads.ts'

export interface EmbeddedRegistry {
  /** How image references name it: `127.0.0.1:PORT`. */
  readonly host: string
  readonly root: string
  /** Ends the requests that are under way, cutting those that do not end by themselves, and gives the folder back. */
  readonly close: () => Promise<void>
}

export interface RegistryOptions {
  /** Made if need be; each repository is the OCI image layout `<root>/<name>/_oci`. */
  readonly root: string
  /** Any free one by default. */
  readonly port?: number
  /** Closes the registry. */
  readonly signal?: AbortSignal
  /** Called for each answer. */
  readonly log?: (entry: LogEntry) => void
}

export interface LogEntry {
  readonly method: string
  /** With its query. */
  readonly path: string
  readonly status: number
}

/** The one address it can be reached at: there is no authentication. */
const ADDRESS = '127.0.0.1'

/** How long requests may go on after close(), in milliseconds. */
const GRACE = 1_000

/** How long a connection may be idle between requests, in milliseconds; longer than clients keep theirs. */
const KEEP_ALIVE = 120_000

/**
 * Serves a folder as a registry on loopback. https://github.com/opencontainers/distribution-spec/blob/main/spec.md
 * Throws INPUT_INVALID when the folder or the port cannot be used; a folder is served by one process at a time.
 */
export const openRegistry = async (options: RegistryOptions): Promise<EmbeddedRegistry> => {
  const { port = 0, signal } = options
  signal?.throwIfAborted()
  const root = resolve(options.root)
  const unlock = await takeFolder(root)
  try {
    const store = new Store(root)
    await store.sweep()
    const { server, settled } = serve(store, options)
    const host = await listen(server, port)
    let closed: Promise<void> | undefined
    const close = (): Promise<void> => (closed ??= end(server, settled).finally(unlock))
    signal?.addEventListener('abort', () => void close(), { once: true })
    if (signal?.aborted) await close()
    return { host, root, close }
  } catch (error) {
    unlock()
    throw error
  }
}

const takeFolder = async (root: string): Promise<() => void> => {
  const own = join(root, OWN_FOLDER)
  try {
    await mkdir(own, { recursive: true })
  } catch (error) {
    throw new ActionError('INPUT_INVALID', `Cannot use folder "${root}": ${(error as Error).message}`, {
      hint: 'Use a folder that you may write to',
      cause: error,
    })
  }
  return lockFolder(own)
}

interface Serving {
  readonly server: Server
  /** Waits for the handlers, which may still write after their connections are gone. */
  readonly settled: () => Promise<unknown>
}

const serve = (store: Store, { log }: RegistryOptions): Serving => {
  const context = { store, uploads: new Uploads(store.temporary) }
  const running = new Set<Promise<void>>()
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    if (log !== undefined)
      response.once('finish', () =>
        log({ method: request.method ?? '', path: request.url ?? '', status: response.statusCode }),
      )
    const handling = answer(context, request, response).finally(() => running.delete(handling))
    running.add(handling)
  })
  server.keepAliveTimeout = KEEP_ALIVE
  // A large blob may take longer than Node's five minutes for a request.
  server.requestTimeout = 0
  return { server, settled: () => Promise.all(running) }
}

const listen = async (server: Server, port: number): Promise<string> => {
  try {
    server.listen(port, ADDRESS)
    await once(server, 'listening')
    return `${ADDRESS}:${(server.address() as AddressInfo).port}`
  } catch (error) {
    const why = isErrno(error, 'EADDRINUSE') ? 'the port is in use' : (error as Error).message
    throw new ActionError('INPUT_INVALID', `Cannot listen on "${ADDRESS}:${port}": ${why}`, {
      hint: 'Choose another port, or 0 for any free one',
      cause: error,
    })
  }
}

const end = async (server: Server, settled: () => Promise<unknown>): Promise<void> => {
  const ended = once(server, 'close')
  server.close()
  const cut = setTimeout(() => server.closeAllConnections(), GRACE)
  await ended
  clearTimeout(cut)
  await settled()
}

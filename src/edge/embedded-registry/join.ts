import { readFile, rm, writeFile } from 'node:fs/promises'
import { get } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ActionError } from '../../core/errors.ts'
import { isErrno } from './durable.ts'
import { isBusy } from './folder-lock.ts'
import { openRegistry, type RegistryOptions } from './server.ts'
import { OWN_FOLDER } from './store.ts'

/** A registry over a folder, served by this process or by the one that has the folder already. */
export interface JoinedRegistry {
  readonly host: string
  /** Ends it when it is this process's own. */
  close(): Promise<void>
}

/** How often, and how long apart in milliseconds, the other process is asked for before it is given up. */
const ASKS = 40
const PAUSE = 50

/**
 * Serves `root`, at `port` when that is free; when another process serves it, says where. Two commands at once, or a
 * command beside `function-images registry`, so share one registry.
 */
export const joinRegistry = async (root: string, port: number, signal: AbortSignal): Promise<JoinedRegistry> => {
  for (let ask = 1; ; ask += 1) {
    try {
      return await openAtOrAnywhere(root, port)
    } catch (error) {
      if (!(error instanceof ActionError) || !isBusy(error.cause)) throw error
      const host = await announced(root)
      if (host !== undefined) return { host, close: () => Promise.resolve() }
      // Its server is about to listen, or has just ended.
      if (ask === ASKS) throw error
      await sleep(PAUSE, undefined, { signal })
    }
  }
}

/** Serves a folder as {@link openRegistry} does, and writes down where, for {@link joinRegistry} of other processes. */
export const openAnnounced = async (options: RegistryOptions): Promise<JoinedRegistry> => {
  const registry = await openRegistry(options)
  const file = addressFile(registry.root)
  await writeFile(file, registry.host)
  return {
    host: registry.host,
    close: async () => {
      await rm(file, { force: true })
      await registry.close()
    },
  }
}

/** Where the process that serves a folder says so. */
const addressFile = (root: string): string => join(root, OWN_FOLDER, 'address')

const openAtOrAnywhere = async (root: string, port: number): Promise<JoinedRegistry> => {
  try {
    return await openAnnounced({ root, port })
  } catch (error) {
    if (error instanceof ActionError && isErrno(error.cause, 'EADDRINUSE')) return openAnnounced({ root })
    throw error
  }
}

/** The address that was written down, if a registry still answers there. */
const announced = async (root: string): Promise<string | undefined> => {
  const host = await readFile(addressFile(root), 'utf8').catch(() => undefined)
  return host !== undefined && (await answers(host)) ? host : undefined
}

const answers = (host: string): Promise<boolean> =>
  new Promise((resolve) => {
    const request = get(`http://${host}/v2/`, { agent: false, timeout: 1_000 }, (response) => {
      response.resume()
      resolve(response.statusCode === 200)
    })
    request.on('timeout', () => request.destroy())
    request.on('error', () => resolve(false))
  })

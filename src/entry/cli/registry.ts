import { once } from 'node:events'
import type { Config } from '../../core/config.ts'
import { openAnnounced } from '../../edge/embedded-registry/join.ts'
import type { Shell } from './commands.ts'
import { dataFolder, REGISTRY_PORT } from './embedded.ts'

/** Serves the embedded registry until it is stopped. */
export const serveRegistry = async (config: Config, { env, out, signal }: Shell): Promise<number> => {
  const root = dataFolder(config, env)
  const registry = await openAnnounced({
    root,
    port: config.port ?? REGISTRY_PORT,
    log: ({ method, path, status }) => out.write(`${method} ${path} ${status}\n`),
  })
  out.write(`Registry at ${registry.host}, data in ${root}\n`)
  if (!signal.aborted) await once(signal, 'abort')
  await registry.close()
  return 0
}

import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Config } from '../../core/config.ts'
import { ActionError } from '../../core/errors.ts'
import type { TargetConfig } from '../../core/image/target.ts'
import type { Shell } from './commands.ts'

/** The port of the embedded registry, where it is free. */
export const REGISTRY_PORT = 5050

/** A configuration that names a registry, and how to let go of the embedded one. */
export interface Aimed {
  readonly config: Config & TargetConfig
  readonly close: () => Promise<void>
}

/** Gives `config` the embedded registry when it names none; commands that look up no image of ours need none. */
export const aim = async (config: Config, { env, signal }: Pick<Shell, 'env' | 'signal'>): Promise<Aimed> => {
  const { command, registry } = config
  if (registry !== undefined) return { config: { ...config, registry }, close: nothing }
  if (command === 'lint' || command === 'lock') return { config: { ...config, registry: 'localhost' }, close: nothing }
  if (command === 'deploy')
    throw new ActionError('INPUT_INVALID', 'Cannot deploy from the embedded registry: no cluster can pull from it', {
      hint: 'Set option "registry" to one that this machine and the cluster reach',
    })
  const { joinRegistry } = await import('../../edge/embedded-registry/join.ts')
  const embedded = await joinRegistry(dataFolder(config, env), REGISTRY_PORT, signal)
  return { config: { ...config, registry: embedded.host }, close: () => embedded.close() }
}

const nothing = (): Promise<void> => Promise.resolve()

/** Where the embedded registry keeps its data. https://specifications.freedesktop.org/basedir-spec/latest/ */
export const dataFolder = ({ data }: Pick<Config, 'data'>, env: Shell['env']): string =>
  data ?? join(env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'function-images', 'registry')

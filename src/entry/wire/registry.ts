import { readFile } from 'node:fs/promises'
import type { Config } from '../../core/config.ts'
import { ActionError } from '../../core/errors.ts'
import { openRegistryClient } from '../../edge/registry/client.ts'
import { type Credentials, type GivenCredentials, openCredentials } from '../../edge/registry/credentials.ts'
import { LIMITS } from '../../edge/registry/limits.ts'
import type { Registry } from '../../ports.ts'
import type { Host } from './host.ts'

type RegistryHost = Pick<Host, 'env' | 'onSecret'>

/** Opens the registry client with the credentials that `config` gives; `routes` lead hosts that are out of reach elsewhere. */
export const wireRegistry = async (
  config: Config,
  { env, onSecret }: RegistryHost,
  routes?: ReadonlyMap<string, string>,
): Promise<Registry> => {
  const ca = await readCa(config.registryCa)
  const credentials = givenBy(config, env)
  return openRegistryClient({
    env,
    insecureRegistries: config.insecureRegistries,
    mirrors: config.imageMirrors,
    onSecret,
    routes,
    ...(ca === undefined ? {} : { ca }),
    ...(credentials === undefined ? {} : { credentials }),
  })
}

/** Opens what finds the logins of a run, for those who log in elsewhere than in the registry client. */
export const wireCredentials = (config: Config, { env, onSecret }: RegistryHost): Credentials =>
  openCredentials({ env, given: givenBy(config, env), helperLimit: LIMITS.helper, onSecret })

/** Returns the PEM text that option `registry-ca` names or is. Throws INPUT_INVALID. */
export const readCa = async (text: string | undefined): Promise<string | undefined> => {
  if (text === undefined || text.includes('-----BEGIN')) return text
  try {
    return await readFile(text, 'utf8')
  } catch (cause) {
    throw new ActionError('INPUT_INVALID', `Cannot read option "registry-ca": no file "${text}" can be read`, { cause })
  }
}

/** A user and password are for the registry that is pushed to; the job's token only for GitHub's own. */
const givenBy = (
  { registry, username, password, githubToken }: Config,
  env: Host['env'],
): GivenCredentials | undefined => {
  const host = registry?.split('/', 1)[0]
  if (host === undefined) return undefined
  if (password !== undefined) return { registry: host, username: username ?? '', password }
  if (githubToken === undefined || !(host === 'ghcr.io' || host.startsWith('containers.'))) return undefined
  return { registry: host, username: env['GITHUB_ACTOR'] ?? 'token', password: githubToken }
}

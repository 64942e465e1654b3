import { readFile } from 'node:fs/promises'
import type { Config } from '../../core/config.ts'
import { ActionError } from '../../core/errors.ts'
import { openRegistryClient, type RegistryClientOptions } from '../../edge/registry/client.ts'
import { type Credentials, type GivenCredentials, openCredentials } from '../../edge/registry/credentials.ts'
import { LIMITS } from '../../edge/registry/limits.ts'
import { openPulls } from '../../edge/registry/pulls.ts'
import type { Pulls, Registry } from '../../ports.ts'
import type { Host } from './host.ts'

type RegistryHost = Pick<Host, 'env' | 'onSecret'>

/** Opens the registry client with the credentials that `config` gives; `routes` lead hosts that are out of reach elsewhere. */
export const wireRegistry = async (config: Config, host: RegistryHost, routes?: Routes): Promise<Registry> => {
  const credentials = givenBy(config, host.env)
  return openRegistryClient({
    ...(await connectionOf(config, host, routes)),
    mirrors: config.imageMirrors,
    ...(credentials === undefined ? {} : { credentials }),
  })
}

/** Opens what asks registries as nodes do; nodes know nothing of this run's credentials and mirrors. */
export const wirePulls = async (config: Config, host: RegistryHost, routes?: Routes): Promise<Pulls> =>
  openPulls(await connectionOf(config, host, routes))

/** From hosts that are out of reach to the addresses that lead there. */
type Routes = ReadonlyMap<string, string>

const connectionOf = async (
  config: Config,
  { env, onSecret }: RegistryHost,
  routes: Routes | undefined,
): Promise<Omit<RegistryClientOptions, 'credentials' | 'mirrors'>> => {
  const ca = await readCa(config.registryCa)
  const { insecureRegistries } = config
  return { env, insecureRegistries, onSecret, routes, ...(ca === undefined ? {} : { ca }) }
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

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ActionError } from '../../core/errors.ts'
import type { Repository } from '../../core/oci/reference.ts'
import { once } from '../../core/parallel.ts'
import {
  type DockerConfig,
  findLogin,
  type Login,
  loginOf,
  normalKey,
  parseDockerConfig,
} from '../../core/registry/docker-config.ts'
import { askHelper } from './credential-helper.ts'

/** A login and where it comes from. */
export interface Credential {
  readonly login: Login | undefined
  /** For messages: which input, file and key, or helper; undefined without a login. Equal sources are equal logins. */
  readonly source: string | undefined
}

/** Username and password that the user gave for one registry. */
export interface GivenCredentials {
  readonly registry: string
  readonly username: string
  readonly password: string
}

export interface CredentialOptions {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly given?: GivenCredentials | undefined
  /** Text of a config file that takes the place of this machine's; helpers that it names are not asked. */
  readonly dockerConfig?: string | undefined
  /** Milliseconds. */
  readonly helperLimit: number
  /** Gets every secret on arrival, so that it can be masked. */
  readonly onSecret: (secret: string) => void
}

export interface Credentials {
  /** Finds what to log in to `repository` with. Throws REGISTRY_FAILED when a file or helper is broken. */
  find(repository: Repository, signal: AbortSignal): Promise<Credential>
}

const ANONYMOUS: Credential = { login: undefined, source: undefined }

/** Finds credentials: those given, else Docker's and podman's files and their helpers, each asked at most once. */
export const openCredentials = (options: CredentialOptions): Credentials => {
  const { env, given, onSecret } = options
  const masked = (credential: Credential): Credential => {
    for (const secret of secretsOf(credential.login)) onSecret(secret)
    return credential
  }
  const files = once(
    () => '',
    async () => (options.dockerConfig === undefined ? readConfigs(env) : [parseConfig(options.dockerConfig)]),
  )
  const ask = once(
    ({ name, server }: HelperQuestion) => `${name} ${server}`,
    (question) => askNamed(question, options),
  )
  const search = async (repository: Repository, signal: AbortSignal): Promise<Credential> => {
    if (given !== undefined && normalKey(given.registry) === repository.registry) return credentialGiven(given)
    for (const { path, config } of await files(undefined)) {
      const found = findLogin(config, repository)
      if (found?.kind === 'login') return { login: found.login, source: `"${found.key}" in ${path}` }
      const credential = found === undefined ? undefined : await ask({ ...found, signal })
      if (credential !== undefined) return credential
    }
    return ANONYMOUS
  }
  return { find: async (repository, signal) => masked(await search(repository, signal)) }
}

interface HelperQuestion {
  readonly name: string
  readonly server: string
  readonly signal: AbortSignal
}

const credentialGiven = ({ username, password }: GivenCredentials): Credential => ({
  login: loginOf(username, password),
  source: 'options "username" and "password"',
})

// https://docs.docker.com/reference/cli/docker/#configuration-files and containers-auth.json(5)
const configPaths = (env: CredentialOptions['env']): readonly string[] => {
  const home = env['HOME'] ?? env['USERPROFILE']
  const docker = env['DOCKER_CONFIG'] ?? (home === undefined ? undefined : join(home, '.docker'))
  const runtime = env['XDG_RUNTIME_DIR']
  return [
    env['REGISTRY_AUTH_FILE'],
    docker === undefined ? undefined : join(docker, 'config.json'),
    runtime === undefined ? undefined : join(runtime, 'containers', 'auth.json'),
  ].filter((path) => path !== undefined && path !== '') as string[]
}

interface ConfigFile {
  readonly path: string
  readonly config: DockerConfig
}

const readConfigs = (env: CredentialOptions['env']): Promise<readonly ConfigFile[]> =>
  Promise.all(configPaths(env).map(readConfig))

const parseConfig = (text: string): ConfigFile => {
  try {
    return { path: 'a Secret', config: { auths: parseDockerConfig(text).auths, helpers: new Map(), store: undefined } }
  } catch (error) {
    const why = error instanceof Error ? error.message : ''
    throw new ActionError('REGISTRY_FAILED', `Cannot read the credentials of a Secret: ${why}`)
  }
}

const readConfig = async (path: string): Promise<ConfigFile> => {
  try {
    return { path, config: parseDockerConfig(await readFile(path, 'utf8')) }
  } catch (error) {
    if (isMissing(error)) return { path, config: parseDockerConfig('') }
    // The cause could quote the file, which holds secrets.
    const why = error instanceof Error && !('code' in error) ? error.message : 'it cannot be read'
    throw new ActionError('REGISTRY_FAILED', `Cannot read credentials in "${path}": ${why}`)
  }
}

const askNamed = async (question: HelperQuestion, options: CredentialOptions): Promise<Credential | undefined> => {
  const { name, server, signal } = question
  try {
    const login = await askHelper(name, server, { env: options.env, limit: options.helperLimit, signal })
    return login === undefined ? undefined : { login, source: `credential helper "${name}"` }
  } catch (error) {
    signal.throwIfAborted()
    const why = error instanceof Error ? error.message : ''
    throw new ActionError('REGISTRY_FAILED', `Cannot ask credential helper "docker-credential-${name}": ${why}`, {
      hint: 'Install it, or take it out of "credHelpers" and "credsStore" of Docker\'s config.json',
    })
  }
}

const secretsOf = (login: Login | undefined): readonly string[] => {
  if (login === undefined) return []
  if (login.kind !== 'password') return [login.token]
  const { username, password } = login
  return password === '' ? [] : [password, Buffer.from(`${username}:${password}`).toString('base64')]
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')

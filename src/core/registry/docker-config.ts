import { DOCKER_HUB, formatRepository, type Repository } from '../oci/reference.ts'

/** What a registry is logged in to with. */
export type Login =
  | { readonly kind: 'password'; readonly username: string; readonly password: string }
  /** A refresh token, to be traded at the registry's token server. */
  | { readonly kind: 'identity'; readonly username: string; readonly token: string }
  /** Sent to the registry as it is. */
  | { readonly kind: 'bearer'; readonly token: string }

/** Docker's config.json, also written by podman, skopeo and Kubernetes, as far as it is about credentials. */
export interface DockerConfig {
  readonly auths: readonly AuthEntry[]
  /** From registry to the name of its helper. */
  readonly helpers: ReadonlyMap<string, string>
  /** The helper for all registries without one. */
  readonly store: string | undefined
}

export interface AuthEntry {
  /** As written. */
  readonly key: string
  /** The key as we write repositories: a registry, or the beginning of repository names. */
  readonly prefix: string
  readonly login: Login
}

/** Where a repository's credentials are. */
export type Found =
  | { readonly kind: 'login'; readonly key: string; readonly login: Login }
  | { readonly kind: 'helper'; readonly name: string; readonly server: string }

/** The key under which Docker keeps Docker Hub's credentials. */
const HUB_SERVER = 'https://index.docker.io/v1/'
/** The user name by which helpers say that the secret is an identity token. */
const TOKEN_USER = '<token>'

/** Reads a config file. Throws an Error that says what is wrong with it, and holds none of its text. */
export const parseDockerConfig = (text: string): DockerConfig => {
  const config = parseObject(text)
  const helpers = Object.entries(objectOr(config['credHelpers'])).flatMap(([key, name]): [string, string][] =>
    typeof name === 'string' && name !== '' ? [[normalKey(key), name]] : [],
  )
  const store = config['credsStore']
  return {
    auths: Object.entries(objectOr(config['auths'])).flatMap(([key, entry]) => readEntry(key, entry)),
    helpers: new Map(helpers),
    store: typeof store === 'string' && store !== '' ? store : undefined,
  }
}

/** Finds the most specific credentials for `repository`: a namespace before its host, a helper before the general store. */
export const findLogin = (config: DockerConfig, repository: Repository): Found | undefined => {
  const { registry } = repository
  const entry = mostSpecific(config.auths, repository)
  const helper = config.helpers.get(registry)
  const server = registry === DOCKER_HUB ? HUB_SERVER : registry
  if (entry !== undefined && (entry.prefix !== registry || helper === undefined))
    return { kind: 'login', key: entry.key, login: entry.login }
  const name = helper ?? config.store
  return name === undefined ? undefined : { kind: 'helper', name, server }
}

/** Makes a login of what a credential helper answers. */
export const loginOf = (username: string, secret: string): Login =>
  username === TOKEN_USER
    ? { kind: 'identity', username: '', token: secret }
    : { kind: 'password', username, password: secret }

/**
 * Brings a key into the form of repositories. Keys in the wild are hosts, hosts with a namespace, and addresses of API
 * roots like `https://index.docker.io/v1/` or `http://host:5000/v2`; the scheme says nothing.
 */
export const normalKey = (key: string): string => {
  const address = /^https?:\/\//i.test(key)
  const bare = key.replace(/^https?:\/\//i, '').replace(/\/+$/, '')
  const slash = bare.indexOf('/')
  const host = (slash === -1 ? bare : bare.slice(0, slash)).toLowerCase()
  const hub = ['index.docker.io', 'registry-1.docker.io', DOCKER_HUB].includes(host)
  const path = slash === -1 ? '' : bare.slice(slash)
  return (hub ? DOCKER_HUB : host) + (address || hub ? path.replace(/^\/v[12]$/, '') : path)
}

const mostSpecific = (auths: readonly AuthEntry[], repository: Repository): AuthEntry | undefined => {
  const name = formatRepository(repository)
  const fitting = auths.filter(({ prefix }) => name === prefix || name.startsWith(`${prefix}/`))
  const longest = Math.max(...fitting.map(({ prefix }) => prefix.length))
  const best = fitting.filter(({ prefix }) => prefix.length === longest)
  return best.find(({ key, prefix }) => key === prefix) ?? best[0]
}

const readEntry = (key: string, value: unknown): readonly AuthEntry[] => {
  const entry = objectOr(value)
  const login = readLogin(key, entry)
  return login === undefined ? [] : [{ key, prefix: normalKey(key), login }]
}

const readLogin = (key: string, entry: Readonly<Record<string, unknown>>): Login | undefined => {
  const text = (field: string): string => (typeof entry[field] === 'string' ? entry[field] : '')
  const [username, password] = text('auth') === '' ? [text('username'), text('password')] : decode(key, text('auth'))
  if (text('identitytoken') !== '') return { kind: 'identity', username, token: text('identitytoken') }
  if (text('registrytoken') !== '') return { kind: 'bearer', token: text('registrytoken') }
  return username === '' && password === '' ? undefined : loginOf(username, password)
}

// Only the first colon separates: passwords may hold more. Docker pads old entries with NULs.
const decode = (key: string, auth: string): readonly [string, string] => {
  const text = Buffer.from(auth, 'base64').toString('utf8').replace(/\0+$/, '')
  const colon = text.indexOf(':')
  if (colon === -1) throw new Error(`"auth" of "${key}" is not user:password in base64`)
  return [text.slice(0, colon), text.slice(colon + 1)]
}

const parseObject = (text: string): Readonly<Record<string, unknown>> => {
  if (text.trim() === '') return {}
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Error('it is not JSON')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('it is not a JSON object')
  return value as Record<string, unknown>
}

const objectOr = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}

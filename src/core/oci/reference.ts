import { ActionError } from '../errors.ts'
import { type Digest, isDigest } from './digest.ts'

/** Where images of one name live: `ghcr.io` + `acme/shop/hello`. */
export interface Repository {
  /** Host, with the port when one is given, as the user writes it: `docker.io`, `localhost:5000`. */
  readonly registry: string
  /** https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests, `<name>` */
  readonly path: string
}

/** One image in a repository; a digest, where given, wins over the tag. */
export interface Reference extends Repository {
  readonly tag?: string
  readonly digest?: Digest
}

const COMPONENT = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*'
const PATH = new RegExp(`^${COMPONENT}(?:/${COMPONENT})*$`)
const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/
const HOST = /^(?:\[[0-9a-fA-F:.]+\]|[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)(?::[0-9]{1,5})?$/
/** Registries refuse longer repository names. https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests */
const MAX_NAME = 255

export const DOCKER_HUB = 'docker.io'

/** Reads a full or short image reference as Docker does: `node:24` is `docker.io/library/node:24`. */
export const parseReference = (text: string): Reference => {
  const [beforeDigest = '', digest, ...rest] = text.split('@')
  if (rest.length > 0 || (digest !== undefined && !isDigest(digest)))
    throw unreadable(text, 'the digest is not sha256: and 64 hex digits')
  const colon = beforeDigest.lastIndexOf(':')
  const hasTag = colon > beforeDigest.lastIndexOf('/')
  const name = hasTag ? beforeDigest.slice(0, colon) : beforeDigest
  const tag = hasTag ? beforeDigest.slice(colon + 1) : undefined
  if (tag !== undefined && !TAG.test(tag)) throw unreadable(text, `"${tag}" is not a tag`)
  return {
    ...parseRepository(name),
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  }
}

/** Reads a repository name, adding Docker Hub's host and `library/` where Docker would. */
export const parseRepository = (text: string): Repository => {
  const slash = text.indexOf('/')
  const first = slash === -1 ? '' : text.slice(0, slash)
  const named = first === 'localhost' || /[.:]/.test(first) || /[A-Z]/.test(first)
  const registry = named ? hostOf(first, text) : DOCKER_HUB
  const rest = named ? text.slice(slash + 1) : text
  const path = registry === DOCKER_HUB && !rest.includes('/') ? `library/${rest}` : rest
  if (!PATH.test(path))
    throw unreadable(text, `"${path}" is not a repository name: lower-case letters, digits, and . _ - / between them`)
  if (registry.length + path.length + 1 > MAX_NAME)
    throw unreadable(text, `the name is longer than ${MAX_NAME} characters`)
  return { registry, path }
}

/** Tells whether `text` can be the path of a repository, without its host. */
export const isRepositoryPath = (text: string): boolean => text.length <= MAX_NAME && PATH.test(text)

/** Tells whether `text` can be a tag. */
export const isTag = (text: string): boolean => TAG.test(text)

/** Writes `repository` the way users and container runtimes read it. */
export const formatRepository = ({ registry, path }: Repository): string => `${registry}/${path}`

/** Writes `reference` whole: `host/path:tag@sha256:…`, leaving out what it lacks. */
export const formatReference = (reference: Reference): string =>
  formatRepository(reference) +
  (reference.tag === undefined ? '' : `:${reference.tag}`) +
  (reference.digest === undefined ? '' : `@${reference.digest}`)

const HUB_ALIASES = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io'])

const hostOf = (host: string, text: string): string => {
  if (!HOST.test(host)) throw unreadable(text, `"${host}" is not a host`)
  const lower = host.toLowerCase()
  return HUB_ALIASES.has(lower) ? DOCKER_HUB : lower
}

const unreadable = (text: string, why: string): ActionError =>
  new ActionError('INPUT_INVALID', `Cannot read image reference "${text}": ${why}`)

import { ActionError } from '../../core/errors.ts'
import { formatPlatform } from '../../core/oci/platform.ts'
import { formatReference, formatRepository, type Reference } from '../../core/oci/reference.ts'
import type { Platform } from '../../core/oci/types.ts'
import type { Login } from '../../core/registry/docker-config.ts'
import { type Engine, EngineRefusal } from './engine.ts'
import { registryAuth } from './registry-auth.ts'

export interface Pull {
  readonly reference: Reference
  readonly platform: Platform
  /** Asked only when the image is not there. */
  readonly login: () => Promise<Login | undefined>
  readonly log: (line: string) => void
}

/**
 * Returns the id of an image for one platform, which the daemon pulls unless it has it by that digest. Throws BUILD_FAILED
 * when there is none to be had.
 */
export const ensureImage = async (engine: Engine, pull: Pull, signal: AbortSignal): Promise<string> => {
  const { reference, platform } = pull
  const found = reference.digest === undefined ? undefined : await inspect(engine, pull, signal)
  if (found !== undefined && isFor(platform, found)) return found.id
  await pullImage(engine, pull, signal)
  const pulled = await inspect(engine, pull, signal)
  if (pulled !== undefined && isFor(platform, pulled)) return pulled.id
  const why = pulled === undefined ? 'it is gone again' : `it is for ${pulled.os}/${pulled.architecture}`
  throw notPulled(pull, why)
}

interface FoundImage {
  readonly id: string
  readonly os: string
  readonly architecture: string
}

const isFor = (platform: Platform, { os, architecture }: FoundImage): boolean =>
  platform.os === os && platform.architecture === architecture

/** A digest says all, and daemons differ in what they make of a tag beside it. */
const nameOf = ({ registry, path, tag, digest }: Reference): string =>
  formatReference({ registry, path, ...(digest === undefined ? { tag: tag ?? 'latest' } : { digest }) })

const inspect = async (
  engine: Engine,
  { reference, platform }: Pull,
  signal: AbortSignal,
): Promise<FoundImage | undefined> => {
  // Asked for by daemons that keep several platforms of an image; older ones do not look at it.
  const query = { platform: JSON.stringify(platform) }
  try {
    const answer = await engine.send({ method: 'GET', path: `/images/${nameOf(reference)}/json`, query }, signal)
    const { Id, Os, Architecture } = JSON.parse(await answer.text()) as Readonly<Record<string, string | undefined>>
    return { id: Id ?? '', os: Os ?? '', architecture: Architecture ?? '' }
  } catch (error) {
    if (error instanceof EngineRefusal && error.status === NOT_FOUND) return undefined
    throw error
  }
}

const NOT_FOUND = 404

const pullImage = async (engine: Engine, pull: Pull, signal: AbortSignal): Promise<void> => {
  const { reference, platform, log } = pull
  log(`Pull ${nameOf(reference)} for ${formatPlatform(platform)}`)
  const login = await pull.login()
  const query = {
    fromImage: formatRepository(reference),
    tag: reference.digest ?? reference.tag ?? 'latest',
    platform: formatPlatform(platform),
  }
  const headers = login === undefined ? {} : registryAuth(reference.registry, login)
  try {
    const answer = await engine.send({ method: 'POST', path: '/images/create', query, headers }, signal)
    const refusal = refusalIn(await answer.text())
    if (refusal !== undefined) throw notPulled(pull, refusal)
  } catch (error) {
    throw error instanceof EngineRefusal ? notPulled(pull, error.message) : error
  }
}

/** A pull that fails after it began says so in one of its lines of progress, each a JSON object. */
const refusalIn = (progress: string): string | undefined => {
  const line = progress.split('\n').find((line) => line.includes('"error"'))
  if (line === undefined) return undefined
  const { error } = JSON.parse(line) as { readonly error?: unknown }
  return typeof error === 'string' ? error : undefined
}

const notPulled = ({ reference, platform }: Pull, why: string): ActionError =>
  new ActionError(
    'BUILD_FAILED',
    `Cannot pull "${nameOf(reference)}" for ${formatPlatform(platform)} with Docker: ${why}`,
    {
      hint:
        HINTS.find(([pattern]) => pattern.test(why))?.[1] ??
        'Look whether the registry can be reached from where the daemon runs',
    },
  )

const HINTS: readonly (readonly [RegExp, string])[] = [
  [/no matching manifest|it is for /, 'Choose platforms that the install image is made for with option "platforms"'],
  [
    /denied|unauthorized|authentication/i,
    'Log in to that registry with "docker login", or options "username" and "password"',
  ],
  [
    /not found|unknown/i,
    'Correct the install image of the runtime, or run "lock" when its registry has dropped the digest',
  ],
  [/HTTP response to HTTPS client/, 'Name that registry in "insecure-registries" of the daemon as well'],
]

import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Config } from '../core/config.ts'
import { ActionError } from '../core/errors.ts'
import { openRunnerBuilder } from '../edge/builder/runner.ts'
import { openEvidence } from '../edge/evidence.ts'
import { openRegistryClient } from '../edge/registry/client.ts'
import { openPlace } from '../edge/place.ts'
import { openShims } from '../edge/shims.ts'
import { openSources } from '../edge/sources.ts'
import { systemClock } from '../edge/clock.ts'
import { openWorkspace } from '../edge/workspace.ts'
import type { Ports, Registry, Reporter } from '../ports.ts'
import { packageRoot } from './package-root.ts'

/** What an entry point knows and its front end decides. */
export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly stdin: AsyncIterable<Uint8Array>
  readonly reporter: Reporter
  /** Called with each secret as soon as it is known, before it can be printed. */
  readonly onSecret: (secret: string) => void
  readonly signal: AbortSignal
}

/** Chooses the adapters of a run. The only place that does. */
export const wire = async (config: Config, host: Host): Promise<Ports> => {
  const { env, reporter } = host
  const place = await openPlace({ cwd: host.cwd, workingDirectory: config.workingDirectory })
  return {
    workspace: openWorkspace(place, host.stdin),
    sources: openSources(place, config.lock),
    shims: openShims(join(packageRoot(), 'shims')),
    registry: await wireRegistry(config, host),
    builder: config.builder === 'runner' ? openRunnerBuilder({ env, temp: env['RUNNER_TEMP'] ?? tmpdir() }) : undefined,
    cluster: undefined,
    evidence: openEvidence(join(env['RUNNER_TEMP'] ?? tmpdir(), 'function-images-evidence')),
    reporter,
    clock: systemClock,
  }
}

/** Opens the registry client with the credentials that `config` gives. */
export const wireRegistry = async (
  config: Config,
  { env, onSecret }: Pick<Host, 'env' | 'onSecret'>,
): Promise<Registry> => {
  const ca = await readCa(config.registryCa)
  const credentials = credentialsOf(config, env)
  return openRegistryClient({
    env,
    insecureRegistries: config.insecureRegistries,
    mirrors: config.imageMirrors,
    onSecret,
    ...(ca === undefined ? {} : { ca }),
    ...(credentials === undefined ? {} : { credentials }),
  })
}

interface Credentials {
  readonly registry: string
  readonly username: string
  readonly password: string
}

/** A user and password are for the registry that is pushed to; the job's token only for GitHub's own. */
const credentialsOf = (
  { registry, username, password, githubToken }: Config,
  env: Host['env'],
): Credentials | undefined => {
  const host = registry?.split('/', 1)[0]
  if (host === undefined) return undefined
  if (password !== undefined) return { registry: host, username: username ?? '', password }
  if (githubToken === undefined || !(host === 'ghcr.io' || host.startsWith('containers.'))) return undefined
  return { registry: host, username: env['GITHUB_ACTOR'] ?? 'token', password: githubToken }
}

const readCa = async (text: string | undefined): Promise<string | undefined> => {
  if (text === undefined || text.includes('-----BEGIN')) return text
  try {
    return await readFile(text, 'utf8')
  } catch (cause) {
    throw new ActionError('INPUT_INVALID', `Cannot read option "registry-ca": no file "${text}" can be read`, { cause })
  }
}

import { formatPlatform } from '../../core/oci/platform.ts'
import type { Platform } from '../../core/oci/types.ts'
import type { Ledger, LedgerEntry } from '../../ports.ts'
import { type Engine, EngineRefusal } from './engine.ts'
import { readOutput } from './output.ts'

export interface ContainerSpec {
  readonly name: string
  /** Id of an image that the daemon has. */
  readonly image: string
  readonly platform: Platform
  readonly user: string
  readonly workingDir: string
  /** For `sh -c`. */
  readonly command: string
  readonly env: Readonly<Record<string, string>>
  readonly labels: Readonly<Record<string, string>>
  /** The daemon's default network when left out. */
  readonly network: string | undefined
}

export interface ContainerUse {
  readonly ledger: Ledger
  /** Called with the reason when the container could not be removed. */
  readonly leave: (why: string) => void
  readonly signal: AbortSignal
}

/** Makes a container, not started, and removes it when `use` has ended; it stands in the ledger meanwhile. */
export const withContainer = async (
  engine: Engine,
  spec: ContainerSpec,
  { ledger, leave, signal }: ContainerUse,
  use: () => Promise<void>,
): Promise<void> => {
  const entry: LedgerEntry = { kind: 'container', name: spec.name }
  ledger.add(entry)
  try {
    // Not ended halfway: the daemon could make it after it was removed.
    await createContainer(engine, spec, AbortSignal.timeout(SHORT))
    signal.throwIfAborted()
    await use()
  } finally {
    await removeContainer(engine, spec.name, AbortSignal.timeout(SHORT)).then(
      () => ledger.remove(entry),
      (error: unknown) => leave(error instanceof Error ? error.message : String(error)),
    )
  }
}

/** Time that a daemon has for what it does at once, in milliseconds. */
const SHORT = 60_000

/** Unpacks `tar` at the root of a container, owners included. */
export const copyIn = (
  engine: Engine,
  name: string,
  tar: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<void> =>
  done(engine, { method: 'PUT', path: `/containers/${name}/archive`, query: { path: '/' }, body: tar }, signal)

/** Gives a tar of `path`, whose entries begin with its last name. */
export const copyOut = async (
  engine: Engine,
  name: string,
  path: string,
  signal: AbortSignal,
): Promise<AsyncIterable<Uint8Array>> =>
  (await engine.send({ method: 'GET', path: `/containers/${name}/archive`, query: { path } }, signal)).body

/** How a container ended. */
export interface ContainerEnd {
  readonly code: number
  readonly outOfMemory: boolean
}

/** Starts a container and gives on what it prints until it has ended. */
export const runContainer = async (
  engine: Engine,
  name: string,
  line: (text: string) => void,
  signal: AbortSignal,
): Promise<ContainerEnd> => {
  const query = { stream: '1', stdout: '1', stderr: '1' }
  const attached = await engine.send({ method: 'POST', path: `/containers/${name}/attach`, query }, signal)
  const output = readOutput(attached.body, line)
  output.catch(() => undefined)
  await done(engine, { method: 'POST', path: `/containers/${name}/start` }, signal)
  await output
  await done(engine, { method: 'POST', path: `/containers/${name}/wait` }, signal)
  const answer = await engine.send({ method: 'GET', path: `/containers/${name}/json` }, signal)
  const { State } = JSON.parse(await answer.text()) as { readonly State: Ended }
  return { code: State.ExitCode, outOfMemory: State.OOMKilled }
}

interface Ended {
  readonly ExitCode: number
  readonly OOMKilled: boolean
}

/** Kills and removes a container with its volumes; returns whether there was one. */
export const removeContainer = async (engine: Engine, name: string, signal: AbortSignal): Promise<boolean> => {
  try {
    await done(engine, { method: 'DELETE', path: `/containers/${name}`, query: { force: '1', v: '1' } }, signal)
    return true
  } catch (error) {
    if (error instanceof EngineRefusal && error.status === NOT_FOUND) return false
    throw error
  }
}

/**
 * The root is writable, for root: a daemon copies nothing into a read-only one, and would give a volume at the working
 * directory to root.
 */
const createContainer = async (engine: Engine, spec: ContainerSpec, signal: AbortSignal): Promise<void> => {
  const { name, image, platform, user, workingDir, command, env, labels, network } = spec
  const query = { name, platform: formatPlatform(platform) }
  const json = {
    Image: image,
    User: user,
    WorkingDir: workingDir,
    Entrypoint: ['sh', '-c'],
    Cmd: [command],
    Env: Object.entries(env).map(([key, value]) => `${key}=${value}`),
    Labels: labels,
    Healthcheck: { Test: ['NONE'] },
    HostConfig: {
      ...(network === undefined ? {} : { NetworkMode: network }),
      CapDrop: ['ALL'],
      SecurityOpt: ['no-new-privileges'],
      // What it prints is read as it comes; the daemon need not keep it.
      LogConfig: { Type: 'none' },
    },
  }
  await done(engine, { method: 'POST', path: '/containers/create', query, json }, signal)
}

const NOT_FOUND = 404

const done = async (engine: Engine, request: Parameters<Engine['send']>[0], signal: AbortSignal): Promise<void> => {
  await (await engine.send(request, signal)).text()
}

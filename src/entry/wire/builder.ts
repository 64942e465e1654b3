import { createHash, randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { jobProblems } from '../../core/build/job/check.ts'
import type { Config } from '../../core/config.ts'
import { ActionError } from '../../core/errors.ts'
import { sharedRepositoryOf, type TargetConfig } from '../../core/image/target.ts'
import { formatReference, parseReference, type Reference } from '../../core/oci/reference.ts'
import { onceOnly } from '../../core/parallel.ts'
import { mirrored } from '../../core/registry/mirrors.ts'
import { parseLock } from '../../core/runtime/lock.ts'
import { openRunnerBuilder } from '../../edge/builder/runner.ts'
import { limitBuilder } from '../../flow/limited-builder.ts'
import type { Builder, Registry, Workspace } from '../../ports.ts'
import { packageRoot } from '../package-root.ts'
import type { ClusterAccess } from './cluster.ts'
import type { Host } from './host.ts'
import { readCa, wireCredentials } from './registry.ts'

export interface BuilderWiring {
  readonly config: Config
  readonly host: Host
  readonly access: ClusterAccess
  readonly registry: Registry
  readonly workspace: Workspace
}

export interface WiredBuilder {
  /** Undefined where nothing may be built. */
  readonly builder: Builder | undefined
  /** Settles when no phase runs any more: one that is cancelled still takes away what it owns. */
  readonly idle: () => Promise<void>
}

/** Chooses the builder. Clusters and daemons are spoken to when there is something to install. */
export const wireBuilder = (wiring: BuilderWiring): WiredBuilder => {
  const builder = chooseBuilder(wiring)
  if (builder === undefined) return { builder, idle: () => Promise.resolve() }
  const running = new Set<Promise<unknown>>()
  const run: Builder['run'] = (...phase) => {
    const end = builder.run(...phase)
    running.add(end)
    return end.finally(() => running.delete(end))
  }
  return {
    builder: limitBuilder(wiring.config.maxParallel, { ...builder, run }),
    idle: async () => void (await Promise.allSettled(running)),
  }
}

const chooseBuilder = (wiring: BuilderWiring): Builder | undefined => {
  const { config, host, access } = wiring
  switch (config.builder) {
    case 'never':
      return undefined
    case 'runner':
      return openRunnerBuilder({ env: host.env, temp: tempOf(host) })
    case 'job':
      return lazyJob(wiring)
    case 'docker':
      return lazyBuilder('docker', () => openDocker(wiring))
    case 'auto':
      return access.configured ? lazyJob(wiring) : lazyBuilder('docker', () => openDockerIfAny(wiring))
  }
}

/** Builders whose key is the install image need nothing of their own before the first phase is run. */
const lazyBuilder = (
  name: 'job' | 'docker',
  open: () => Promise<Builder>,
  check: Builder['check'] = () => undefined,
): Builder => {
  const opened = onceOnly(open)
  return {
    name,
    toolchain: () => Promise.resolve(undefined),
    check,
    run: async (unit, log, signal) => (await opened()).run(unit, log, signal),
  }
}

const lazyJob = (wiring: BuilderWiring): Builder =>
  lazyBuilder(
    'job',
    () => openJob(wiring),
    (unit) => jobProblems(unit)[0],
  )

const openJob = async ({ config, host, access, registry, workspace }: BuilderWiring): Promise<Builder> => {
  const { openJobBuilder } = await import('../../edge/builder/job.ts')
  const credentials = wireCredentials(config, host)
  const program = await readFile(join(packageRoot(), 'dist', 'builder', 'index.js'))
  return openJobBuilder({
    cluster: await access.cluster(),
    registry,
    shared: sharedRepositoryOf(withRegistry(config)),
    namespace: config.buildNamespace,
    run: runName(config),
    images: mirrorsOf(config),
    login: async (repository, signal) => (await credentials.find(repository, signal)).login,
    program: { bytes: program, sha256: createHash('sha256').update(program).digest('hex') },
    settings: {
      pushSecret: config.pushSecret,
      builderImage: await pinnedBuilder(config, workspace),
      buildMemory: config.buildMemory,
      buildTimeout: config.buildTimeout,
      insecureRegistries: config.insecureRegistries,
      registryCa: await readCa(config.registryCa),
    },
    ledger: host.ledger,
  })
}

const openDocker = async ({ config, host }: BuilderWiring): Promise<Builder> => {
  const { openDockerBuilder } = await import('../../edge/builder/docker.ts')
  return openDockerBuilder({
    env: host.env,
    temp: tempOf(host),
    network: config.dockerNetwork,
    images: mirrorsOf(config),
    credentials: wireCredentials(config, host),
    ledger: host.ledger,
    timeout: config.buildTimeout,
  })
}

const openDockerIfAny = async (wiring: BuilderWiring): Promise<Builder> => {
  const { dockerAnswers } = await import('../../edge/builder/docker.ts')
  if (await dockerAnswers(wiring.host.env, wiring.host.signal)) return openDocker(wiring)
  throw new ActionError(
    'BUILD_FAILED',
    'Cannot install dependencies: no cluster is configured and no Docker daemon answers',
    {
      hint: 'Name a cluster with option "kubeconfig" or "context" to build in a Job, start Docker, or set option "builder" to runner to use this machine’s own npm and pip',
    },
  )
}

/** The lock file's digest, where it has one: what packs a layer is no input of it. */
const pinnedBuilder = async ({ builderImage, lock }: Config, workspace: Workspace): Promise<Reference> => {
  const reference = parseReference(builderImage)
  if (reference.digest !== undefined) return reference
  const text = await workspace.text(lock)
  const digest = text === undefined ? undefined : parseLock(lock, text).get(formatReference(reference))
  return digest === undefined ? reference : { ...reference, digest }
}

const mirrorsOf =
  ({ imageMirrors }: Config) =>
  (reference: Reference): Reference => ({ ...reference, ...mirrored(imageMirrors, reference) })

/** Unlike that of every other run, and of a second step of the same one. */
const runName = ({ run }: Config): string => {
  const random = randomBytes(4).toString('hex')
  return run === undefined ? random : `${run.id}-${run.attempt}-${random}`
}

const tempOf = ({ env }: Pick<Host, 'env'>): string => env['RUNNER_TEMP'] ?? tmpdir()

const withRegistry = (config: Config): Config & TargetConfig => ({ ...config, registry: config.registry ?? '' })

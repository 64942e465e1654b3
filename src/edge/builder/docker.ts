import type { DependencyUnit } from '../../core/build/unit.ts'
import { openBuildLog } from '../../core/build/log.ts'
import { ActionError, type Problem } from '../../core/errors.ts'
import { formatPlatform } from '../../core/oci/platform.ts'
import { formatReference, type Reference } from '../../core/oci/reference.ts'
import { once } from '../../core/parallel.ts'
import type { Builder, Ledger } from '../../ports.ts'
import { type Engine, openEngine } from '../docker/engine.ts'
import { ensureImage } from '../docker/image.ts'
import type { Credentials } from '../registry/credentials.ts'
import { runInContainer } from './container-phase.ts'

export interface DockerBuilderOptions {
  /** Of the process: it leads to the daemon, and its proxies are those of the containers. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** An existing folder for what phases leave. */
  readonly temp: string
  /** The daemon's default network when left out. */
  readonly network?: string | undefined
  /** Tells where an image is pulled from. */
  readonly images: (reference: Reference) => Reference
  /** For the daemon's pulls. */
  readonly credentials: Credentials
  readonly ledger: Ledger
  /** Time that a phase may take once its image is there, in seconds. */
  readonly timeout: number
}

/**
 * Opens the builder that runs phases in containers of a Docker daemon, here or elsewhere: files are copied in and out,
 * and nothing of this machine is mounted. No daemon is spoken to before `run`.
 */
export const openDockerBuilder = (options: DockerBuilderOptions): Builder => {
  const engine = openEngine(options.env)
  const image = openImages(engine, options)
  return {
    name: 'docker',
    toolchain: () => Promise.resolve(undefined),
    check: (unit) => problemsOf(unit)[0],
    run: async (unit, log, signal) => {
      signal.throwIfAborted()
      const problems = problemsOf(unit)
      const [problem] = problems
      if (problem !== undefined)
        throw new ActionError('BUILD_FAILED', problem.message, { problems, hint: problem.hint })
      const buildLog = openBuildLog(log)
      const id = await image({ unit, log: buildLog.line, signal })
      return runInContainer({ ...options, engine, image: id }, unit, { log: buildLog, signal })
    },
  }
}

/** Tells whether a Docker daemon answers that runs Linux containers. */
export const dockerAnswers = async (env: DockerBuilderOptions['env'], signal: AbortSignal): Promise<boolean> => {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_LIMIT)])
  const os = await openEngine(env)
    .daemon(limit)
    .then(
      (daemon) => daemon.os,
      () => undefined,
    )
  signal.throwIfAborted()
  return os === 'linux'
}

/** Time that a daemon has to answer, in milliseconds: it may be at the other end of an ssh connection. */
const ANSWER_LIMIT = 10_000

interface Wanted {
  readonly unit: DependencyUnit
  readonly log: (line: string) => void
  readonly signal: AbortSignal
}

/** Pulls each image once, whatever number of phases waits for it. */
const openImages = (
  engine: Engine,
  { images, credentials }: DockerBuilderOptions,
): ((wanted: Wanted) => Promise<string>) =>
  once(
    ({ unit: { phase, platform } }) => `${formatReference(phase.image)} ${formatPlatform(platform)}`,
    ({ unit: { phase, platform }, log, signal }) => {
      const reference = images(phase.image)
      const login = async () => (await credentials.find(reference, signal)).login
      return ensureImage(engine, { reference, platform, login, log }, signal)
    },
  )

/** Another processor than the daemon's may be emulated, which only a try can tell. */
const problemsOf = ({ runtime, platform, at }: DependencyUnit): readonly Problem[] =>
  platform.os === 'linux'
    ? []
    : at.map((place) => ({
        severity: 'error',
        code: 'BUILD_FAILED',
        message: `Cannot install for "${runtime}" with builder "docker": its containers are for linux, and the image is for ${formatPlatform(platform)}`,
        at: place,
        hint: 'Choose linux platforms with option "platforms"',
      }))

import { randomBytes } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { jobProblems } from '../../core/build/job/check.ts'
import { jobFiles } from '../../core/build/job/files.ts'
import { attachmentName, buildIdentity } from '../../core/build/job/identity.ts'
import { jobOf } from '../../core/build/job/job.ts'
import { objectsFor } from '../../core/build/job/object-names.ts'
import { leftOut } from '../../core/build/left-out.ts'
import { phaseFiles } from '../../core/build/phase-files.ts'
import type { DependencyUnit } from '../../core/build/unit.ts'
import { ActionError } from '../../core/errors.ts'
import type { Reference, Repository } from '../../core/oci/reference.ts'
import { once } from '../../core/parallel.ts'
import type { Login } from '../../core/registry/docker-config.ts'
import type { Builder, Cluster, Ledger, Registry } from '../../ports.ts'
import { type JobBuild, runJob } from './job/run-job.ts'
import { distrustsTls } from './job/kubeless-config.ts'
import { choosePushLogin, type PushLogin } from './job/push-login.ts'
import { START } from './job/start.ts'
import { majorOf, readRuntime } from './runtime.ts'

export interface JobBuilderOptions {
  readonly cluster: Cluster
  readonly registry: Registry
  /** Where dependency layers are pushed to. */
  readonly shared: Repository
  /** Of the Jobs. */
  readonly namespace: string
  /** Unlike that of every other run. */
  readonly run: string
  /** Returns where nodes pull an image from. */
  readonly images: (reference: Reference) => Reference
  /** This run's own login for a repository. */
  readonly login: (repository: Repository, signal: AbortSignal) => Promise<Login | undefined>
  /** The program of the build container, and its sha256 in hex. */
  readonly program: { readonly bytes: Uint8Array; readonly sha256: string }
  readonly settings: JobSettings
  readonly ledger: Ledger
}

export interface JobSettings {
  readonly pushSecret: string | undefined
  readonly builderImage: Reference
  readonly buildMemory: string
  /** In seconds. */
  readonly buildTimeout: number
  readonly insecureRegistries: readonly string[]
  /** PEM. */
  readonly registryCa: string | undefined
}

/**
 * Opens the builder that installs in Jobs of a cluster, whose pods push the layer themselves. It speaks to nobody until
 * it runs a unit.
 */
export const openJobBuilder = (options: JobBuilderOptions): Builder => {
  const site = openSite(options)
  let runs = 0
  return {
    name: 'job',
    // The install image's digest is in the key already.
    toolchain: () => Promise.resolve(undefined),
    check: (unit) => jobProblems(unit)[0],
    run: async (unit, log, signal) => {
      signal.throwIfAborted()
      const problems = jobProblems(unit)
      const [problem] = problems
      if (problem !== undefined)
        throw new ActionError('BUILD_FAILED', problem.message, { problems, hint: problem.hint })
      runs += 1
      const run = attachmentName(options.run, runs)
      const build = await prepare({ unit, run, options, site }, signal)
      return { kind: 'layer', layer: await runJob(build, log, signal) }
    },
  }
}

/** What is asked of the cluster once for all builds. */
interface Site {
  readonly program: Uint8Array
  readonly pushLogin: (signal: AbortSignal) => Promise<PushLogin>
  readonly insecureRegistries: (signal: AbortSignal) => Promise<readonly string[]>
}

const openSite = (options: JobBuilderOptions): Site => {
  const { cluster, namespace, shared, login, settings } = options
  const { pushSecret, insecureRegistries } = settings
  return {
    program: gzipSync(options.program.bytes, { level: 9 }),
    pushLogin: once(
      () => '',
      (signal: AbortSignal) => choosePushLogin({ cluster, namespace, shared, login, pushSecret }, signal),
    ),
    insecureRegistries: once(
      () => '',
      async (signal: AbortSignal) =>
        (await distrustsTls(cluster, signal)) ? [...insecureRegistries, shared.registry] : insecureRegistries,
    ),
  }
}

interface Preparation {
  readonly unit: DependencyUnit
  readonly run: string
  readonly options: JobBuilderOptions
  readonly site: Site
}

const prepare = async ({ unit, run, options, site }: Preparation, signal: AbortSignal): Promise<JobBuild> => {
  const { shared, namespace, program, settings, images } = options
  const identity = buildIdentity(unit, shared, program.sha256)
  const [phase, login, insecureRegistries] = await Promise.all([
    phaseFiles(unit),
    site.pushLogin(signal),
    site.insecureRegistries(signal),
  ])
  const files = await jobFiles(phase)
  const secret = login.kind === 'secret' ? { name: login.name } : login.kind
  const objects = objectsFor(identity.name, randomBytes(3).toString('hex'), secret)
  const builderImage = hasNode(unit) ? unit.phase.image : settings.builderImage
  return {
    ...options,
    unit,
    run,
    identity,
    memory: settings.buildMemory,
    timeout: settings.buildTimeout,
    job: jobOf({
      unit,
      identity,
      namespace,
      run,
      files,
      objects,
      installImage: images(unit.phase.image),
      builderImage: images(builderImage),
      start: START,
      sha256: program.sha256,
      memory: settings.buildMemory,
      timeout: settings.buildTimeout,
    }),
    contents: {
      program: site.program,
      plan: {
        key: unit.key,
        platform: unit.platform,
        shared,
        leaveOut: [...leftOut(unit)],
        insecureRegistries,
        ...(settings.registryCa === undefined ? {} : { ca: settings.registryCa }),
      },
      files,
      dockerConfig: login.kind === 'own' ? login.dockerConfig : undefined,
    },
  }
}

/** An install image that runs the builder as well is one pull less. */
const hasNode = ({ runtime }: DependencyUnit): boolean => {
  const { tool, version } = readRuntime(runtime)
  return tool === 'npm' && Number(majorOf(version)) >= OLDEST_NODE
}

const OLDEST_NODE = 22

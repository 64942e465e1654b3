import { type Problem, specProblem } from '../errors.ts'
import type { DependencyUnit } from '../build/unit.ts'
import { needsInstall } from '../build/local-dependencies.ts'
import type { FunctionSource } from '../function/source.ts'
import type { Digest } from '../oci/digest.ts'
import { formatPlatform } from '../oci/platform.ts'
import { formatReference, type Reference } from '../oci/reference.ts'
import type { Platform } from '../oci/types.ts'
import type { InstallPhase, Runtime } from '../runtime/catalogue.ts'
import { type FileEntry, fileOf } from './content.ts'
import { dependencyFiles } from './dependency-files.ts'
import { type DependencyInputs, dependencyKey, filesHash, type ImageInputs, RECIPE, tagOf } from './inputs.ts'
import { checkHandler } from './handler.ts'
import type { Target } from './target.ts'

/** What to build for one function, and under which name; nothing behind this asks what the spec said. */
export interface ImagePlan {
  readonly source: FunctionSource
  readonly runtime: Runtime
  readonly target: Target
  readonly base: PinnedReference
  readonly platforms: readonly Platform[]
  /** Of the code layer, below /kubeless. */
  readonly files: readonly FileEntry[]
  /** Of the shim layer; empty when the base brings its server. */
  readonly shim: readonly FileEntry[]
  /** One a platform; empty when there is nothing to install. */
  readonly units: readonly DependencyUnit[]
  /** 64 hex digits. */
  readonly tag: string
  /** What the tag is the hash of, for {@link partsOf} where an image is built. */
  readonly inputs: ImageInputs
}

export type PinnedReference = Reference & { readonly digest: Digest }

/** What a plan needs beside the function itself. */
export interface PlanContext {
  readonly runtime: Runtime
  readonly target: Target
  readonly platforms: readonly Platform[]
  readonly shim: readonly FileEntry[]
  /** Of the base and, where it is another one, the install image. */
  readonly pinned: (reference: Reference) => PinnedReference
  /** Tools that stand in for the install image. */
  readonly toolchain: string | undefined
}

export type PlanAnswer =
  | { readonly ok: true; readonly plan: ImagePlan }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** Plans the image of `source`; `content` are the files of its folder, none for code in the spec. */
export const planImage = async (
  source: FunctionSource,
  content: readonly FileEntry[],
  context: PlanContext,
): Promise<PlanAnswer> => {
  const { runtime, platforms, shim, target } = context
  const files = codeFiles(source, content, runtime)
  const handlerProblem = checkHandler(source, files, runtime)
  if (handlerProblem !== undefined) return { ok: false, problems: [handlerProblem] }
  const found = await installOf(source, files, context)
  if (found.problems.length > 0) return { ok: false, problems: found.problems }
  const base = context.pinned(runtime.base)
  const inputs: ImageInputs = {
    recipe: RECIPE,
    runtime: { id: runtime.id, env: runtime.env, entrypoint: runtime.shim?.entrypoint },
    base: base.digest,
    handler: source.handler,
    files,
    dependencies: found.install?.inputs,
    shim: runtime.shim === undefined ? undefined : filesHash(shim),
    platforms: platforms.map(formatPlatform),
  }
  const units = found.install === undefined ? [] : unitsOf(source, context, found.install)
  return {
    ok: true,
    plan: { source, runtime, target, base, platforms, files, shim, units, tag: tagOf(inputs), inputs },
  }
}

/** Code in the spec becomes one file, as under Kubeless; `deps` takes the place of the folder's dependency file. */
const codeFiles = (source: FunctionSource, content: readonly FileEntry[], runtime: Runtime): readonly FileEntry[] => {
  const { code, deps, handler } = source
  const files =
    code.kind === 'inline' ? [fileOf(`${handler.module}${runtime.suffixes[0] ?? ''}`, code.content)] : content
  if (deps === undefined) return files
  return [...files.filter(({ path }) => path !== runtime.dependencyFile), fileOf(runtime.dependencyFile, deps)]
}

interface Install {
  readonly phase: InstallPhase
  readonly image: PinnedReference
  readonly inputs: DependencyInputs
}

interface InstallAnswer {
  readonly install?: Install
  readonly problems: readonly Problem[]
}

const installOf = async (
  source: FunctionSource,
  files: readonly FileEntry[],
  context: PlanContext,
): Promise<InstallAnswer> => {
  const { runtime, toolchain } = context
  const phase = runtime.install
  const manifest = files.find(({ path }) => path === runtime.dependencyFile)
  if (phase === undefined || manifest?.type !== 'file') return { problems: [] }
  const text = new TextDecoder().decode(await manifest.read())
  const need = needsInstall(phase.tool, text)
  if (!need) return { problems: [] }
  const found = await dependencyFiles(phase.tool, runtime.dependencyFile, files)
  if (found.problems.length > 0)
    return {
      problems: found.problems.map((message) =>
        specProblem(source.at.deps, message, 'Keep what is installed inside the function’s folder'),
      ),
    }
  const image = context.pinned(phase.image)
  const env = { ...phase.env, ...passedEnv(source, phase) }
  const inputs = { tools: toolchain ?? image.digest, command: phase.command, env, files: found.files }
  return { install: { phase, image, inputs }, problems: [] }
}

/**
 * Of the function's own variables only those for the package manager reach the install: under Kubeless all did, but
 * then no two functions could share what they install.
 */
const passedEnv = ({ env }: FunctionSource, { passes }: InstallPhase): Readonly<Record<string, string>> =>
  Object.fromEntries(
    env.filter(({ name }) => passes.some((prefix) => name.startsWith(prefix))).map(({ name, value }) => [name, value]),
  )

const unitsOf = (
  source: FunctionSource,
  { platforms, runtime }: PlanContext,
  install: Install,
): readonly DependencyUnit[] =>
  platforms.map((platform) => ({
    key: dependencyKey(install.inputs, formatPlatform(platform)),
    runtime: runtime.id,
    phase: {
      name: 'install',
      image: install.image,
      tool: install.phase.tool,
      command: install.phase.command,
      env: install.inputs.env,
    },
    platform,
    files: install.inputs.files,
    at: [source.at.deps],
  }))

/** Writes an image for people and reports: `repository:tag`. */
export const imageName = ({ target, tag }: Pick<ImagePlan, 'target' | 'tag'>): string =>
  formatReference({ ...target.repository, tag })

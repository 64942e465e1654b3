import type { Handler } from '../function/source.ts'
import { type Digest, digestOf, hexOf } from '../oci/digest.ts'
import { canonicalJson, type Json } from '../oci/canonical-json.ts'
import { byBytes, type FileEntry } from './content.ts'

/** Counts the ways we have made images of equal inputs; raised when a layer or config of ours changes its form. */
export const RECIPE = 1

/** All that decides the bytes of an image, and nothing else: its canonical JSON, hashed, is the image's tag. */
export interface ImageInputs {
  readonly recipe: number
  readonly runtime: RuntimeInputs
  readonly base: Digest
  readonly handler: Handler
  readonly files: readonly FileEntry[]
  readonly dependencies: DependencyInputs | undefined
  /** Of the shim's files; undefined when the base brings its server. */
  readonly shim: string | undefined
  readonly platforms: readonly string[]
}

export interface RuntimeInputs {
  readonly id: string
  readonly env: Readonly<Record<string, string>>
  readonly entrypoint: readonly string[] | undefined
}

/** All that decides what an install leaves behind; hashed with a platform it is the key of a dependency layer. */
export interface DependencyInputs {
  /** Digest of the install image, or the tools that stand in for it. */
  readonly tools: string
  readonly command: string
  readonly env: Readonly<Record<string, string>>
  readonly files: readonly FileEntry[]
}

/** Returns the tag of an image made of `inputs`: 64 hex digits. */
export const tagOf = (inputs: ImageInputs): string =>
  sha256(
    canonicalJson({
      recipe: inputs.recipe,
      runtime: { id: inputs.runtime.id, env: inputs.runtime.env, entrypoint: inputs.runtime.entrypoint },
      base: inputs.base,
      handler: { module: inputs.handler.module, function: inputs.handler.function },
      files: filesJson(inputs.files),
      dependencies: inputs.dependencies === undefined ? undefined : dependenciesJson(inputs.dependencies),
      shim: inputs.shim,
      platforms: [...inputs.platforms].sort(byBytes),
    }),
  )

/** Returns the key of the dependency layer for one platform: 64 hex digits. */
export const dependencyKey = (inputs: DependencyInputs, platform: string): string =>
  sha256(canonicalJson({ recipe: RECIPE, platform, dependencies: dependenciesJson(inputs) }))

/** Returns one hash for a set of files: paths, modes and bytes, whatever their order. 64 hex digits. */
export const filesHash = (files: readonly FileEntry[]): string => sha256(canonicalJson(filesJson(files)))

const dependenciesJson = ({ tools, command, env, files }: DependencyInputs): Json => ({
  tools,
  command,
  env,
  files: filesJson(files),
})

const filesJson = (files: readonly FileEntry[]): Json =>
  [...files].sort((a, b) => byBytes(a.path, b.path)).map(fileJson)

const fileJson = (file: FileEntry): Json =>
  file.type === 'symlink'
    ? { path: file.path, target: file.target }
    : { path: file.path, mode: file.executable ? '0755' : '0644', digest: file.digest }

const sha256 = (text: string): string => hexOf(digestOf(text))

import { canonicalJson } from '../oci/canonical-json.ts'
import { byBytes, type FileEntry } from './content.ts'
import { type DependencyInputs, filesHash, type ImageInputs } from './inputs.ts'

/**
 * Short hashes of an image's inputs, written on the image so that a later run can say what changed. They inform and
 * never decide.
 */
export interface Parts {
  readonly recipe: number
  readonly runtime: string
  readonly base: string
  readonly handler: string
  readonly platforms: string
  readonly code: string
  readonly shim?: string
  readonly dependencies?: string
  readonly install?: string
  /** Path → short hash, of files that are code alone; left out, as the next, when there are too many to write down. */
  readonly files?: Readonly<Record<string, string>>
  /** The same of what decides an install. */
  readonly dependencyFiles?: Readonly<Record<string, string>>
}

/** The most bytes that the parts may take as an annotation: containerd copies annotations and labels of this length. */
const MAX_BYTES = 4096

const SHORT = 12

/** Returns the parts of `inputs`. */
export const partsOf = (inputs: ImageInputs): Parts => {
  const { dependencies } = inputs
  const installed = new Set(dependencies?.files.map(({ path }) => path))
  const code = inputs.files.filter(({ path }) => !installed.has(path))
  const parts: Parts = {
    recipe: inputs.recipe,
    runtime: inputs.runtime.id,
    base: inputs.base,
    handler: `${inputs.handler.module}.${inputs.handler.function}`,
    platforms: [...inputs.platforms].sort(byBytes).join(','),
    code: filesHash(code).slice(0, SHORT),
    ...(inputs.shim === undefined ? {} : { shim: inputs.shim.slice(0, SHORT) }),
    ...(dependencies === undefined ? {} : dependencyParts(dependencies)),
  }
  const whole = {
    ...parts,
    files: fileHashes(code),
    ...(dependencies === undefined ? {} : { dependencyFiles: fileHashes(dependencies.files) }),
  }
  return Buffer.byteLength(canonicalJson(whole)) <= MAX_BYTES ? whole : parts
}

/** Reads parts from an annotation; undefined for what is not ours or of a later form. */
export const parseParts = (text: string): Parts | undefined => {
  try {
    const value = JSON.parse(text) as Partial<Parts> | null
    const isOurs =
      typeof value === 'object' && value !== null && typeof value.code === 'string' && typeof value.base === 'string'
    return isOurs ? (value as Parts) : undefined
  } catch {
    return undefined
  }
}

const dependencyParts = ({
  files,
  tools,
  command,
  env,
}: DependencyInputs): Pick<Parts, 'dependencies' | 'install'> => ({
  dependencies: filesHash(files).slice(0, SHORT),
  install: filesHash([{ type: 'symlink', path: canonicalJson({ tools, command, env }), target: '' }]).slice(0, SHORT),
})

const fileHashes = (files: readonly FileEntry[]): Readonly<Record<string, string>> =>
  Object.fromEntries(files.map((file) => [file.path, filesHash([file]).slice(0, SHORT)]))

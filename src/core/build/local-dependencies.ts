import type { LocalDependencies } from './local-path.ts'
import { localPackages, needsNpm } from './package-json.ts'
import { localRequirements, needsPip } from './requirements.ts'

/** The package managers whose files we read. */
export type PackageTool = 'npm' | 'pip'

/**
 * Files that, where they lie beside the dependency file, decide what it installs. pip has none: it reads no
 * configuration from the folder it runs in, and its includes are named by the file.
 */
export const COMPANION_FILES: Readonly<Record<PackageTool, readonly string[]>> = {
  npm: ['package-lock.json', 'npm-shrinkwrap.json', '.npmrc'],
  pip: [],
}

/** Those companions that fix every version. */
export const LOCK_FILES: Readonly<Record<PackageTool, readonly string[]>> = {
  npm: ['package-lock.json', 'npm-shrinkwrap.json'],
  pip: [],
}

/**
 * Returns what the dependency file `path` takes from the function's folder instead of a registry. A path of kind
 * `include` is a dependency file again, to be read the same way; so is the package.json of a folder.
 */
export const localDependencies = (tool: PackageTool, path: string, text: string): LocalDependencies =>
  tool === 'npm' ? localPackages(path, text) : localRequirements(path, text)

/** Tells whether an install by this dependency file would do anything; a text that cannot be read would, namely fail. */
export const needsInstall = (tool: PackageTool, text: string): boolean =>
  tool === 'npm' ? needsNpm(text) : needsPip(text)

import type { SourceLocation } from '../errors.ts'
import type { FileEntry } from '../image/content.ts'
import type { Reference } from '../oci/reference.ts'
import type { Platform } from '../oci/types.ts'

/** One install to run: what several functions may share. */
export interface DependencyUnit {
  /** 64 hex digits; equal keys mean equal output. */
  readonly key: string
  readonly runtime: string
  readonly phase: Phase
  readonly platform: Platform
  /** The dependency file, lock files, configuration and local packages, relative to /kubeless. */
  readonly files: readonly FileEntry[]
  /** Of the functions that need it: where a failure is shown. */
  readonly at: readonly SourceLocation[]
}

/** A command of a runtime and what it runs in. */
export interface Phase {
  readonly name: 'install' | 'compile'
  readonly image: Reference
  /** Of which package manager's tree: what a builder without the install image has to do itself. */
  readonly tool: 'npm' | 'pip'
  /** Run by `sh -c` in the install image, with /kubeless as working directory. */
  readonly command: string
  readonly env: Readonly<Record<string, string>>
}

import type { PackageTool } from '../../core/build/local-dependencies.ts'

/** What a runtime id says about the interpreter to install for. */
export interface RuntimeName {
  /** Undefined for a language that we cannot install for. */
  readonly tool: PackageTool | undefined
  /** As interpreters differ: `3.13` of `python3.13`, `24` of `nodejs24`; empty where there is none. */
  readonly version: string
}

/** Reads a runtime id. */
export const readRuntime = (runtime: string): RuntimeName => {
  const version = /[0-9.]+$/.exec(runtime)?.[0] ?? ''
  if (/^node/i.test(runtime)) return { tool: 'npm', version: majorOf(version) }
  return { tool: /^python/i.test(runtime) ? 'pip' : undefined, version: minorOf(version) }
}

/** `24` of 24.11.0. */
export const majorOf = (version: string): string => version.split('.')[0] ?? ''

/** `3.13` of 3.13.0. */
export const minorOf = (version: string): string => version.split('.').slice(0, 2).join('.')

import type { SourceLocation } from '../errors.ts'
import type { Path } from './document.ts'
import type { Value, ValueObject } from './value.ts'

/** What every front end (Kubeless, our own form) parses to: one function, and where each part of it was written. */
export interface FunctionSource {
  readonly name: string
  readonly namespace: string
  /** As written: `nodejs24`. */
  readonly runtime: string
  readonly handler: Handler
  readonly code: FunctionCode
  /** Text of the dependency file; undefined when the spec has none (a folder may still bring one). */
  readonly deps: string | undefined
  /** The function container's literal variables, in order; those with `valueFrom` are not here. */
  readonly env: readonly EnvVar[]
  readonly deployment: DeploymentPart
  readonly at: FunctionLocations
}

/** `module.function`: the file, without its suffix, and the name in it. */
export interface Handler {
  readonly module: string
  readonly function: string
}

export type FunctionCode =
  /** One file, named by the handler's module and the runtime's suffix. */
  | { readonly kind: 'inline'; readonly content: Uint8Array }
  /** A file or folder, relative to the repository's top level. */
  | { readonly kind: 'path'; readonly path: string }

export interface EnvVar {
  readonly name: string
  readonly value: string
}

/** What only the deployment sees; never an input of the image. Kept as parsed, to be read by the rollout. */
export interface DeploymentPart {
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
  /** Seconds, as written. */
  readonly timeout: string | undefined
  readonly deployment: ValueObject | undefined
  readonly service: ValueObject | undefined
  readonly horizontalPodAutoscaler: ValueObject | undefined
}

export interface FunctionLocations {
  readonly name: SourceLocation
  readonly runtime: SourceLocation
  readonly handler: SourceLocation
  readonly code: SourceLocation
  readonly deps: SourceLocation
  /** Of any other field, from the top of the object down; of a missing one, its nearest parent. */
  readonly field: (path: Path) => SourceLocation
}

/** A trigger of Kubeless, its spec kept as parsed. */
export interface Trigger {
  readonly kind: 'HTTPTrigger' | 'CronJobTrigger'
  readonly name: string
  readonly namespace: string
  readonly functionName: string
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
  readonly spec: Value | undefined
  readonly at: SourceLocation
  /** Of any field, from the top of the object down; of a missing one, its nearest parent. */
  readonly field: (path: Path) => SourceLocation
}

/** How reports, outputs and messages name a function. */
export const keyOf = ({ namespace, name }: Pick<FunctionSource, 'namespace' | 'name'>): string => `${namespace}/${name}`

import type { SourceLocation } from '../errors.ts'

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
  readonly deployment: unknown
  readonly service: unknown
  readonly horizontalPodAutoscaler: unknown
}

export interface FunctionLocations {
  readonly name: SourceLocation
  readonly runtime: SourceLocation
  readonly handler: SourceLocation
  readonly code: SourceLocation
  readonly deps: SourceLocation
}

/** A Kubeless HTTPTrigger, its spec kept as parsed. */
export interface HttpTrigger {
  readonly kind: 'HTTPTrigger'
  readonly name: string
  readonly namespace: string
  readonly functionName: string
  readonly spec: unknown
  readonly at: SourceLocation
}

/** A Kubeless CronJobTrigger, its spec kept as parsed. */
export interface CronJobTrigger {
  readonly kind: 'CronJobTrigger'
  readonly name: string
  readonly namespace: string
  readonly functionName: string
  readonly spec: unknown
  readonly at: SourceLocation
}

export type Trigger = HttpTrigger | CronJobTrigger

/** How reports, outputs and messages name a function. */
export const keyOf = ({ namespace, name }: Pick<FunctionSource, 'namespace' | 'name'>): string => `${namespace}/${name}`

import type { SourceLocation } from '../errors.ts'
import type { Reference } from '../oci/reference.ts'
import type { Path } from './document.ts'
import type { Value, ValueObject } from './value.ts'

/** What a cluster is told of a function, whoever made its image, and where each part of it was written. */
export interface WorkloadSource {
  readonly name: string
  readonly namespace: string
  /** As written: `nodejs24`. */
  readonly runtime: string | undefined
  /** What the image's server is told to load; undefined when it is told nothing. */
  readonly handler: Handler | undefined
  readonly deployment: DeploymentPart
  readonly at: WorkloadLocations
}

/** What every front end (Kubeless, our own form) parses to: one function whose image is built from its spec. */
export interface FunctionSource extends WorkloadSource {
  readonly runtime: string
  readonly handler: Handler
  readonly code: FunctionCode
  /** Text of the dependency file; undefined when the spec has none (a folder may still bring one). */
  readonly deps: string | undefined
  /** The function container's literal variables, in order; those with `valueFrom` are not here. */
  readonly env: readonly EnvVar[]
  readonly at: FunctionLocations
}

/**
 * A function that brings its own image: nothing of it is built. As under Kubeless its server is told of the handler only
 * where the spec has code as well.
 */
export interface PrebuiltFunction extends WorkloadSource {
  /** As written: `acme/hello:1`. */
  readonly image: string
  /** What {@link image} says. */
  readonly reference: Reference
  readonly at: PrebuiltLocations
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

export interface WorkloadLocations {
  readonly name: SourceLocation
  /** Of any other field, from the top of the object down; of a missing one, its nearest parent. */
  readonly field: (path: Path) => SourceLocation
}

export interface FunctionLocations extends WorkloadLocations {
  readonly runtime: SourceLocation
  readonly handler: SourceLocation
  readonly code: SourceLocation
  readonly deps: SourceLocation
}

export interface PrebuiltLocations extends WorkloadLocations {
  readonly image: SourceLocation
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
export const keyOf = ({ namespace, name }: Pick<WorkloadSource, 'namespace' | 'name'>): string => `${namespace}/${name}`

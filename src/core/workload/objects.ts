import type { KubeObject } from '../cluster/object.ts'
import type { Resource } from '../cluster/resource.ts'
import type { Problem, SourceLocation } from '../errors.ts'
import type { FunctionSource, Trigger } from '../function/source.ts'
import type { Runtime } from '../runtime/catalogue.ts'
import type { KubelessConfig } from './kubeless-config.ts'

/** A function whose image is in the registry, and what calls it. */
export interface DeployedFunction {
  readonly source: FunctionSource
  readonly runtime: Runtime
  /** `repository@sha256:…`, as nodes pull it. */
  readonly image: string
  /** Of the image: the hash of its inputs. */
  readonly tag: string
  /** Those that name this function; see `triggersOf`. */
  readonly triggers: readonly Trigger[]
}

/** What decides a function's objects besides its spec. */
export interface WorkloadSettings {
  /** Undefined where there is none, or nobody asked. */
  readonly kubeless: KubelessConfig | undefined
  /** Names of Secrets that the pods pull with, besides those of the spec. */
  readonly pullSecrets: readonly string[]
}

/** One object as it is to be, complete; nothing in it changes from run to run. */
export interface DesiredObject<T extends KubeObject = KubeObject> {
  readonly resource: Resource<T>
  readonly object: T
  /** Of the part of the spec that it is made from. */
  readonly at: SourceLocation
}

export interface FunctionObjects {
  /** Service, Deployment, then what needs them, in the order in which they are best applied; the Deployment is always there. */
  readonly objects: readonly DesiredObject[]
  /** With an error among them, the objects are not to be used: a function is rolled out whole or not at all. */
  readonly problems: readonly Problem[]
}

/** Makes the objects that a function becomes: what `deploy` applies and `render` writes. */
export const functionObjects = (_fn: DeployedFunction, _settings: WorkloadSettings): FunctionObjects => ({
  objects: [],
  problems: [],
})

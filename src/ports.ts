import type { DependencyUnit } from './core/build/unit.ts'
import type { KubeObject, ObjectKey } from './core/cluster/object.ts'
import type { Resource } from './core/cluster/resource.ts'
import type { Rights } from './core/cluster/rights.ts'
import type { ActionError, Problem } from './core/errors.ts'
import type { EnvVar, FunctionSource } from './core/function/source.ts'
import type { FileEntry } from './core/image/content.ts'
import type { Digest } from './core/oci/digest.ts'
import type { Reference, Repository } from './core/oci/reference.ts'
import type { Descriptor, FetchedManifest, Layer } from './core/oci/types.ts'
import type { UnpackedEntry } from './core/oci/untar.ts'
import type { FunctionResult, RolloutResult } from './core/report/report.ts'

export type { DependencyUnit, Phase } from './core/build/unit.ts'

/** The user's repository of specs, read as text. */
export interface Workspace {
  /** From the repository's top level to the working directory: empty, or ending in `/`. */
  readonly prefix: string
  /** Finds spec files: those that `globs` name, else by discovery. Files that cannot be read come back as problems. */
  read(globs: readonly string[], signal: AbortSignal): Promise<SpecFiles>
  /** Reads one file of the working directory, undefined when there is none. */
  text(path: string): Promise<string | undefined>
  /** Replaces one file of the working directory, whole or not at all. */
  write(path: string, text: string): Promise<void>
}

export interface SpecFiles {
  readonly files: readonly SpecFile[]
  readonly problems: readonly Problem[]
}

/** One file that holds specs. `path` is relative to the repository's top level. */
export interface SpecFile {
  readonly path: string
  readonly text: string
}

/** The files behind `code.path` of a function, as git would store them; never spec and lock files of ours. */
export interface Sources {
  files(source: FunctionSource, signal: AbortSignal): Promise<FunctionFiles>
}

export interface FunctionFiles {
  /** Sorted by the UTF-8 bytes of their paths. */
  readonly files: readonly FileEntry[]
  readonly problems: readonly Problem[]
}

/** An answer about a manifest that keeps "there is none" apart from "nobody could say". */
export type ManifestAnswer =
  | { readonly status: 'present'; readonly manifest: FetchedManifest }
  | { readonly status: 'absent' }
  | { readonly status: 'unknown'; readonly error: ActionError }

/** As {@link ManifestAnswer}, for a HEAD. */
export type DigestAnswer =
  | { readonly status: 'present'; readonly digest: Digest }
  | { readonly status: 'absent' }
  | { readonly status: 'unknown'; readonly error: ActionError }

/** The verbs of the distribution-spec that the product uses. One instance speaks to all registries of a run. */
export interface Registry {
  /** Tells which repositories this run will touch, so that one token can serve up to 40 of them. */
  expect(access: readonly RepositoryAccess[]): void
  /** GET of a manifest by tag or digest. Never throws for what the registry answers; the bytes are checked. */
  manifest(reference: Reference, signal: AbortSignal): Promise<ManifestAnswer>
  /** HEAD of a manifest by tag; falls back to GET where a registry cannot answer HEAD. */
  digest(reference: Reference, signal: AbortSignal): Promise<DigestAnswer>
  /** Reads a small blob whole, checked; throws REGISTRY_FAILED. */
  blob(repository: Repository, descriptor: Descriptor, signal: AbortSignal): Promise<Uint8Array>
  /** Sends bytes at hand. Throws REGISTRY_FAILED. */
  upload(repository: Repository, blob: UploadBlob, signal: AbortSignal): Promise<Transfer>
  /**
   * Makes a blob of `from` present in `to`: mounts it on the same registry, else streams it, checking it on the way.
   * The same blob is streamed to a registry once in a run. Throws REGISTRY_FAILED.
   */
  copy(from: Repository, to: Repository, descriptor: Descriptor, signal: AbortSignal): Promise<Transfer>
  /** PUT of a manifest under the reference's tag. Throws REGISTRY_FAILED; {@link missingBlobs} reads the cause. */
  putManifest(reference: Reference, manifest: OutgoingManifest, signal: AbortSignal): Promise<void>
  /** Closes connections. */
  close(): void
}

export interface RepositoryAccess {
  readonly repository: Repository
  readonly push: boolean
}

export interface UploadBlob {
  readonly descriptor: Descriptor
  readonly bytes: Uint8Array
}

export interface OutgoingManifest {
  readonly mediaType: string
  readonly bytes: Uint8Array
}

/** How a blob got to where it is, and the bytes of it that left this machine. */
export interface Transfer {
  readonly how: 'known' | 'mounted' | 'uploaded' | 'streamed'
  readonly bytes: number
}

/** Asks registries as a node does that pulls: with the login it is given, and none of this run's. */
export interface Pulls {
  /** `dockerConfig` is the text of a Docker config file; without it, without a login. Never throws for what is answered. */
  prove(reference: Reference, dockerConfig: string | undefined, signal: AbortSignal): Promise<PullAnswer>
}

/** Whether an image can be pulled. Registries hide what may not be seen, so an image that is not there is denied as well. */
export type PullAnswer =
  | { readonly status: 'pulls' }
  | { readonly status: 'denied' }
  | { readonly status: 'unknown'; readonly error: ActionError }

/** The runtime servers that come with the product. */
export interface Shims {
  /** Returns the files of a shim's folder, sorted. */
  files(folder: string): Promise<readonly FileEntry[]>
}

/** Where install and compile commands run. Append and push are not its business. */
export interface Builder {
  readonly name: 'job' | 'docker' | 'runner'
  /**
   * Names the tools that stand in for the install image, when this builder does not use it: part of the dependency
   * key. Undefined: the install image's digest is.
   */
  toolchain(runtime: string, signal: AbortSignal): Promise<string | undefined>
  /** Says why this builder cannot run `unit`, before anything is built. */
  check(unit: DependencyUnit): Problem | undefined
  /** Runs the unit's command. Throws BUILD_FAILED with the last lines of the log. */
  run(unit: DependencyUnit, log: (line: string) => void, signal: AbortSignal): Promise<PhaseOutput>
}

/** What a phase left below /kubeless, without the files that were put there. */
export type PhaseOutput =
  | { readonly kind: 'files'; readonly files: readonly FileEntry[]; readonly release: () => Promise<void> }
  /** Already pushed as the layer of the unit's key (a Job does this). */
  | { readonly kind: 'layer'; readonly layer: Omit<Layer, 'bytes'> }

/**
 * One cluster. Objects are plain JSON as the API server has them, so that no field is lost on the way. Every verb throws
 * CLUSTER_FAILED; `refusalOf` reads what the server answered. Requests that the server asks to repeat (429, 503) and
 * connections that break are tried again within the signal; a POST whose answer was lost is sent again, and then may be
 * refused with AlreadyExists.
 */
export interface Cluster {
  readonly target: ClusterTarget
  /** Asks once a run. */
  version(signal: AbortSignal): Promise<ServerVersion>
  /** What this account may do in `namespace`: one SelfSubjectRulesReview, asked once a run. */
  rights(namespace: string, signal: AbortSignal): Promise<Rights>
  /** Undefined when there is none, or no such resource on this server. */
  get<T extends KubeObject>(resource: Resource<T>, key: ObjectKey, signal: AbortSignal): Promise<T | undefined>
  /** All of a namespace, however many pages; none when the server has no such resource. */
  list<T extends KubeObject>(resource: Resource<T>, query: ObjectQuery, signal: AbortSignal): Promise<readonly T[]>
  create<T extends KubeObject>(resource: Resource<T>, object: T, signal: AbortSignal): Promise<Written<T>>
  /** Server-side apply as field manager `function-images`, with strict field validation. */
  apply<T extends KubeObject>(
    resource: Resource<T>,
    object: T,
    options: ApplyOptions,
    signal: AbortSignal,
  ): Promise<Written<T>>
  /** JSON patch, https://www.rfc-editor.org/rfc/rfc6902. */
  patch<T extends KubeObject>(
    resource: Resource<T>,
    key: ObjectKey,
    patch: readonly PatchOperation[],
    signal: AbortSignal,
  ): Promise<Written<T>>
  /** Deletes with propagation Background; `gone` when there was nothing, or another object of that name. */
  delete(
    resource: Resource,
    key: ObjectKey,
    options: DeleteOptions,
    signal: AbortSignal,
  ): Promise<'deleted' | 'gone' | 'changed'>
  /**
   * Lists, then follows every change until the signal aborts, whatever happens to the connection. Followers of the same
   * resource, namespace and selectors share one watch. Ends with the signal's reason; throws for what will not change
   * (rights taken away, no such resource).
   */
  follow<T extends KubeObject>(
    resource: Resource<T>,
    query: ObjectQuery,
    signal: AbortSignal,
  ): AsyncIterable<ObjectChange<T>>
  /** Lines of one container, followed to its end where asked; reopened without loss when the connection breaks. */
  logs(pod: ObjectKey, container: string, options: LogOptions, signal: AbortSignal): AsyncIterable<string>
  /** Ends watches and connections. */
  close(): void
}

/** What a run says it works on, before it does. */
export interface ClusterTarget {
  /** Name of the kubeconfig's context, or `in-cluster`. */
  readonly context: string
  readonly server: string
  /** The context's own namespace, `default` where it names none. */
  readonly namespace: string
}

export interface ServerVersion {
  readonly major: number
  readonly minor: number
  /** `v1.35.4`. */
  readonly text: string
}

export interface ObjectQuery {
  readonly namespace: string
  /** As kubectl writes them: `created-by=kubeless,function=hello`. */
  readonly labelSelector?: string
  readonly fieldSelector?: string
}

/** An object as it is after a write, and what the server warned of (Pod Security says there what will be refused). */
export interface Written<T> {
  readonly object: T
  readonly warnings: readonly string[]
}

export interface ApplyOptions {
  /** Takes over fields that other managers own. */
  readonly force?: boolean
  /** The server answers with what would be, and stores nothing. */
  readonly dryRun?: boolean
}

export type PatchOperation =
  | { readonly op: 'add' | 'replace' | 'test'; readonly path: string; readonly value: unknown }
  | { readonly op: 'remove'; readonly path: string }

/** Preconditions: of another object of that name, or a newer version, nothing is deleted. */
export interface DeleteOptions {
  readonly uid?: string
  readonly resourceVersion?: string
}

export type ObjectChange<T> =
  | { readonly kind: 'present'; readonly object: T }
  | { readonly kind: 'deleted'; readonly object: T }
  /** Once, after all objects of the first list were given. */
  | { readonly kind: 'synced' }

export interface LogOptions {
  /** Of the container before its last restart. */
  readonly previous?: boolean
  readonly tailLines?: number
  readonly follow?: boolean
}

/**
 * Notes what a run owns in places that outlive it, before it makes it, so that a later step can take away what the run
 * did not get to.
 */
export interface Ledger {
  add(entry: LedgerEntry): void
  remove(entry: LedgerEntry): void
}

export type LedgerEntry =
  | { readonly kind: 'job'; readonly namespace: string; readonly name: string; readonly run: string }
  | { readonly kind: 'container'; readonly name: string }

/** Starts a function's server on this computer. */
export interface Launcher {
  /** Unpacks the files, starts the command over them and waits until it answers. Throws BUILD_FAILED with its last words. */
  start(launch: Launch, signal: AbortSignal): Promise<Served>
}

export interface Launch {
  /** With paths as in the image, below / . */
  readonly entries: readonly UnpackedEntry[]
  /** As in the image: interpreter, then the shim's path. */
  readonly command: readonly string[]
  readonly env: readonly EnvVar[]
  readonly port: number
}

/** A function that answers. */
export interface Served {
  readonly url: string
  /** Settles when the server ends, with its exit code. */
  readonly ended: Promise<number>
  /** Ends the server and removes its files. */
  stop(): Promise<void>
}

/** Keeps what was seen of a failure for people to look at later: in a workflow, a folder to upload. */
export interface Evidence {
  /** Writes one file; returns its path for people. Names are made of object names, `/` between. */
  save(name: string, text: string): Promise<string>
}

/** The time, in milliseconds: for durations in reports, and for how long a flow waits. */
export interface Clock {
  now(): number
  /** Throws the signal's reason when that comes first. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
}

/** All that a flow needs from outside. */
export interface Ports {
  readonly workspace: Workspace
  readonly sources: Sources
  readonly shims: Shims
  readonly registry: Registry
  readonly pulls: Pulls
  /** Undefined when nothing was chosen that can install dependencies. */
  readonly builder: Builder | undefined
  /** Undefined when none is configured. */
  readonly cluster: Cluster | undefined
  readonly evidence: Evidence
  readonly reporter: Reporter
  readonly clock: Clock
}

/** What people see while a run goes on; the final report is shown by the entry point. */
export interface Reporter {
  /** One sentence about something that is not an error. */
  notice(message: string): void
  warning(problem: Problem): void
  /** Work has begun on `done` of `total` units; shown on terminals only. */
  progress(done: number, total: number, what: string): void
  functionDone(result: FunctionResult): void
  rolloutDone(result: RolloutResult): void
  /** Writes text that another program reads to standard output, as it is. */
  print(text: string): void
  /** Opens a group of log lines; text in it is data and never a command to the runner. */
  group(title: string): LogGroup
}

export interface LogGroup {
  line(text: string): void
  end(): void
}

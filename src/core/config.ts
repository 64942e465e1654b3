import { ActionError } from './errors.ts'
import { parsePlatform } from './oci/platform.ts'
import type { Platform } from './oci/types.ts'
import { type Command, COMMANDS, OPTIONS, type Option } from './options.ts'

/** A run's settings, checked: nothing behind this looks at a raw string again. */
export interface Config {
  readonly command: Command
  readonly functions: readonly string[]
  readonly workingDirectory: string
  readonly namespace: string
  /** Host and path prefix, without a slash at the end; undefined means the embedded registry. */
  readonly registry: string | undefined
  readonly repository: string
  readonly sharedRepository: string | undefined
  readonly channel: string
  /** The default branch's channel: what a first build on another branch is compared with. */
  readonly defaultChannel: string
  readonly platforms: readonly Platform[]
  readonly builder: 'auto' | 'job' | 'docker' | 'runner' | 'never'
  readonly maxParallel: number
  readonly runtimes: string | undefined
  readonly lock: string
  readonly unpinned: boolean
  readonly check: boolean
  readonly verify: 'auto' | 'tag' | 'manifest'
  readonly insecureRegistries: readonly string[]
  readonly registryCa: string | undefined
  readonly imageMirrors: readonly ImageMirror[]
  readonly githubToken: string | undefined
  readonly username: string | undefined
  readonly password: string | undefined
  /** Path or text. */
  readonly kubeconfig: string | undefined
  readonly context: string | undefined
  readonly registryService: ServiceAddress | undefined
  readonly buildNamespace: string
  readonly pushSecret: string | undefined
  readonly builderImage: string
  readonly buildMemory: string
  /** In seconds. */
  readonly buildTimeout: number
  readonly dockerNetwork: string | undefined
  readonly pullSecret: string | undefined
  readonly dependents: 'roll' | 'list' | 'off'
  readonly kubeless: 'auto' | 'handover' | 'replace' | 'ignore'
  readonly wait: boolean
  /** In seconds. */
  readonly rolloutTimeout: number
  readonly onFailure: 'rollback' | 'keep'
  readonly prune: boolean
  readonly forceConflicts: boolean
  readonly dryRun: boolean
  readonly manifests: string
  /** The workflow run, for the order of rollouts; undefined elsewhere. */
  readonly run: WorkflowRun | undefined
  readonly format: 'text' | 'json'
  readonly data: string | undefined
  readonly port: number | undefined
  readonly docker: boolean
  readonly base: string | undefined
}

export interface ImageMirror {
  readonly from: string
  readonly to: string
}

/** A port of a Service of the cluster. */
export interface ServiceAddress {
  readonly namespace: string
  readonly name: string
  readonly port: number
}

/** One run of a workflow. https://docs.github.com/en/actions/reference/workflows-and-actions/variables */
export interface WorkflowRun {
  /** GITHUB_RUN_ID: later runs have higher ones. */
  readonly id: number
  /** GITHUB_RUN_ATTEMPT, from 1; more than 1 is somebody's deliberate re-run. */
  readonly attempt: number
  /** GITHUB_EVENT_NAME. */
  readonly event: string
  /** GITHUB_SHA. */
  readonly commit: string
  /** Page of the run, for people. */
  readonly url: string
}

/** What the user wrote, by option name; an empty string is the same as nothing. */
export type RawOptions = Readonly<Record<string, string | readonly string[] | undefined>>

/** Defaults that depend on where the program runs. */
export interface Surroundings {
  readonly registry: string | undefined
  readonly channel: string
  readonly defaultChannel: string
  readonly run?: WorkflowRun | undefined
}

/** Reads the raw strings of `command`'s options. Throws INPUT_INVALID with the option's name. */
export const parseConfig = (command: Command, raw: RawOptions, around: Surroundings): Config => {
  const read = readerOf(raw)
  return {
    command,
    functions: read.list('functions'),
    workingDirectory: read.text('working-directory') ?? '.',
    namespace: read.text('namespace') ?? 'default',
    registry: registryOf(read.text('registry') ?? around.registry),
    repository: templateOf(read.text('repository') ?? '{registry}/{name}'),
    sharedRepository: read.text('shared-repository'),
    channel: channelSlug(read.text('channel') ?? around.channel),
    defaultChannel: channelSlug(around.defaultChannel),
    platforms: platformsOf(read.list('platforms')),
    builder: read.choice('builder') as Config['builder'],
    maxParallel: read.number('max-parallel', 1) ?? 8,
    runtimes: read.text('runtimes'),
    lock: read.text('lock') ?? 'function-images.lock',
    unpinned: read.flag('unpinned'),
    check: read.flag('check'),
    verify: read.choice('verify') as Config['verify'],
    insecureRegistries: read.list('insecure-registries'),
    registryCa: read.text('registry-ca'),
    imageMirrors: read.list('image-mirrors').map(mirrorOf),
    githubToken: read.text('github-token'),
    username: read.text('username'),
    password: read.text('password'),
    kubeconfig: read.text('kubeconfig'),
    context: read.text('context'),
    registryService: serviceOf(read.text('registry-service')),
    buildNamespace: read.text('build-namespace') ?? read.text('namespace') ?? 'default',
    pushSecret: read.text('push-secret'),
    builderImage: read.text('builder-image') ?? '',
    buildMemory: quantityOf('build-memory', read.text('build-memory') ?? ''),
    buildTimeout: read.number('build-timeout', 1) ?? 900,
    dockerNetwork: read.text('docker-network'),
    pullSecret: read.text('pull-secret'),
    dependents: read.choice('dependents') as Config['dependents'],
    kubeless: read.choice('kubeless') as Config['kubeless'],
    wait: read.flag('wait'),
    rolloutTimeout: read.number('rollout-timeout', 1) ?? 300,
    onFailure: read.choice('on-failure') as Config['onFailure'],
    prune: read.flag('prune'),
    forceConflicts: read.flag('force-conflicts'),
    dryRun: read.flag('dry-run'),
    manifests: read.text('manifests') ?? 'manifests',
    run: around.run,
    format: read.choice('format') as Config['format'],
    data: read.text('data'),
    port: read.number('port', 0),
    docker: read.flag('docker'),
    base: read.text('base'),
  }
}

/** Tells whether `text` names a command. */
export const isCommand = (text: string): text is Command => Object.hasOwn(COMMANDS, text)

/** Makes a tag of a branch name: what a tag cannot hold becomes `-`. */
export const channelSlug = (text: string): string => {
  const slug = text.replaceAll(/[^A-Za-z0-9_.-]+/g, '-').replace(/^[.-]+/, '')
  return slug.slice(0, MAX_CHANNEL) || 'latest'
}

/** Leaves room for a function's name before it, in a tag of at most 128 characters. */
const MAX_CHANNEL = 60

interface Reader {
  text(name: string): string | undefined
  list(name: string): readonly string[]
  choice(name: string): string
  flag(name: string): boolean
  number(name: string, least: number): number | undefined
}

const readerOf = (raw: RawOptions): Reader => {
  const text = (name: string): string | undefined => {
    const value = raw[name]
    const last = typeof value === 'object' ? value.at(-1) : value
    const trimmed = last?.trim()
    return trimmed === undefined || trimmed === '' ? optionOf(name).default : trimmed
  }
  return {
    text,
    list: (name) => {
      const value = raw[name]
      const items = splitList(typeof value === 'object' ? value : [value ?? ''])
      return items.length > 0 ? items : splitList([optionOf(name).default ?? ''])
    },
    choice: (name) => {
      const choices = optionOf(name).choices ?? []
      const value = text(name) ?? ''
      if (choices.includes(value)) return value
      throw invalid(name, `"${value}" is not one of ${choices.join(', ')}`)
    },
    flag: (name) => {
      const value = text(name) ?? 'false'
      if (value === 'true' || value === 'false') return value === 'true'
      throw invalid(name, `"${value}" is neither true nor false`)
    },
    number: (name, least) => {
      const value = text(name)
      if (value === undefined) return undefined
      const number = Number(value)
      if (/^[0-9]+$/.test(value) && Number.isSafeInteger(number) && number >= least) return number
      throw invalid(name, `"${value}" is not a whole number of at least ${least}`)
    },
  }
}

const optionOf = (name: string): Option => {
  const option = OPTIONS.find((candidate) => candidate.name === name)
  if (option === undefined) throw new TypeError(`No option "${name}" in the table`)
  return option
}

const splitList = (values: readonly string[]): readonly string[] =>
  values
    .flatMap((value) => value.split(/[\n,]/))
    .map((item) => item.trim())
    .filter((item) => item !== '')

const invalid = (name: string, why: string): ActionError =>
  new ActionError('INPUT_INVALID', `Cannot read option "${name}": ${why}`)

const registryOf = (text: string | undefined): string | undefined => {
  if (text === undefined) return undefined
  const bare = text.replace(/\/+$/, '')
  if (/^[a-z]+:\/\//i.test(bare))
    throw invalid(
      'registry',
      `"${text}" has a scheme: write the host alone, and name it in insecure-registries for plain HTTP`,
    )
  if (bare === '' || /\s|[@{}]/.test(bare)) throw invalid('registry', `"${text}" is not a host and a path`)
  return bare
}

const templateOf = (text: string): string => {
  const unknown = text.match(/\{(?!(?:registry|namespace|name)\})[^}]*\}?/)
  if (unknown !== null) throw invalid('repository', `"${unknown[0]}" is not one of {registry}, {namespace}, {name}`)
  return text
}

const platformsOf = (texts: readonly string[]): readonly Platform[] => {
  const unique = [...new Set(texts)]
  return unique.map(parsePlatform)
}

const serviceOf = (text: string | undefined): ServiceAddress | undefined => {
  if (text === undefined) return undefined
  const [, namespace, name, port] = /^([a-z0-9-]+)\/([a-z0-9-]+):([0-9]{1,5})$/.exec(text) ?? []
  if (namespace === undefined || name === undefined)
    throw invalid('registry-service', `"${text}" is not NAMESPACE/NAME:PORT`)
  return { namespace, name, port: Number(port) }
}

/** https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
const quantityOf = (name: string, text: string): string => {
  if (/^[0-9]+(?:\.[0-9]+)?(?:[kMGTPE]|[KMGTPE]i)?$/.test(text)) return text
  throw invalid(name, `"${text}" is not a quantity like 512Mi or 2Gi`)
}

const mirrorOf = (text: string): ImageMirror => {
  const equals = text.indexOf('=')
  if (equals <= 0 || equals === text.length - 1) throw invalid('image-mirrors', `"${text}" is not FROM=TO`)
  return { from: text.slice(0, equals), to: text.slice(equals + 1) }
}

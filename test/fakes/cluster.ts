import { clusterFailed } from '../../src/core/cluster/failure.ts'
import type { KubeObject, ObjectKey } from '../../src/core/cluster/object.ts'
import type { Refusal } from '../../src/core/cluster/refusal.ts'
import { groupOf, type Resource } from '../../src/core/cluster/resource.ts'
import { missingRights, type Rights, type Verb } from '../../src/core/cluster/rights.ts'
import type { ApplyOptions, Cluster, LogOptions, ServerVersion, Written } from '../../src/ports.ts'
import { applyTo, noteUpdate, type Writer } from './cluster/apply.ts'
import type { Json } from './cluster/fields.ts'
import { followStore } from './cluster/followers.ts'
import { patched } from './cluster/json-patch.ts'
import { type FakeLog, openLog, type ReadableLog } from './cluster/logs.ts'
import { selects } from './cluster/selector.ts'
import { keyOf, metaOf, nameOf, openStore, type Store, type StoreChange } from './cluster/store.ts'

export interface FakeClusterOptions {
  /** What the account may do, in every namespace; all by default. What is not in it is refused. */
  readonly rights?: Rights
  /** The namespaces there are; by default, any. */
  readonly namespaces?: readonly string[]
  readonly version?: ServerVersion
  /** The field manager of this account. */
  readonly manager?: string
}

export interface FakeCluster extends Cluster {
  /** All that was asked, in order. */
  readonly requests: readonly FakeRequest[]
  /** Reads without asking. */
  read<T extends KubeObject>(resource: Resource<T>, key: ObjectKey): T | undefined
  /** Stores an object as somebody else would: kubectl, a controller, a user. Its status too. */
  put<T extends KubeObject>(resource: Resource<T>, object: T, writer?: Partial<Writer>): T
  /** Applies as another field manager, by force. */
  applyAs<T extends KubeObject>(manager: string, resource: Resource<T>, object: T): T
  /** Changes an object as somebody else would; throws when there is none. */
  change<T extends KubeObject>(resource: Resource<T>, key: ObjectKey, change: (object: T) => T, manager?: string): T
  /** Deletes an object as somebody else would. */
  remove(resource: Resource, key: ObjectKey): void
  /** Has a stand-in for a controller look at each object of `resource` after it changed; returns how to end that. */
  react<T extends KubeObject>(resource: Resource<T>, controller: (object: T) => void): () => void
  /** Calls back on every change of any object, in order; returns how to end that. */
  listen(listener: (change: StoreChange) => void): () => void
  /** Refuses the next requests that fit. */
  refuse(planted: PlantedRefusal): void
  /** Adds warnings to the next writes that fit. */
  warn(planted: PlantedWarning): void
  /** The log of a container, made when it is asked for first; `previous`, of the container before its last restart. */
  log(pod: ObjectKey, container: string, previous?: boolean): FakeLog
}

export interface FakeRequest {
  readonly verb: FakeVerb
  /** `jobs.batch`, `pods/log`; empty for version and rights. */
  readonly resource: string
  readonly namespace: string
  readonly name?: string
  readonly dryRun?: boolean
}

export type FakeVerb = Verb | 'apply' | 'logs' | 'version' | 'rights'

export interface PlantedRefusal {
  readonly verb: FakeVerb
  readonly plural: string
  /** Only of this name. */
  readonly name?: string
  readonly status: number
  readonly reason?: string
  readonly message?: string
  readonly causes?: Refusal['causes']
  /** How many requests; 1 by default. */
  readonly times?: number
}

export interface PlantedWarning {
  readonly verb: FakeVerb
  readonly plural: string
  readonly warnings: readonly string[]
  readonly times?: number
}

const ALL: Rights = {
  rules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'], resourceNames: [] }],
  incomplete: false,
}

const VERSION: ServerVersion = { major: 1, minor: 35, text: 'v1.35.4' }

/** A cluster in memory: objects, watches and server-side apply, but no controllers, no defaults and no pods that run. */
export const fakeCluster = (options: FakeClusterOptions = {}): FakeCluster => {
  const { rights = ALL, version = VERSION, manager = 'function-images' } = options
  const store = openStore()
  const gate = openGate(options)
  const writes = writesOver(store, gate, manager)
  const logs = new Map<string, ReadableLog>()
  const logOf = ({ namespace, name }: ObjectKey, container: string, previous = false): ReadableLog => {
    const id = `${namespace}/${name}/${container}/${String(previous)}`
    const log = logs.get(id) ?? openLog()
    logs.set(id, log)
    return log
  }
  const closed = new AbortController()
  const watched = new Map<string, number>()
  return {
    target: { context: 'fake', server: 'https://fake.invalid', namespace: 'default' },
    ...writes,
    ...testSide(store),
    requests: gate.requests,
    refuse: gate.refuse,
    warn: gate.warn,
    log: logOf,
    version: async (signal) => {
      signal.throwIfAborted()
      gate.note({ verb: 'version', resource: '', namespace: '' })
      return version
    },
    rights: async (namespace, signal) => {
      signal.throwIfAborted()
      gate.note({ verb: 'rights', resource: '', namespace })
      return rights
    },
    get: async (resource, key, signal) => {
      gate.ask({ verb: 'get', resource, ...key, what: `${resource.kind} "${key.name}"` }, signal)
      return store.read(resource, key) as never
    },
    list: async (resource, query, signal) => {
      gate.ask({ verb: 'list', resource, namespace: query.namespace, what: resource.plural }, signal)
      return store.all(resource).filter((object) => selects(query, object)) as never
    },
    follow: async function* (resource, query, signal) {
      const id = JSON.stringify([nameOf(resource), query])
      const attempt = { resource, namespace: query.namespace, what: resource.plural }
      if ((watched.get(id) ?? 0) === 0) {
        gate.ask({ verb: 'list', ...attempt }, signal)
        gate.ask({ verb: 'watch', ...attempt }, signal)
      }
      watched.set(id, (watched.get(id) ?? 0) + 1)
      try {
        yield* followStore(store, resource, query, AbortSignal.any([signal, closed.signal]))
      } finally {
        watched.set(id, (watched.get(id) ?? 1) - 1)
      }
    },
    logs: (pod, container, logOptions: LogOptions, signal) =>
      readLog({ gate, logs, logOf }, pod, container, logOptions, signal),
    close: () => closed.abort(new Error('closed')),
  }
}

type Gate = ReturnType<typeof openGate>

interface Asked {
  readonly verb: FakeVerb
  readonly resource: Pick<Resource, 'apiVersion' | 'plural'>
  readonly subresource?: string
  readonly namespace: string
  readonly name?: string
  readonly what: string
  readonly dryRun?: boolean
}

/** Everything asked goes through here: it is noted, and refused where rights or the test want that. */
const openGate = ({ rights = ALL, namespaces }: FakeClusterOptions) => {
  const requests: FakeRequest[] = []
  const refusals: { readonly planted: PlantedRefusal; left: number }[] = []
  const warnings: { readonly planted: PlantedWarning; left: number }[] = []
  const refused = (asked: Asked, refusal: Partial<Refusal> & { readonly status: number }) =>
    clusterFailed(attemptOf(asked), { reason: '', message: '', causes: [], ...refusal })
  const plantedFor = (asked: Asked): PlantedRefusal | undefined => {
    const found = refusals.find(
      ({ planted, left }) =>
        left > 0 && fits(planted, asked) && (planted.name === undefined || planted.name === asked.name),
    )
    if (found !== undefined) found.left -= 1
    return found?.planted
  }
  return {
    requests: requests as readonly FakeRequest[],
    refused,
    note: (request: FakeRequest) => void requests.push(request),
    refuse: (planted: PlantedRefusal) => void refusals.push({ planted, left: planted.times ?? 1 }),
    warn: (planted: PlantedWarning) => void warnings.push({ planted, left: planted.times ?? 1 }),
    warningsFor: (asked: Asked): readonly string[] => {
      const found = warnings.find(({ planted, left }) => left > 0 && fits(planted, asked))
      if (found !== undefined) found.left -= 1
      return found?.planted.warnings ?? []
    },
    ask: (asked: Asked, signal: AbortSignal): void => {
      signal.throwIfAborted()
      const { verb, namespace, name, dryRun } = asked
      requests.push({
        verb,
        resource: shownResource(asked),
        namespace,
        ...(name !== undefined && { name }),
        ...(dryRun === true && { dryRun }),
      })
      const planted = plantedFor(asked)
      if (planted !== undefined) throw refused(asked, { ...planted, message: planted.message ?? planted.reason ?? '' })
      if (lacks(rights, asked)) throw refused(asked, forbidden(asked))
      if ((verb === 'create' || verb === 'apply') && namespaces?.includes(namespace) === false)
        throw refused(asked, { status: 404, reason: 'NotFound', message: `namespaces "${namespace}" not found` })
    },
  }
}

const fits = (planted: { readonly verb: FakeVerb; readonly plural: string }, { verb, resource }: Asked): boolean =>
  planted.verb === verb && planted.plural === resource.plural

const attemptOf = ({ verb, what, namespace }: Asked) => ({
  verb: verb === 'watch' ? 'follow' : verb === 'logs' ? 'read the log of' : verb,
  what,
  namespace,
})

const verbOf = ({ verb }: Asked): Verb =>
  verb === 'apply' ? 'patch' : verb === 'logs' || verb === 'version' || verb === 'rights' ? 'get' : verb

const lacks = (rights: Rights, asked: Asked): boolean => {
  const { resource, subresource } = asked
  const need = { resource, verbs: [verbOf(asked)], ...(subresource === undefined ? {} : { subresource }) }
  return missingRights(rights, [need]).length > 0
}

const shownResource = ({ resource, subresource }: Asked): string => {
  const group = groupOf(resource)
  return `${resource.plural}${subresource === undefined ? '' : `/${subresource}`}${group === '' ? '' : `.${group}`}`
}

const forbidden = (asked: Asked) => ({
  status: 403,
  reason: 'Forbidden',
  message: `${shownResource(asked)}${asked.name === undefined ? '' : ` "${asked.name}"`} is forbidden: User "fake" cannot ${verbOf(asked)} resource "${asked.resource.plural}" in API group "${groupOf(asked.resource)}" in the namespace "${asked.namespace}"`,
})

const writesOver = (
  store: Store,
  gate: Gate,
  manager: string,
): Pick<Cluster, 'create' | 'apply' | 'patch' | 'delete'> => {
  const asked = (verb: FakeVerb, resource: Resource, key: ObjectKey, dryRun?: boolean): Asked => ({
    verb,
    resource,
    ...key,
    what: `${resource.kind} "${key.name}"`,
    ...(dryRun === true ? { dryRun } : {}),
  })
  const written = <T>(object: Json, request: Asked): Written<T> => ({
    object: object as T,
    warnings: gate.warningsFor(request),
  })
  return {
    create: async (resource, object, signal) => {
      const named = withName(object as unknown as Json, store.all(resource).length)
      const request = asked('create', resource, keyOf(named))
      gate.ask(request, signal)
      if (store.read(resource, keyOf(named)) !== undefined) throw gate.refused(request, alreadyExists(request))
      const owned = noteUpdate(undefined, encoded(named), { manager, operation: 'Update' })
      return written(store.write(resource, owned), request)
    },
    apply: async (resource, object, { force = false, dryRun = false }: ApplyOptions, signal) => {
      const applied = object as unknown as Json
      const request = asked('apply', resource, keyOf(applied), dryRun)
      gate.ask(request, signal)
      const live = store.read(resource, keyOf(applied))
      const version = metaOf(applied)['resourceVersion']
      if (version !== undefined && version !== (live && metaOf(live)['resourceVersion']))
        throw gate.refused(request, stale(request))
      const outcome = applyTo(live ?? identityOf(resource, applied), encoded(applied), manager, force)
      if (outcome.kind === 'conflict') throw gate.refused(request, conflicts(outcome.causes))
      const { object: merged } = outcome
      return written(dryRun ? store.preview(resource, merged) : store.write(resource, merged), request)
    },
    patch: async (resource, key, patch, signal) => {
      const request = asked('patch', resource, key)
      gate.ask(request, signal)
      const live = store.read(resource, key)
      if (live === undefined) throw gate.refused(request, notFound(request))
      const next = patchedOr(live, patch, (message) =>
        gate.refused(request, { status: 422, reason: 'Invalid', message }),
      )
      const ownership = patch.some(({ path }) => path.startsWith('/metadata/managedFields'))
      const owned = ownership ? next : noteUpdate(live, next, { manager, operation: 'Update' })
      return written(store.write(resource, owned), request)
    },
    delete: async (resource, key, { uid, resourceVersion }, signal) => {
      gate.ask(asked('delete', resource, key), signal)
      const live = store.read(resource, key)
      if (live === undefined || (uid !== undefined && metaOf(live)['uid'] !== uid)) return 'gone'
      if (resourceVersion !== undefined && metaOf(live)['resourceVersion'] !== resourceVersion) return 'changed'
      store.remove(resource, key)
      return 'deleted'
    },
  }
}

const withName = (object: Json, count: number): Json => {
  const { generateName, ...metadata } = metaOf(object)
  return metadata['name'] === undefined
    ? { ...object, metadata: { ...metadata, generateName, name: `${String(generateName)}${count}` } }
    : object
}

/** A Secret's text is kept as base64. */
const encoded = ({ stringData, ...object }: Json): Json => {
  if (stringData === undefined) return object
  const entries = Object.entries(stringData as Record<string, string>)
  const data = Object.fromEntries(entries.map(([name, text]) => [name, Buffer.from(text).toString('base64')]))
  return { ...object, data: { ...(object['data'] as Json | undefined), ...data } }
}

const identityOf = ({ apiVersion, kind }: Resource, object: Json): Json => ({
  apiVersion,
  kind,
  metadata: { ...keyOf(object) },
})

const patchedOr = (live: Json, patch: Parameters<typeof patched>[1], refusal: (message: string) => Error): Json => {
  try {
    return patched(live, patch)
  } catch (error) {
    throw refusal(error instanceof Error ? error.message : String(error))
  }
}

const quoted = (asked: Asked): string => `${shownResource(asked)} "${asked.name ?? ''}"`

const alreadyExists = (asked: Asked) => ({
  status: 409,
  reason: 'AlreadyExists',
  message: `${quoted(asked)} already exists`,
})

const notFound = (asked: Asked) => ({ status: 404, reason: 'NotFound', message: `${quoted(asked)} not found` })

const stale = (asked: Asked) => ({
  status: 409,
  reason: 'Conflict',
  message: `Operation cannot be fulfilled on ${quoted(asked)}: the object has been modified; please apply your changes to the latest version and try again`,
})

const conflicts = (causes: Refusal['causes']) => ({
  status: 409,
  reason: 'Conflict',
  message: `Apply failed with ${causes.length} conflict${causes.length === 1 ? '' : 's'}: ${causes.map(({ message, field }) => `${message}: ${field}`).join(', ')}`,
  causes,
})

const testSide = (
  store: Store,
): Pick<FakeCluster, 'read' | 'put' | 'applyAs' | 'change' | 'remove' | 'react' | 'listen'> => {
  const put: FakeCluster['put'] = (resource, object, { manager = 'somebody', operation = 'Update' } = {}) => {
    const before = store.read(resource, keyOf(object as unknown as Json))
    const given = object as unknown as Json
    const kept = metaOf(given)['managedFields'] ?? (before && metaOf(before)['managedFields'])
    const next = {
      apiVersion: resource.apiVersion,
      kind: resource.kind,
      ...given,
      metadata: { ...metaOf(given), ...(kept !== undefined && { managedFields: kept }) },
    }
    return store.write(resource, noteUpdate(before, next, { manager, operation })) as never
  }
  return {
    put,
    read: (resource, key) => store.read(resource, key) as never,
    applyAs: (manager, resource, object) => {
      const applied = object as unknown as Json
      const live = store.read(resource, keyOf(applied)) ?? identityOf(resource, applied)
      const outcome = applyTo(live, applied, manager, true)
      if (outcome.kind === 'conflict') throw new Error('A forced apply has no conflicts')
      return store.write(resource, outcome.object) as never
    },
    change: (resource, key, change, manager) => {
      const object = store.read(resource, key)
      if (object === undefined) throw new Error(`There is no ${resource.plural} ${key.namespace}/${key.name}`)
      return put(resource, change(object as never), manager === undefined ? {} : { manager })
    },
    remove: (resource, key) => store.remove(resource, key),
    listen: (listener) => store.listen(listener),
    react: (resource, controller) =>
      store.listen(({ resource: changed, after }) => {
        if (changed === nameOf(resource) && after !== undefined) setImmediate(() => controller(after as never))
      }),
  }
}

interface LogSide {
  readonly gate: Gate
  readonly logs: ReadonlyMap<string, ReadableLog>
  readonly logOf: (pod: ObjectKey, container: string, previous?: boolean) => ReadableLog
}

const PODS = { apiVersion: 'v1', plural: 'pods' }

async function* readLog(
  { gate, logs, logOf }: LogSide,
  pod: ObjectKey,
  container: string,
  options: LogOptions,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const request: Asked = {
    verb: 'logs',
    resource: PODS,
    subresource: 'log',
    ...pod,
    what: `container "${container}" of Pod "${pod.name}"`,
  }
  gate.ask(request, signal)
  const { previous = false } = options
  if (previous && !logs.has(`${pod.namespace}/${pod.name}/${container}/true`))
    throw gate.refused(request, {
      status: 400,
      reason: 'BadRequest',
      message: `previous terminated container "${container}" in pod "${pod.name}" not found`,
    })
  yield* logOf(pod, container, previous).read(options, signal)
}

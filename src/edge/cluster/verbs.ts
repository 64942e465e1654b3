import { keyOfObject, type KubeObject, type ObjectKey } from '../../core/cluster/object.ts'
import { isRefused, refusalOf } from '../../core/cluster/refusal.ts'
import { pathOf, type Resource } from '../../core/cluster/resource.ts'
import type { Cluster, ObjectQuery, Written } from '../../ports.ts'
import { listAll } from './list.ts'
import type { Answer, Call, Connection } from './request.ts'

/** Who we are to server-side apply. */
const FIELD_MANAGER = 'function-images'

/** What every write says: an unknown field is an error, not left out. https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation */
const WRITE = { fieldManager: FIELD_MANAGER, fieldValidation: 'Strict' }

/** Returns the verbs on objects. */
export const verbsOver = (
  connection: Connection,
): Pick<Cluster, 'get' | 'list' | 'create' | 'apply' | 'patch' | 'delete'> => ({
  get: <T extends KubeObject>(resource: Resource<T>, key: ObjectKey, signal: AbortSignal) =>
    unlessAbsent(async () => (await connection.ask({ ...on('get', resource, key), method: 'GET', signal })).json as T),
  list: <T extends KubeObject>(resource: Resource<T>, query: ObjectQuery, signal: AbortSignal) =>
    list(connection, resource, query, signal),
  create: async (resource, object, signal) => {
    const { namespace, name } = keyOfObject(object)
    const what = name === '' ? `a ${resource.kind}` : `${resource.kind} "${name}"`
    const answer = await connection.ask({
      attempt: { verb: 'create', what, namespace },
      method: 'POST',
      path: pathOf(resource, namespace),
      query: WRITE,
      body: typed(resource, object),
      signal,
    })
    return written(answer)
  },
  apply: async (resource, object, { force = false, dryRun = false }, signal) => {
    const answer = await connection.ask({
      ...on('apply', resource, keyOfObject(object)),
      method: 'PATCH',
      query: { ...WRITE, force: String(force), dryRun: dryRun ? 'All' : undefined },
      // JSON is YAML; servers before 1.33 know no other name for it.
      contentType: 'application/apply-patch+yaml',
      body: typed(resource, object),
      signal,
    })
    return written(answer)
  },
  patch: async (resource, key, patch, signal) => {
    const answer = await connection.ask({
      ...on('patch', resource, key),
      method: 'PATCH',
      query: WRITE,
      contentType: 'application/json-patch+json',
      body: patch,
      signal,
    })
    return written(answer)
  },
  delete: (resource, key, { uid, resourceVersion }, signal) => {
    const preconditions = { ...(uid && { uid }), ...(resourceVersion && { resourceVersion }) }
    return remove(connection, {
      ...on('delete', resource, key),
      method: 'DELETE',
      body: { apiVersion: 'v1', kind: 'DeleteOptions', propagationPolicy: 'Background', preconditions },
      signal,
    })
  },
})

const on = (verb: string, resource: Resource, { namespace, name }: ObjectKey): Pick<Call, 'attempt' | 'path'> => ({
  attempt: { verb, what: `${resource.kind} "${name}"`, namespace },
  path: pathOf(resource, namespace, name),
})

/** Absent is the object, its namespace, or the resource itself. */
const unlessAbsent = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await work()
  } catch (error) {
    if (isRefused(error, 404)) return undefined
    throw error
  }
}

const list = async <T extends KubeObject>(
  connection: Connection,
  resource: Resource<T>,
  query: ObjectQuery,
  signal: AbortSignal,
): Promise<readonly T[]> => (await unlessAbsent(() => listAll(connection, resource, query, signal)))?.items ?? []

const typed = ({ apiVersion, kind }: Resource, object: KubeObject): KubeObject => ({ apiVersion, kind, ...object })

const written = <T>({ json, warnings }: Answer): Written<T> => ({ object: json as T, warnings })

const remove = async (connection: Connection, call: Call): Promise<'deleted' | 'gone' | 'changed'> => {
  try {
    await connection.ask(call)
    return 'deleted'
  } catch (error) {
    if (isRefused(error, 404)) return 'gone'
    // The server tells only in words which of the two was not met.
    const { status, message = '' } = refusalOf(error) ?? {}
    if (status === 409 && /precondition/i.test(message)) return /\bUID in/i.test(message) ? 'gone' : 'changed'
    throw error
  }
}

import type { KubeObject } from '../../core/cluster/object.ts'
import { isRefused } from '../../core/cluster/refusal.ts'
import { pathOf, type Resource } from '../../core/cluster/resource.ts'
import { isLoopback } from '../../core/registry/address.ts'
import type { ObjectQuery } from '../../ports.ts'
import { PAGE } from './limits.ts'
import type { Connection } from './request.ts'

export interface Listed<T> {
  readonly items: readonly T[]
  /** What a watch can begin at. */
  readonly resourceVersion: string
}

interface Page {
  readonly metadata?: { readonly continue?: string; readonly resourceVersion?: string }
  readonly items?: readonly KubeObject[] | null
}

/** Lists all pages of a namespace; begins again, in one page, when the server has forgotten what it began with. */
export const listAll = async <T extends KubeObject>(
  connection: Connection,
  resource: Resource<T>,
  query: ObjectQuery,
  signal: AbortSignal,
): Promise<Listed<T>> => {
  const items: T[] = []
  let limit: number | undefined = PAGE
  let next: string | undefined
  for (;;) {
    const page: Page | undefined = await pageOf(connection, { resource, query, limit, next }, signal)
    if (page === undefined) {
      items.length = 0
      limit = undefined
      next = undefined
      continue
    }
    // Objects in lists do not say what they are; everywhere else they do.
    const { apiVersion, kind } = resource
    for (const item of page.items ?? []) items.push({ apiVersion, kind, ...item } as T)
    next = page.metadata?.continue
    if (next === undefined || next === '') return { items, resourceVersion: page.metadata?.resourceVersion ?? '' }
  }
}

/** Returns the selectors of a query as the API server takes them. */
export const selectorsOf = ({ labelSelector, fieldSelector }: ObjectQuery) => ({ labelSelector, fieldSelector })

interface PageQuery {
  readonly resource: Resource
  readonly query: ObjectQuery
  readonly limit: number | undefined
  readonly next: string | undefined
}

const pageOf = async (
  connection: Connection,
  { resource, query, limit, next }: PageQuery,
  signal: AbortSignal,
): Promise<Page | undefined> => {
  try {
    const { json } = await connection.ask({
      attempt: { verb: 'list', what: resource.plural, namespace: query.namespace },
      method: 'GET',
      path: pathOf(resource, query.namespace),
      query: { ...selectorsOf(query), limit: limit?.toString(), continue: next },
      headers: isLoopback(new URL(connection.target.server).hostname) ? {} : { 'accept-encoding': 'gzip' },
      signal,
    })
    return json as Page
  } catch (error) {
    if (next !== undefined && isRefused(error, 410)) return undefined
    throw error
  }
}

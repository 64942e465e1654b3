import { setTimeout as sleep } from 'node:timers/promises'
import type { Bed } from './cluster.ts'

/**
 * Names what is in a namespace of all that builds make, `jobs/…`, `pods/…`, once nothing is or `limit` milliseconds are over.
 * Asked as the bed's own user: the requests of runs are counted.
 */
export const leftoversIn = async (
  bed: Pick<Bed, 'ask'>,
  namespace: string,
  limit: number,
): Promise<readonly string[]> => {
  const end = Date.now() + limit
  for (;;) {
    const lists = await Promise.all(MADE.map(async (path) => named(path, await namesIn(bed, path, namespace))))
    const left = lists.flat().filter((name) => name !== 'configmaps/kube-root-ca.crt')
    if (left.length === 0 || Date.now() > end) return left
    await sleep(500)
  }
}

export const JOBS = '/apis/batch/v1/namespaces/*/jobs'

const MADE = [JOBS, ...['pods', 'secrets', 'configmaps'].map((plural) => `/api/v1/namespaces/*/${plural}`)]

const named = (path: string, names: readonly string[]): readonly string[] =>
  names.map((name) => `${path.slice(path.lastIndexOf('/') + 1)}/${name}`)

/** Names the objects of a namespace that a path leads to; `*` in it stands for the namespace. */
export const namesIn = async (
  { ask }: Pick<Bed, 'ask'>,
  path: string,
  namespace: string,
): Promise<readonly string[]> => {
  const list = await ask<List>('GET', path.replace('*', namespace))
  return list?.items.map(({ metadata }) => metadata.name) ?? []
}

interface List {
  readonly items: readonly { readonly metadata: { readonly name: string } }[]
}

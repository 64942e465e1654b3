import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Ask } from './api.ts'

export interface NamespaceOptions {
  /** The level of Pod Security that is enforced; none when left out. */
  readonly enforce?: 'baseline' | 'restricted'
  /** Before the random end of its name. */
  readonly prefix?: string
}

/** Makes a namespace, waits until its default account is there, and returns its name. */
export const makeNamespace = async (ask: Ask, { enforce, prefix = 'test' }: NamespaceOptions = {}): Promise<string> => {
  const name = `${prefix}-${randomBytes(4).toString('hex')}`
  const labels = enforce === undefined ? {} : { 'pod-security.kubernetes.io/enforce': enforce }
  await ask('POST', NAMESPACES, { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } })
  const limit = Date.now() + ACCOUNT_LIMIT
  while ((await ask('GET', `${NAMESPACES}/${name}/serviceaccounts/default`)) === undefined) {
    if (Date.now() > limit) throw new Error(`Namespace "${name}" gets no account`)
    await sleep(50)
  }
  return name
}

/** Deletes a namespace, and does not wait for its end. */
export const deleteNamespace = async (ask: Ask, name: string): Promise<void> => {
  await ask('DELETE', `${NAMESPACES}/${name}`)
}

/** A variable that is set where the cluster goes soon after the tests do. */
export const GOES = 'FUNCTION_IMAGES_BED_GOES'

/**
 * Leaves a namespace behind as it is fit: where the cluster goes too, only its pods end. To delete a namespace, a cluster
 * looks through everything that could be in it, which takes it a tenth of a second of processor.
 */
export const leaveNamespace = async (ask: Ask, name: string): Promise<void> => {
  if (process.env[GOES] === undefined) return deleteNamespace(ask, name)
  for (const path of RUNNING) await ask('DELETE', `/${path.replace('*', name)}?propagationPolicy=Background`)
}

const RUNNING = [
  'apis/apps/v1/namespaces/*/deployments',
  'apis/apps/v1/namespaces/*/statefulsets',
  'apis/apps/v1/namespaces/*/daemonsets',
  'apis/batch/v1/namespaces/*/cronjobs',
  'apis/batch/v1/namespaces/*/jobs',
  'api/v1/namespaces/*/pods',
]

const NAMESPACES = '/api/v1/namespaces'

/** Controllers take their time to come back after an API server was away. In milliseconds. */
const ACCOUNT_LIMIT = 120_000

import { rm } from 'node:fs/promises'
import { after, type TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { makeAccount, type PolicyRule } from './cluster/account.ts'
import { API_SERVER, NARROW_API_SERVER, NPM_REGISTRY, PYPI, REGISTRY } from './cluster/addresses.ts'
import { auditLogOf, narrowApiServer } from './cluster/api-server.ts'
import { type Ask, askAs } from './cluster/api.ts'
import { type AuditEntry, readAudit } from './cluster/audit.ts'
import { takeDown } from './cluster/down.ts'
import { compact } from './cluster/etcd.ts'
import { kubeconfigOf } from './cluster/kubeconfig.ts'
import { type Kubectl, kubectlOf } from './cluster/kubectl.ts'
import { leaveNamespace, makeNamespace, type NamespaceOptions } from './cluster/namespace.ts'
import { type PartName, PARTS } from './cluster/parts.ts'
import { type Place, placeOfBed } from './cluster/place.ts'
import { whyNoBed } from './cluster/requirements.ts'
import { bringUp, isUp } from './cluster/up.ts'
import { readNpmToken } from './cluster/verdaccio.ts'

export type { PolicyRule } from './cluster/account.ts'
export type { AuditEntry } from './cluster/audit.ts'
export type { Kubectl } from './cluster/kubectl.ts'
export type { NamespaceOptions } from './cluster/namespace.ts'
export type { PartName } from './cluster/parts.ts'

/** A cluster of one node with registries, all on one address of this machine that pods, node and tests reach alike. */
export interface Bed {
  /** The API server's URL. */
  readonly server: string
  /** The path of a kubeconfig that may do anything, as user `admin`. */
  readonly kubeconfig: string
  /** Host and port of the registry: plain HTTP, no login; holds the bases of `bases.ts` below `hub`. */
  readonly registry: string
  /** The npm registry, ending in `/`, and the token that shows packages of scope `@private`. */
  readonly npm: { readonly url: string; readonly token: string }
  /** The index for pip, plain HTTP, ending in `/`. */
  readonly pypi: string
  /** Runs kubectl as user `bed`, so that the audit log tells a test's own requests from those of a run. */
  readonly kubectl: Kubectl
  /** Asks the API server itself, as user `bed` too; cheaper than kubectl, which is a process. */
  readonly ask: Ask
  /** Makes a namespace that is left behind empty, or deleted, after the test, and waits until its default account is there. */
  namespace(t: TestContext, options?: NamespaceOptions): Promise<string>
  /** Makes an account with the rights of `rules` in `namespace`; returns the path of its kubeconfig, gone after the test. */
  accountWith(t: TestContext, namespace: string, rules: readonly PolicyRule[]): Promise<string>
  /** Returns the requests to the API server that came at or after `since`; user `bed` asks for it. */
  audit(since: Date): Promise<readonly AuditEntry[]>
  /** Starts, until the test ends, another API server that takes one request at a time from all but administrators. */
  narrowServer(t: TestContext): Promise<NarrowServer>
  /** Ends a part at once, as a crash does. The test has to start it again. */
  kill(part: PartName): Promise<void>
  /** Starts a part that was ended, and returns when it answers. */
  start(part: PartName): Promise<void>
  /** Makes the API server's store forget all that was before now; a server that is then started has no memory of it either. */
  compact(): Promise<void>
}

export interface NarrowServer {
  readonly url: string
  /** As {@link Bed.audit}, of this server. */
  audit(since: Date): Promise<readonly AuditEntry[]>
}

/**
 * Returns the bed that is up, or brings one up that goes down with this process's tests. Where that cannot be, the test
 * is skipped, and the answer undefined; where the bed is said to be complete (FUNCTION_IMAGES_BED=complete) it fails.
 */
export const bedFor = async (t: TestContext): Promise<Bed | undefined> => {
  const why = await whyNoBed()
  if (why !== undefined) {
    if (process.env['FUNCTION_IMAGES_BED'] === 'complete') throw new Error(why)
    t.skip(why)
    return undefined
  }
  opening ??= openBed(placeOfBed())
  return opening
}

let opening: Promise<Bed> | undefined

/** The place of a bed that this process has brought up. */
let own: Place | undefined

after(async () => {
  if (own !== undefined) await takeDown(own)
})

/** The time that another process has to bring the bed up, in milliseconds. */
const UP_LIMIT = 60_000

const openBed = async (place: Place): Promise<Bed> => {
  const limit = Date.now() + UP_LIMIT
  while (!(await isUp(place))) {
    const failure = await bringUp(place, () => undefined).then(
      () => undefined,
      (error: unknown) => error as Error,
    )
    if (failure === undefined) own = place
    else if (Date.now() > limit || !isTaken(failure)) throw failure
    else await sleep(200)
  }
  return attach(place)
}

/** Says whether another process has made the folder first. */
const isTaken = ({ cause }: Error): boolean => (cause as { readonly code?: string } | undefined)?.code === 'EEXIST'

const attach = async (place: Place): Promise<Bed> => {
  const kubectl = await kubectlOf(place, 'bed')
  const ask = await askAs(place, 'bed')
  return {
    server: API_SERVER,
    kubeconfig: kubeconfigOf(place, 'admin'),
    registry: REGISTRY,
    npm: { url: NPM_REGISTRY, token: await readNpmToken(place) },
    pypi: PYPI,
    kubectl,
    ask,
    namespace: async (t, options) => {
      const name = await makeNamespace(ask, options)
      t.after(() => leaveNamespace(ask, name))
      return name
    },
    accountWith: async (t, namespace, rules) => {
      const path = await makeAccount(place, ask, { namespace, rules })
      t.after(() => rm(path, { force: true }))
      return path
    },
    audit: (since) => readAudit(auditLogOf(place), since, ask),
    narrowServer: (t) => openNarrowServer(t, place),
    kill: (part) => PARTS[part].stop(place, 'SIGKILL'),
    start: (part) => startAgain(place, part),
    compact,
  }
}

const openNarrowServer = async (t: TestContext, place: Place): Promise<NarrowServer> => {
  await narrowApiServer.start(place)
  t.after(() => narrowApiServer.stop(place, 'SIGKILL'))
  const ask = await askAs(place, 'bed', NARROW_API_SERVER)
  return {
    url: NARROW_API_SERVER,
    audit: (since) => readAudit(auditLogOf(place, 'narrow-api-server'), since, ask),
  }
}

const startAgain = async (place: Place, part: PartName): Promise<void> => {
  await PARTS[part].start(place)
  if (part === 'api-server') await Promise.all(FORGETFUL.map((name) => restart(place, name)))
}

/** Those that have lost the API server look for it less and less often, up to a minute; new ones find it at once. */
const FORGETFUL = ['controller-manager', 'scheduler', 'kube-proxy'] as const

const restart = async (place: Place, part: PartName): Promise<void> => {
  await PARTS[part].stop(place, 'SIGKILL')
  await PARTS[part].start(place)
}

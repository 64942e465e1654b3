import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { NEEDS, rulesOf } from '../../src/core/cluster/roles.ts'
import { openCluster } from '../../src/edge/cluster/cluster.ts'
import type { Cluster } from '../../src/ports.ts'
import { NODE } from '../../test/real/bed/bases.ts'
import { makeAccount } from '../../test/real/bed/cluster/account.ts'
import { NPM_REGISTRY, REGISTRY } from '../../test/real/bed/cluster/addresses.ts'
import { auditLogOf } from '../../test/real/bed/cluster/api-server.ts'
import { askAs } from '../../test/real/bed/cluster/api.ts'
import { type AuditEntry, readAudit } from '../../test/real/bed/cluster/audit.ts'
import { takeDown } from '../../test/real/bed/cluster/down.ts'
import { kubeconfigOf } from '../../test/real/bed/cluster/kubeconfig.ts'
import { type Kubectl, kubectlOf } from '../../test/real/bed/cluster/kubectl.ts'
import { deleteNamespace, makeNamespace } from '../../test/real/bed/cluster/namespace.ts'
import { placeOfBed } from '../../test/real/bed/cluster/place.ts'
import { bringUp, isUp } from '../../test/real/bed/cluster/up.ts'
import { CLI } from '../../test/real/bed/desk.ts'
import { findProgram } from '../../test/real/bed/programs.ts'
import type { Command } from '../measure.ts'

/** The bed's cluster, and what it has beside it. */
export interface Ground {
  readonly folder: string
  /** Makes a namespace with an account that may do what our commands need, and no more. */
  lot(): Promise<Lot>
  /** Deletes what was made; takes the bed down if it was brought up for this. */
  close(): Promise<void>
}

/** A namespace in which only restricted pods may run. */
export interface Lot {
  readonly folder: string
  readonly namespace: string
  /** Host and port. */
  readonly registry: string
  /** Of npm, ending in `/`. */
  readonly npm: string
  /** The base of functions, as pods see it. */
  readonly base: string
  /** As the account. */
  readonly cluster: Cluster
  readonly kubectl: Kubectl
  /** Our command line as the account, with images below `repository` of the registry. */
  ours(cwd: string, args: readonly string[], repository?: string): Command
  /** kubectl in the namespace, as a process to be timed. */
  asKubectl(args: readonly string[]): Command
  /** The account's requests that came at or after `since`. */
  audit(since: Date): Promise<readonly AuditEntry[]>
  /** As {@link Lot.audit}, of everybody in the namespace. */
  auditOfAll(since: Date): Promise<readonly AuditEntry[]>
}

/** Uses the bed that is up, or brings one up. */
export const openGround = async (): Promise<Ground> => {
  const place = placeOfBed()
  const own = !(await isUp(place))
  if (own) await bringUp(place, () => undefined)
  const folder = await mkdtemp(join(tmpdir(), 'function-images-bench-'))
  const kubectl = await kubectlOf(place, 'bed')
  const ask = await askAs(place, 'bed')
  const audit = (since: Date): Promise<readonly AuditEntry[]> => readAudit(auditLogOf(place), since, ask)
  const found = await findProgram('kubectl')
  if (found.status === 'missing') throw new Error(found.why)
  const kubectlPath = found.path
  const closing: (() => unknown)[] = [() => rm(folder, { recursive: true, force: true })]
  const lot = async (): Promise<Lot> => {
    const namespace = await makeNamespace(ask, { prefix: 'figures', enforce: 'restricted' })
    closing.push(() => deleteNamespace(ask, namespace))
    const rules = rulesOf([...NEEDS.build, ...NEEDS.deploy])
    const kubeconfig = await makeAccount(place, ask, { namespace, rules })
    closing.push(() => rm(kubeconfig, { force: true }))
    const cluster = await openCluster({ kubeconfig, context: undefined, env: {}, cwd: '/', onSecret: () => undefined })
    closing.push(() => cluster.close())
    const user = `system:serviceaccount:${namespace}:${basename(kubeconfig)}`
    return {
      folder: join(folder, namespace),
      namespace,
      registry: REGISTRY,
      npm: NPM_REGISTRY,
      base: `${REGISTRY}/hub/${NODE}`,
      cluster,
      kubectl: (args, input) => kubectl(['--namespace', namespace, ...args], input),
      ours: (cwd, args, repository = 'own') => ({
        program: process.execPath,
        args: [CLI, ...args, ...flags(namespace, repository), '--kubeconfig', kubeconfig],
        cwd,
      }),
      asKubectl: (args) => ({
        program: kubectlPath,
        args: ['--kubeconfig', kubeconfigOf(place, 'bed'), '--namespace', namespace, ...args],
      }),
      auditOfAll: async (since) => (await audit(since)).filter((entry) => entry.namespace === namespace),
      audit: async (since) => (await audit(since)).filter((entry) => entry.user === user),
    }
  }
  return {
    folder,
    lot,
    close: async () => {
      for (const close of closing.toReversed()) await close()
      if (own) await takeDown(place)
    },
  }
}

const flags = (namespace: string, repository: string): readonly string[] => [
  '--namespace',
  namespace,
  '--channel',
  'main',
  '--registry',
  `${REGISTRY}/${namespace}/${repository}`,
  '--insecure-registries',
  REGISTRY,
  '--image-mirrors',
  `docker.io=${REGISTRY}/hub`,
]

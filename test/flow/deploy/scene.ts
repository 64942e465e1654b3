import type { Deployment, KubeObject } from '../../../src/core/cluster/object.ts'
import { DEPLOYMENTS, SERVICE_ACCOUNTS } from '../../../src/core/cluster/resource.ts'
import type { Config, WorkflowRun } from '../../../src/core/config.ts'
import type { RawOptions } from '../../../src/core/config.ts'
import type { TargetConfig } from '../../../src/core/image/target.ts'
import type { Report } from '../../../src/core/report/report.ts'
import { deploy } from '../../../src/flow/deploy.ts'
import { lock } from '../../../src/flow/lock.ts'
import type { Ports, PullAnswer } from '../../../src/ports.ts'
import { leapingClock } from '../../fakes/clock.ts'
import { type FakeCluster, fakeCluster, type FakeClusterOptions, type FakeRequest } from '../../fakes/cluster.ts'
import { type Fate, runDeployments } from '../../fakes/cluster/deployments.ts'
import { configOf, openStage, signal, spec, type Stage } from '../stage.ts'

/** A repository, a registry and a cluster in memory, and what runs of deploy do to them. */
export interface Scene extends Stage {
  readonly cluster: FakeCluster
  deploy(raw?: RawOptions, over?: Over): Promise<Report>
  /** Requests since the last call of it. */
  asked(): readonly FakeRequest[]
  deployment(name: string, namespace?: string): Deployment | undefined
}

export interface Over {
  readonly run?: WorkflowRun
  readonly ports?: Partial<Ports>
  readonly signal?: AbortSignal
}

export interface SceneOptions extends FakeClusterOptions {
  /** Of pods, by their image; all serve by default. */
  readonly fate?: Fate
  /** Answers to proofs of pulls, by the text of the Docker config. */
  readonly pulls?: (config: string | undefined) => PullAnswer['status']
}

/** Opens a scene with a function of each of `names`. */
export const openScene = async (names: readonly string[], options: SceneOptions = {}): Promise<Scene> => {
  const stage = await openStage()
  for (const name of names) stage.files.set(`${name}.yaml`, spec(name))
  await lock(configOf('lock'), stage.ports(), signal)
  const cluster = fakeCluster(options)
  cluster.put(SERVICE_ACCOUNTS, { metadata: { namespace: 'default', name: 'default' } })
  runDeployments(cluster, options.fate ?? (() => 'serves'))
  const { pulls = () => 'pulls' } = options
  let seen = 0
  return {
    ...stage,
    cluster,
    deploy: (raw = {}, over = {}) => {
      const config: Config & TargetConfig = { ...configOf('deploy', raw), run: over.run }
      const ports = stage.ports({
        cluster,
        clock: leapingClock(),
        pulls: { prove: async (_, text) => ({ status: pulls(text) }) as PullAnswer },
        ...over.ports,
      })
      return deploy(config, ports, over.signal ?? signal)
    },
    asked: () => {
      const since = cluster.requests.slice(seen)
      seen = cluster.requests.length
      return since
    },
    deployment: (name, namespace = 'default') => cluster.read(DEPLOYMENTS, { namespace, name }),
  }
}

/** Run number `id` of a workflow. */
export const runOf = (id: number, over: Partial<WorkflowRun> = {}): WorkflowRun => ({
  id,
  attempt: 1,
  event: 'push',
  commit: `c${id}`,
  url: `https://github.com/acme/shop/actions/runs/${id}`,
  ...over,
})

/** Requests that could have changed something. */
export const writes = (requests: readonly FakeRequest[]): readonly FakeRequest[] =>
  requests.filter(({ verb, dryRun }) => ['create', 'apply', 'patch', 'delete'].includes(verb) && dryRun !== true)

/** The states of a report's rollouts, by kind and name. */
export const states = ({ rollouts }: Report): Readonly<Record<string, string>> =>
  Object.fromEntries(rollouts.map(({ kind, name, state }) => [`${kind}/${name}`, state]))

export const imageOf = (object: Deployment | undefined): string | undefined =>
  object?.spec?.template.spec?.containers[0]?.image

/** A workload of somebody else with one container of `image`. */
export const workloadOf = (name: string, image: string, metadata: KubeObject['metadata'] = {}): Deployment => ({
  metadata: { namespace: 'default', name, ...metadata },
  spec: {
    selector: { matchLabels: { app: name } },
    template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'main', image }] } },
  },
})

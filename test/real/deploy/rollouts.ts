import type { TestContext } from 'node:test'
import type {
  Container,
  DaemonSet,
  Deployment,
  PodSpec,
  StatefulSet,
  Workload,
} from '../../../src/core/cluster/object.ts'
import { DAEMON_SETS, DEPLOYMENTS, type Resource, STATEFUL_SETS } from '../../../src/core/cluster/resource.ts'
import { systemClock } from '../../../src/edge/clock.ts'
import { openCluster } from '../../../src/edge/cluster/cluster.ts'
import { restore } from '../../../src/flow/restore.ts'
import { openRollouts, type Rollout, type RolloutOutcome, type RolloutSettings } from '../../../src/flow/rollouts.ts'
import type { Cluster } from '../../../src/ports.ts'
import { type Bed, bedFor } from '../bed/cluster.ts'

/** One Deployment and one StatefulSet in a namespace of their own on a real cluster, and what rolls them out. */
export interface RolloutScene {
  readonly bed: Bed
  readonly cluster: Cluster
  readonly namespace: string
  /** Of the node base. */
  readonly image: string
  readonly evidence: Map<string, string>
  /** Server-side apply, as deploy does it. */
  write(object: Deployment, options?: { readonly force?: boolean }): Promise<Rollout>
  writeStatefulSet(object: StatefulSet): Promise<Rollout>
  writeDaemonSet(object: DaemonSet): Promise<Rollout>
  follow(rollout: Rollout, settings?: Partial<RolloutSettings>, signal?: AbortSignal): Promise<RolloutOutcome>
  /** Tells whether `kubectl rollout status` is content within that time. */
  kubectlContent(what: string, seconds?: number): Promise<boolean>
}

export const never = new AbortController().signal

/** Opens a scene whose kubeconfig `way` gives; undefined where there is no bed, and the test is skipped. */
export const openScene = async (
  t: TestContext,
  way: (bed: Bed) => Promise<string> = async (bed) => bed.kubeconfig,
): Promise<RolloutScene | undefined> => {
  const bed = await bedFor(t)
  if (bed === undefined) return undefined
  const namespace = await bed.namespace(t, { prefix: 'rollout' })
  const kubeconfig = await way(bed)
  const cluster = await openCluster({ kubeconfig, context: undefined, env: {}, cwd: '/', onSecret: () => undefined })
  t.after(() => cluster.close())
  const evidence = new Map<string, string>()
  const save = async (name: string, text: string): Promise<string> => {
    evidence.set(name, text)
    return name
  }
  const reporter = { notice: (text: string) => t.diagnostic(text) } as never
  const ports = { cluster, reporter, evidence: { save }, clock: systemClock }
  return {
    bed,
    cluster,
    namespace,
    image: `${bed.registry}/hub/library/node:24-slim`,
    evidence,
    write: (object, { force = false } = {}) => apply(cluster, DEPLOYMENTS, { namespace, object, force }),
    writeStatefulSet: (object) => apply(cluster, STATEFUL_SETS, { namespace, object, force: false }),
    writeDaemonSet: (object) => apply(cluster, DAEMON_SETS, { namespace, object, force: false }),
    follow: async (rollout, settings = {}, signal = never) => {
      const rollouts = openRollouts(namespace, ports, { rolloutTimeout: 60, onFailure: 'keep', ...settings })
      t.after(() => rollouts.close())
      return rollouts.follow(rollout, signal)
    },
    kubectlContent: async (what, seconds = 2) => {
      const args = ['rollout', 'status', what, '--namespace', namespace, `--timeout=${seconds}s`]
      return bed.kubectl(args).then(
        () => true,
        () => false,
      )
    },
  }
}

interface Applying<T> {
  readonly namespace: string
  readonly object: T
  readonly force: boolean
}

const apply = async <T extends Workload>(
  cluster: Cluster,
  resource: Resource<T>,
  { namespace, object, force }: Applying<T>,
): Promise<Rollout> => {
  const key = { namespace, name: object.metadata?.name ?? '' }
  const before = await cluster.get(resource, key, never)
  const { apiVersion, kind } = resource
  const whole = { ...object, apiVersion, kind, metadata: { ...object.metadata, namespace } }
  const { object: written } = await cluster.apply(resource, whole, { force }, never)
  const change = { resource: resource as Resource<Workload>, before, written }
  return {
    ...change,
    key,
    at: { file: 'function.yaml', line: 1, column: 1 },
    undo: (signal) => restore(cluster, change, signal),
  }
}

/** A program in Node, and what is needed of a pod around it. */
export interface PodForm {
  readonly image: string
  readonly program?: string
  readonly container?: Partial<Container>
  readonly pod?: Partial<PodSpec>
}

const SERVE = `require('node:http').createServer((_, answer) => answer.end('ok')).listen(8080)`

/** A Deployment whose pods are ready when they serve, and end at once. */
export const deploymentOf = (name: string, form: PodForm, spec: object = {}): Deployment => ({
  metadata: { name },
  spec: { ...specOf(name, form), strategy: { rollingUpdate: { maxUnavailable: 0 } }, ...spec },
})

export const statefulSetOf = (name: string, form: PodForm): StatefulSet => ({
  metadata: { name },
  spec: { ...specOf(name, form), replicas: 2, serviceName: name },
})

export const daemonSetOf = (name: string, form: PodForm): DaemonSet => ({
  metadata: { name },
  spec: specOf(name, form),
})

const specOf = (name: string, { image, program = SERVE, container = {}, pod = {} }: PodForm) => ({
  selector: { matchLabels: { app: name } },
  template: {
    metadata: { labels: { app: name } },
    spec: {
      terminationGracePeriodSeconds: 0,
      containers: [
        {
          name: 'main',
          image,
          command: ['node', '-e', program],
          readinessProbe: { httpGet: { path: '/', port: 8080 }, periodSeconds: 1 },
          ...container,
        },
      ],
      ...pod,
    },
  },
})

/** Ends as our shims do when they cannot load the handler. */
export const CANNOT_LOAD = `require('node:fs').writeFileSync('/dev/termination-log', "Error: Cannot find module './x'\\n    at load"); console.log('loading'); process.exit(1)`

export const IDLE = 'setInterval(() => undefined, 1000)'

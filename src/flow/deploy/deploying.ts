import type { KubeObject } from '../../core/cluster/object.ts'
import type { Config } from '../../core/config.ts'
import type { SourceLocation } from '../../core/errors.ts'
import type { WorkloadSource } from '../../core/function/source.ts'
import type { TargetConfig } from '../../core/image/target.ts'
import type { RolloutResult } from '../../core/report/report.ts'
import type { Adoption } from '../../core/rollout/adoption.ts'
import type { WorkloadSettings } from '../../core/workload/objects.ts'
import type { Cluster, Ports } from '../../ports.ts'
import type { Rollouts } from '../rollouts.ts'
import type { PullProofs } from './pull-proofs.ts'
import type { Snapshot } from './snapshot.ts'

/** What the steps of one deploy share. */
export interface Deploying {
  readonly config: Config & TargetConfig
  readonly ports: DeployPorts
  readonly settings: WorkloadSettings
  /** Of what Kubeless made; undefined when nobody can say. */
  readonly adoption: Adoption | undefined
  /** Whose objects they are: see prune. */
  readonly origin: string
  readonly pulls: PullProofs
  /** As they were before the first write. */
  readonly snapshot: (namespace: string) => Snapshot
  readonly rollouts: (namespace: string) => Rollouts
  /** Namespaces that turned out to be gone: nothing more is tried there. */
  readonly gone: Set<string>
}

export type DeployPorts = Ports & { readonly cluster: Cluster }

/** Names the owner of what a run applies: its repository, or outside a workflow the place of its images. */
export const originOf = ({ run, registry, repository }: Config): string =>
  run === undefined ? repository.replace('{registry}', registry ?? '') : run.url.replace(/\/actions\/runs\/[0-9]+$/, '')

/** The beginning of each result about an object. */
export const resultFor = (
  { kind, metadata }: KubeObject,
  state: RolloutResult['state'],
): Pick<RolloutResult, 'kind' | 'namespace' | 'name' | 'state' | 'waitingFor'> => ({
  kind: kind ?? '',
  namespace: metadata?.namespace ?? '',
  name: metadata?.name ?? '',
  state,
  waitingFor: [],
})

/** Returns where the spec writes a field of an object that is made of it, by the path that an API server gives. */
export const fieldPlace = (
  { at }: Pick<WorkloadSource, 'at'>,
  { kind }: Pick<KubeObject, 'kind'>,
  field: string,
): SourceLocation | undefined => {
  const root = kind === undefined ? undefined : ROOTS[kind]
  if (root === undefined) return undefined
  const steps = field.replace(/\[[^\]]*\]/g, '.0').split('.')
  const path = steps.filter((step) => step !== '').map((step) => (/^[0-9]+$/.test(step) ? Number(step) : step))
  return at.field([...root.at, ...path.slice(root.skips)])
}

/** Where each kind stands in a spec, and how much of the object's path that stands for. */
const ROOTS: Readonly<Record<string, { readonly at: readonly string[]; readonly skips: number }>> = {
  Deployment: { at: ['spec', 'deployment'], skips: 0 },
  Service: { at: ['spec', 'service'], skips: 1 },
  HorizontalPodAutoscaler: { at: ['spec', 'horizontalPodAutoscaler'], skips: 0 },
}

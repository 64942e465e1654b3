import type { Deployment } from '../cluster/object.ts'
import type { WorkloadSource } from '../function/source.ts'
import type { ValueObject } from '../function/value.ts'
import type { FunctionPort } from './container.ts'
import { functionContainer } from './container.ts'
import { DEFAULT_TIMEOUT } from './environment.ts'
import { annotated, objectLabels, selectorOf } from './labels.ts'
import type { DeployedFunction, WorkloadSettings } from './objects.ts'
import { listAt, mappingAt, orElse, textAt, valueAt } from './part.ts'
import { restricted } from './security.ts'

/** What a Deployment needs to know of the function's other objects. */
export interface DeploymentParts {
  /** `spec.deployment` over the cluster's defaults. */
  readonly given: ValueObject
  readonly port: FunctionPort
  /** An autoscaler sets the replicas. */
  readonly scaled: boolean
}

/** Returns a function's Deployment: all that the spec says of it, and what Kubeless' controller added. */
export const deploymentOf = (fn: DeployedFunction, parts: DeploymentParts, settings: WorkloadSettings): Deployment => {
  const { source } = fn
  const { status: _status, ...given } = parts.given
  const { replicas, ...spec } = mappingAt(given, 'spec')
  return {
    ...given,
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: source.name,
      namespace: source.namespace,
      labels: { ...mappingAt(given, 'metadata', 'labels'), ...objectLabels(source, source.deployment.labels) },
      ...annotated({ ...mappingAt(given, 'metadata', 'annotations'), ...ownAnnotations(source) }),
    },
    spec: {
      ...(parts.scaled || replicas === undefined ? {} : { replicas }),
      minReadySeconds: SETTLING_SECONDS,
      ...spec,
      // Kubeless' own: live objects have it, and it cannot be changed.
      selector: { matchLabels: selectorOf(source) },
      strategy: orElse(mappingAt(spec, 'strategy'), { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0 } }),
      template: podTemplate(fn, mappingAt(spec, 'template'), parts, settings),
    },
  } as unknown as Deployment
}

/**
 * How long a new pod has to stay ready before an old one goes: a function that loads and then crashes would else take the
 * working version with it. The new pod serves meanwhile. A first crash can hide between two looks of the kubelet, since the
 * container starts again at once; the second one cannot.
 */
const SETTLING_SECONDS = 5

const podTemplate = (
  fn: DeployedFunction,
  given: ValueObject,
  { port }: DeploymentParts,
  settings: WorkloadSettings,
): ValueObject => {
  const { source } = fn
  return {
    ...given,
    metadata: {
      labels: { ...mappingAt(given, 'metadata', 'labels'), ...objectLabels(source, source.deployment.labels) },
      annotations: {
        'prometheus.io/scrape': 'true',
        'prometheus.io/path': '/metrics',
        'prometheus.io/port': String(port.number),
        ...mappingAt(given, 'metadata', 'annotations'),
        ...ownAnnotations(source),
      },
    },
    spec: podSpec(fn, mappingAt(given, 'spec'), port, settings),
  }
}

const podSpec = (
  fn: DeployedFunction,
  given: ValueObject,
  port: FunctionPort,
  { kubeless, pullSecrets }: WorkloadSettings,
): ValueObject => {
  const { source } = fn
  const [container = {}, ...others] = listAt(given, 'containers')
  const liveness = kubeless?.livenessProbes.get(probeName(source))
  // Kubeless took the first one's resources for its build containers: such a one has no image, and nothing to run.
  const init = listAt(given, 'initContainers').filter((candidate) => textAt(candidate, 'image') !== undefined)
  const { initContainers: _init, imagePullSecrets: _secrets, ...rest } = given
  const secrets = [...listAt(given, 'imagePullSecrets'), ...pullSecrets.map((name) => ({ name }))]
  return restricted({
    terminationGracePeriodSeconds: Number(source.deployment.timeout ?? DEFAULT_TIMEOUT) + GRACE_SECONDS,
    ...rest,
    ...(init.length === 0 ? {} : { initContainers: init }),
    ...(secrets.length === 0 ? {} : { imagePullSecrets: uniqueByName(secrets) }),
    affinity: orElse(mappingAt(given, 'affinity'), apart(source)),
    containers: [functionContainer(fn, container, port, liveness), ...others],
  })
}

/** Kubeless looked probes up by the letters that a runtime begins with: `nodejs` for `nodejs_distroless8`. */
const probeName = ({ runtime = '' }: WorkloadSource): string => /^[a-zA-Z]+/.exec(runtime)?.[0] ?? ''

/** A call that began before the end may take its whole time, after the seconds in which requests still arrive. */
const GRACE_SECONDS = 10

const uniqueByName = (items: readonly ValueObject[]): readonly ValueObject[] => [
  ...new Map(items.map((item) => [valueAt(item, 'name'), item])).values(),
]

/** Spreads a function's pods over nodes where that can be. */
const apart = (source: WorkloadSource): ValueObject => ({
  podAntiAffinity: {
    preferredDuringSchedulingIgnoredDuringExecution: [
      {
        weight: 100,
        podAffinityTerm: {
          labelSelector: { matchLabels: selectorOf(source) },
          topologyKey: 'kubernetes.io/hostname',
        },
      },
    ],
  },
})

/** What kubectl and controllers write on an object is about that object, not about what is made of it. */
const ownAnnotations = ({ deployment }: WorkloadSource): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(deployment.annotations).filter(([key]) => !FOREIGN.test(key)))

const FOREIGN = /^(?:kubectl\.kubernetes\.io\/last-applied-configuration|deployment\.kubernetes\.io\/.*)$/

import type { KubeObject, Service } from '../cluster/object.ts'
import { AUTOSCALERS, CRON_JOBS, DEPLOYMENTS, INGRESSES, type Resource, SERVICES } from '../cluster/resource.ts'
import type { Problem, SourceLocation } from '../errors.ts'
import type { Trigger, WorkloadSource } from '../function/source.ts'
import type { ValueObject } from '../function/value.ts'
import type { Runtime } from '../runtime/catalogue.ts'
import { autoscalerOf } from './autoscaler.ts'
import type { FunctionPort } from './container.ts'
import { cronJobOf } from './cronjob.ts'
import { overDefaults } from './defaults.ts'
import { deploymentOf } from './deployment.ts'
import { doubtsOf } from './doubts.ts'
import { ingressOf } from './ingress.ts'
import type { KubelessConfig } from './kubeless-config.ts'
import { listAt, mappingAt, withoutNulls } from './part.ts'
import { callPort, functionPort, serviceOf } from './service.ts'

/** A function whose image is known, and what calls it. */
export interface DeployedFunction {
  readonly source: WorkloadSource
  /** What the image was built on; undefined when the function brings it, and nobody knows what is in it. */
  readonly runtime: Runtime | undefined
  /** As nodes pull it: `repository@sha256:…`, or by tag where the digest is not known. */
  readonly image: string
  /** As the spec writes the image, where the function brings it. */
  readonly written?: string
  /** Those that name this function; see `triggersOf`. */
  readonly triggers: readonly Trigger[]
}

/** What decides a function's objects besides its spec. */
export interface WorkloadSettings {
  /** Undefined where there is none, or nobody asked. */
  readonly kubeless: KubelessConfig | undefined
  /** Names of Secrets that the pods pull with, besides those of the spec. */
  readonly pullSecrets: readonly string[]
}

/** One object as it is to be, complete; nothing in it changes from run to run. */
export interface DesiredObject<T extends KubeObject = KubeObject> {
  readonly resource: Resource<T>
  readonly object: T
  /** Of the part of the spec that it is made from. */
  readonly at: SourceLocation
}

export interface FunctionObjects {
  /** Service, Deployment, then what needs them, in the order in which they are best applied; the Deployment is always there. */
  readonly objects: readonly DesiredObject[]
  /** With an error among them, the objects are not to be used: a function is rolled out whole or not at all. */
  readonly problems: readonly Problem[]
}

/** Makes the objects that a function becomes: what `deploy` applies and `render` writes. */
export const functionObjects = (fn: DeployedFunction, settings: WorkloadSettings): FunctionObjects => {
  const { source, triggers } = fn
  const given = withoutNulls(overDefaults(settings.kubeless?.deployment, source.deployment.deployment))
  const pod = mappingAt(given, 'spec', 'template', 'spec')
  const service = serviceOf(source, settings.kubeless?.serviceType)
  const port = functionPort(service, listAt(pod, 'containers')[0] ?? {})
  const autoscaler = autoscalerOf(source)
  const deployment = deploymentOf(fn, { given, port, scaled: autoscaler.object !== undefined }, settings)
  const called = triggers.map((trigger) =>
    triggerObject(fn, trigger, {
      service,
      port,
      pod: mappingAt(deployment as ValueObject, 'spec', 'template', 'spec'),
    }),
  )
  const at = source.at.field(['spec', 'horizontalPodAutoscaler'])
  return {
    objects: [
      { resource: SERVICES, object: service, at: source.at.field(['spec', 'service']) },
      { resource: DEPLOYMENTS, object: deployment, at: source.at.field(['spec', 'deployment']) },
      ...(autoscaler.object === undefined ? [] : [{ resource: AUTOSCALERS, object: autoscaler.object, at }]),
      ...called.flatMap(({ object }) => object ?? []),
    ],
    problems: [
      ...doubtsOf(fn, service, deployment),
      ...autoscaler.problems,
      ...called.flatMap(({ problems }) => problems),
    ],
  }
}

interface Callee {
  readonly service: Service
  readonly port: FunctionPort
  readonly pod: ValueObject
}

interface TriggerObject {
  readonly object?: DesiredObject
  readonly problems: readonly Problem[]
}

const triggerObject = (fn: DeployedFunction, trigger: Trigger, { service, port, pod }: Callee): TriggerObject => {
  const { at } = trigger
  switch (trigger.kind) {
    case 'HTTPTrigger': {
      const { object, problems } = ingressOf(fn.source, trigger, service.spec?.ports?.[0]?.port ?? port.number)
      return object === undefined ? { problems } : { object: { resource: INGRESSES, object, at }, problems }
    }
    case 'CronJobTrigger': {
      const { object, problems } = cronJobOf(fn, trigger, { pod, port: callPort(service, port) })
      return object === undefined ? { problems } : { object: { resource: CRON_JOBS, object, at }, problems }
    }
  }
}

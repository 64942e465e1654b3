import { type Problem, specProblem } from '../errors.ts'
import type { HorizontalPodAutoscaler } from '../cluster/object.ts'
import type { WorkloadSource } from '../function/source.ts'
import type { Value, ValueObject } from '../function/value.ts'
import { annotated, objectLabels } from './labels.ts'
import { listAt, mappingAt, textAt, valueAt, withoutNulls } from './part.ts'

export interface AutoscalerAnswer {
  readonly object: HorizontalPodAutoscaler | undefined
  readonly problems: readonly Problem[]
}

/**
 * Returns a function's autoscaler in the form autoscaling/v2, from v2beta1 as Kubeless took it or from v2 itself. As under
 * Kubeless one without both names has no effect; it may be there only because a client writes all fields.
 * https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v2/
 */
export const autoscalerOf = (source: WorkloadSource): AutoscalerAnswer => {
  const given = withoutNulls(source.deployment.horizontalPodAutoscaler ?? {})
  const { metrics: _metrics, ...spec } = mappingAt(given, 'spec')
  const name = textAt(given, 'metadata', 'name')
  const target = mappingAt(spec, 'scaleTargetRef')
  if (name === undefined || textAt(target, 'name') === undefined)
    return { object: undefined, problems: idle(source, given) }
  const metrics = listAt(given, 'spec', 'metrics').map((metric, index) => metricOf(source, metric, index))
  return {
    object: {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: {
        name,
        namespace: source.namespace,
        labels: {
          ...mappingAt(given, 'metadata', 'labels'),
          ...objectLabels(source, source.deployment.labels),
        },
        ...annotated(mappingAt(given, 'metadata', 'annotations')),
      },
      spec: {
        ...spec,
        scaleTargetRef: targetOf(target),
        ...(metrics.length === 0 ? {} : { metrics: metrics.flatMap(({ metric }) => metric ?? []) }),
      },
    } as unknown as HorizontalPodAutoscaler,
    problems: metrics.flatMap(({ problem }) => problem ?? []),
  }
}

const PATH = ['spec', 'horizontalPodAutoscaler']

const idle = (source: WorkloadSource, given: ValueObject): readonly Problem[] => {
  if ((valueAt(given, 'spec', 'maxReplicas') ?? 0) === 0) return []
  return [
    {
      severity: 'warning',
      code: 'SPEC_INVALID',
      message: 'Cannot use "spec.horizontalPodAutoscaler": it needs metadata.name and spec.scaleTargetRef.name',
      at: source.at.field(PATH),
      hint: `Set both to "${source.name}"`,
    },
  ]
}

/** Groups that Deployments were served in before apps/v1 are gone. */
const targetOf = (target: ValueObject): ValueObject =>
  (textAt(target, 'kind') ?? 'Deployment') === 'Deployment'
    ? { ...target, apiVersion: 'apps/v1', kind: 'Deployment' }
    : target

interface MetricAnswer {
  readonly metric?: ValueObject
  readonly problem?: Problem
}

const metricOf = (source: WorkloadSource, metric: ValueObject, index: number): MetricAnswer => {
  const type = textAt(metric, 'type') ?? ''
  const key = `${type.charAt(0).toLowerCase()}${type.slice(1)}`
  const body = mappingAt(metric, key)
  const convert = Object.hasOwn(CONVERSIONS, type) ? CONVERSIONS[type] : undefined
  const converted = isCurrent(type, body) ? body : convert?.(body)
  if (converted !== undefined) return { metric: { type, [key]: converted } }
  const why = convert === undefined ? `its type "${type}" is unknown` : `"${key}" names no target value`
  const hint = `Known are ${Object.keys(CONVERSIONS).join(', ')}, in the form of autoscaling/v2 or v2beta1`
  const message = `Cannot use "spec.horizontalPodAutoscaler.spec.metrics[${index}]": ${why}`
  return { problem: specProblem(source.at.field([...PATH, 'spec', 'metrics', index]), message, hint) }
}

/** In v2 each metric has a target with a type; in v2beta1 only objects have a `target`, and it is what v2 describes. */
const isCurrent = (type: string, body: ValueObject): boolean =>
  Object.hasOwn(CONVERSIONS, type) && textAt(body, 'target', 'type') !== undefined

/** From autoscaling/v2beta1; undefined when there is no target in it. */
const CONVERSIONS: Readonly<Record<string, (body: ValueObject) => ValueObject | undefined>> = {
  Resource: ({ name = '', ...body }) => withTarget({ name }, utilizationIn(body)),
  ContainerResource: ({ name = '', container = '', ...body }) => withTarget({ name, container }, utilizationIn(body)),
  Pods: (body) => withTarget({ metric: metricIn(body, 'selector') }, averageIn(body, 'targetAverageValue')),
  Object: (body) =>
    withTarget(
      { describedObject: mappingAt(body, 'target'), metric: metricIn(body, 'selector') },
      averageIn(body, 'averageValue') ?? valueIn(body),
    ),
  External: (body) =>
    withTarget({ metric: metricIn(body, 'metricSelector') }, averageIn(body, 'targetAverageValue') ?? valueIn(body)),
}

const withTarget = (metric: ValueObject, target: ValueObject | undefined): ValueObject | undefined =>
  target === undefined ? undefined : { ...metric, target }

const metricIn = (body: ValueObject, selectorKey: string): ValueObject => {
  const selector = mappingAt(body, selectorKey)
  const name: Value = textAt(body, 'metricName') ?? ''
  return Object.keys(selector).length === 0 ? { name } : { name, selector }
}

const utilizationIn = (body: ValueObject): ValueObject | undefined => {
  const averageUtilization = valueAt(body, 'targetAverageUtilization')
  return averageUtilization === undefined
    ? averageIn(body, 'targetAverageValue')
    : { type: 'Utilization', averageUtilization }
}

const averageIn = (body: ValueObject, key: string): ValueObject | undefined => {
  const averageValue = valueAt(body, key)
  return isUnset(averageValue) ? undefined : { type: 'AverageValue', averageValue: averageValue ?? '' }
}

const valueIn = (body: ValueObject): ValueObject | undefined => {
  const value = valueAt(body, 'targetValue')
  return isUnset(value) ? undefined : { type: 'Value', value: value ?? '' }
}

/** A typed client writes `0` for a quantity that nobody set. */
const isUnset = (quantity: Value | undefined): boolean => quantity === undefined || quantity === '0' || quantity === 0

import type { Value, ValueObject } from '../function/value.ts'
import { environment } from './environment.ts'
import type { DeployedFunction } from './objects.ts'
import { listAt, mappingAt, orElse, valueAt } from './part.ts'

/** Where the function listens, and the name a Service may know the port by. */
export interface FunctionPort {
  readonly number: number
  readonly name?: string
}

/**
 * Returns the function's container: what the spec says of it, the image, and what Kubeless' controller added.
 * `liveness` takes the place of the contract's probe.
 */
export const functionContainer = (
  { source, runtime, image }: DeployedFunction,
  container: ValueObject,
  port: FunctionPort,
  liveness: Value | undefined,
): ValueObject => {
  const hasShim = runtime?.shim !== undefined
  return {
    ...container,
    name: source.name,
    image,
    env: environment(source, runtime, container, port.number),
    ports: containerPorts(listAt(container, 'ports'), port),
    livenessProbe: orElse(
      mappingAt(container, 'livenessProbe'),
      orElse(mappingAt(liveness), { httpGet: health(port), initialDelaySeconds: 3, periodSeconds: 30 }),
    ),
    readinessProbe: orElse(mappingAt(container, 'readinessProbe'), readiness(port)),
    ...(hasShim
      ? {}
      : { lifecycle: { preStop: { sleep: { seconds: DRAIN_SECONDS } }, ...mappingAt(container, 'lifecycle') } }),
  }
}

/** Long enough for every node to hear that the pod is no longer to be sent to; our own shims serve on by themselves, and what else is in an image is not known. */
const DRAIN_SECONDS = 5

/**
 * Kubeless had no such probe, and sent requests to servers that did not listen yet. A pod that has once been ready is
 * given time: a function that computes keeps Node from answering, and its requests had better wait than be refused.
 */
const readiness = (port: FunctionPort): ValueObject => ({
  httpGet: health(port),
  periodSeconds: 1,
  failureThreshold: 30,
})

const health = (port: FunctionPort): ValueObject => ({ path: '/healthz', port: port.number })

const containerPorts = (ports: readonly ValueObject[], { number, name }: FunctionPort): readonly ValueObject[] => {
  const isThere = ports.some(
    (port) => valueAt(port, 'containerPort') === number && (valueAt(port, 'protocol') ?? 'TCP') === 'TCP',
  )
  return isThere
    ? ports
    : [...ports, { ...(name === undefined ? {} : { name }), containerPort: number, protocol: 'TCP' }]
}

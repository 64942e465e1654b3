import type { Service } from '../cluster/object.ts'
import type { WorkloadSource } from '../function/source.ts'
import type { ValueObject } from '../function/value.ts'
import { FUNCTION_PORT } from '../image/config.ts'
import type { FunctionPort } from './container.ts'
import { objectLabels, selectorOf } from './labels.ts'
import { listAt, mappingAt, orElse, textAt, valueAt, withoutNulls } from './part.ts'

/**
 * Returns a function's Service: the spec's own when it has ports, else port 8080. Kubeless left out the selector where
 * the spec had none, and the Service led nowhere. `type` is for a spec that names none.
 */
export const serviceOf = (source: WorkloadSource, type: string | undefined): Service => {
  const given = withoutNulls(source.deployment.service ?? {})
  const ports = listAt(given, 'ports')
  const spec = {
    ...(type === undefined || ports.length > 0 ? {} : { type }),
    ...given,
    ports: ports.length > 0 ? ports : [DEFAULT_PORT],
    ...(textAt(given, 'type') === 'ExternalName'
      ? {}
      : { selector: orElse(mappingAt(given, 'selector'), selectorOf(source)) }),
  }
  const { name, namespace } = source
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace, labels: objectLabels(source, source.deployment.labels) },
    spec,
  } as Service
}

/** Returns where the function has to listen: the target of its Service's first port. */
export const functionPort = ({ spec }: Service, container: ValueObject): FunctionPort => {
  const [port] = spec?.ports ?? []
  const target: unknown = port?.targetPort ?? port?.port
  if (typeof target === 'number') return { number: target }
  if (typeof target !== 'string') return { number: FUNCTION_PORT }
  const named = listAt(container, 'ports').find((candidate) => textAt(candidate, 'name') === target)
  const number = valueAt(named, 'containerPort')
  return { number: typeof number === 'number' ? number : FUNCTION_PORT, name: target }
}

/** Returns the port on which pods of the cluster call the function by its Service's name. */
export const callPort = ({ spec }: Service, port: FunctionPort): number =>
  spec?.clusterIP === 'None' ? port.number : (spec?.ports?.[0]?.port ?? port.number)

const DEFAULT_PORT: ValueObject = {
  name: 'http-function-port',
  port: FUNCTION_PORT,
  protocol: 'TCP',
  targetPort: FUNCTION_PORT,
}

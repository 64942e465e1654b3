import { canonicalQuantity } from '../cluster/quantity.ts'
import type { WorkloadSource } from '../function/source.ts'
import type { Value, ValueObject } from '../function/value.ts'
import type { Runtime } from '../runtime/catalogue.ts'
import { listAt, valueAt } from './part.ts'

/** Seconds that a call may take when the spec does not say. */
export const DEFAULT_TIMEOUT = '180'

/** Where Kubeless kept a function's files. */
const ROOT = '/kubeless'

/**
 * Returns the function container's variables: the spec's, those that Kubeless set, the runtime's. As under Kubeless an image
 * whose server is told of no handler gets the port alone. The API server wants names once, where Kubeless let the last one
 * win: the last value takes the place of the first, so that variables which refer to it find it.
 */
export const environment = (
  source: WorkloadSource,
  runtime: Runtime | undefined,
  container: ValueObject,
  port: number,
): readonly ValueObject[] => {
  const variables = [
    ...listAt(container, 'env'),
    ...Object.entries(functionVariables(source, container, port)).map(([name, value]) => ({ name, value })),
    ...Object.entries(runtime?.env ?? {}).map(([name, value]) => ({ name, value })),
  ]
  return [...new Map(variables.map((variable) => [variable['name'], variable])).values()]
}

/** Keeps Kubernetes from reading `$(NAME)` in a value as a reference to another variable. */
export const literal = (value: string): string => value.replaceAll('$', '$$$$')

const functionVariables = (
  { handler, deployment, runtime }: WorkloadSource,
  container: ValueObject,
  port: number,
): Readonly<Record<string, string>> => {
  if (handler === undefined) return { FUNC_PORT: String(port) }
  return {
    FUNC_HANDLER: literal(handler.function),
    MOD_NAME: literal(handler.module),
    FUNC_TIMEOUT: deployment.timeout ?? DEFAULT_TIMEOUT,
    FUNC_RUNTIME: runtime ?? '',
    FUNC_MEMORY_LIMIT: memoryLimit(valueAt(container, 'resources', 'limits', 'memory')),
    FUNC_PORT: String(port),
    KUBELESS_INSTALL_VOLUME: ROOT,
  }
}

/** As Kubernetes writes the quantity, `0` for none. */
const memoryLimit = (limit: Value | undefined): string => {
  if (typeof limit !== 'string' && typeof limit !== 'number') return '0'
  return canonicalQuantity(limit) ?? String(limit)
}

import { parse } from 'yaml'
import type { ConfigMap, ObjectKey } from '../cluster/object.ts'
import type { Problem } from '../errors.ts'
import { isObject, type Value, type ValueObject } from '../function/value.ts'
import { listAt, mappingAt, textAt } from './part.ts'

/** Where Kubeless keeps its settings. */
export const KUBELESS_CONFIG: ObjectKey = { namespace: 'kubeless', name: 'kubeless-config' }

/**
 * What Kubeless' ConfigMap says, as far as it is honoured. `enable-build-step` is not: images are always built.
 * Neither are `provision-image` and `builder-image`, which are gone, nor `ingress-enabled`, which was for a controller.
 */
export interface KubelessConfig {
  /** `function-registry-tls-verify`: false lets builds reach the registry over plain HTTP, or past a bad certificate. */
  readonly registryTlsVerify: boolean
  /** `deployment`: what Deployments have where a function says nothing. */
  readonly deployment: ValueObject | undefined
  /** `service-type`: of Services that a function does not describe itself. */
  readonly serviceType: string | undefined
  /** `runtime-images`, as written: what option `runtimes` reads. */
  readonly runtimeImages: string | undefined
  /** Liveness probes of `runtime-images`, by its IDs. */
  readonly livenessProbes: ReadonlyMap<string, ValueObject>
}

export interface KubelessConfigAnswer {
  readonly config: KubelessConfig
  readonly problems: readonly Problem[]
}

/** Reads the ConfigMap; what cannot be read is a warning and counts as not set. */
export const parseKubelessConfig = ({ data = {} }: Pick<ConfigMap, 'data'>): KubelessConfigAnswer => {
  const problems: Problem[] = []
  const warn = (key: string, why: string, hint: string): undefined => {
    problems.push({
      severity: 'warning',
      code: 'SPEC_INVALID',
      message: `Cannot read "${key}" of ConfigMap "${KUBELESS_CONFIG.namespace}/${KUBELESS_CONFIG.name}": ${why}`,
      at: { file: `configmap/${KUBELESS_CONFIG.name}`, line: 1, column: 1 },
      hint,
    })
  }
  const text = (key: string): string | undefined => data[key]?.trim() || undefined
  const runtimes = parsed(text('runtime-images'))
  const deployment = parsed(text('deployment'))
  if (runtimes !== undefined && !Array.isArray(runtimes))
    warn('runtime-images', 'it is not a list', 'Write a list of {ID, depName, fileNameSuffix, versions}')
  if (deployment !== undefined && !isObject(deployment))
    warn('deployment', 'it is not a Deployment', 'Write a Deployment as YAML or JSON, without name')
  return {
    config: {
      registryTlsVerify: text('function-registry-tls-verify') !== 'false',
      deployment: isObject(deployment) ? deployment : undefined,
      serviceType: serviceType(text('service-type'), warn),
      runtimeImages: Array.isArray(runtimes) ? text('runtime-images') : undefined,
      livenessProbes: probesIn(runtimes),
    },
    problems,
  }
}

const SERVICE_TYPES = ['ClusterIP', 'NodePort', 'LoadBalancer']

const serviceType = (
  written: string | undefined,
  warn: (key: string, why: string, hint: string) => undefined,
): string | undefined => {
  if (written === undefined || SERVICE_TYPES.includes(written)) return written
  return warn('service-type', `"${written}" is no type of Service`, `Write one of ${SERVICE_TYPES.join(', ')}`)
}

/** Text that is neither YAML nor JSON gives null. */
const parsed = (text: string | undefined): Value | undefined => {
  if (text === undefined) return undefined
  try {
    return parse(text, { maxAliasCount: 0 }) as Value
  } catch {
    return null
  }
}

const probesIn = (runtimes: Value | undefined): ReadonlyMap<string, ValueObject> =>
  new Map(
    listAt({ runtimes: runtimes ?? null }, 'runtimes').flatMap((runtime) => {
      const [id, probe] = [textAt(runtime, 'ID'), mappingAt(runtime, 'livenessProbeInfo')]
      return id === undefined || Object.keys(probe).length === 0 ? [] : [[id, probe] as const]
    }),
  )

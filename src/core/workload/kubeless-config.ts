import type { Value, ValueObject } from '../function/value.ts'

/** What Kubeless' ConfigMap says, as far as it is honoured. */
export interface KubelessConfig {
  /** `function-registry-tls-verify`: false lets builds reach the registry over plain HTTP, or past a bad certificate. */
  readonly registryTlsVerify: boolean
  /** `deployment`: what Deployments have where a function says nothing. */
  readonly deployment: ValueObject | undefined
  /** `service-type`: of Services that a function does not describe itself. */
  readonly serviceType: string | undefined
  /** `runtime-images`, as written: what option `runtimes` reads. */
  readonly runtimeImages: string | undefined
  /** Liveness probes of `runtime-images`, by the letters of the runtime's id. */
  readonly livenessProbes: ReadonlyMap<string, Value>
}

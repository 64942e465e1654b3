import type { Container, PodSpec } from '../../../src/core/cluster/object.ts'

/**
 * Says what the profile `restricted` finds in a pod, as far as the pods here can break it.
 * https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 */
export const restrictedFaults = (pod: PodSpec): readonly string[] => [
  ...(['hostNetwork', 'hostPID', 'hostIPC'] as const).filter((field) => pod[field] === true),
  ...(pod.volumes ?? [])
    .filter((volume) => !Object.keys(volume).some((key) => VOLUMES.has(key)))
    .map(({ name }) => `volume ${name}`),
  ...[...(pod.initContainers ?? []), ...pod.containers].flatMap((container) => containerFaults(pod, container)),
]

const VOLUMES = new Set([
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
])

const containerFaults = (pod: PodSpec, { name, securityContext = {}, ports = [] }: Container): readonly string[] => {
  const user = securityContext.runAsUser ?? pod.securityContext?.runAsUser
  const nonRoot = securityContext.runAsNonRoot ?? pod.securityContext?.runAsNonRoot
  const seccomp = (securityContext.seccompProfile ?? pod.securityContext?.seccompProfile)?.type ?? 'none'
  const { add = [], drop = [] } = securityContext.capabilities ?? {}
  const faults = {
    privileged: securityContext.privileged === true,
    allowPrivilegeEscalation: securityContext.allowPrivilegeEscalation !== false,
    runAsNonRoot: nonRoot !== true,
    runAsUser: user === 0,
    seccompProfile: !['RuntimeDefault', 'Localhost'].includes(seccomp),
    capabilities: !drop.includes('ALL') || add.some((capability) => capability !== 'NET_BIND_SERVICE'),
    hostPort: ports.some(({ hostPort }) => (hostPort ?? 0) !== 0),
  }
  return Object.entries(faults).flatMap(([what, found]) => (found ? [`${name}: ${what}`] : []))
}

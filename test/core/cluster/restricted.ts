import type { Container, PodSpec } from '../../../src/core/cluster/object.ts'

/**
 * Says what of the Pod Security Standard "restricted" a pod breaks, one line each.
 * https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 */
export const restrictedFaults = (pod: PodSpec): readonly string[] => [
  ...(pod.hostNetwork === true || pod.hostPID === true || pod.hostIPC === true ? ['host namespaces'] : []),
  ...(pod.securityContext?.sysctls === undefined ? [] : ['sysctls']),
  ...(pod.volumes ?? []).flatMap((volume) =>
    Object.keys(volume).every((key) => key === 'name' || VOLUMES.has(key)) ? [] : [`volume ${volume.name}`],
  ),
  ...[...(pod.initContainers ?? []), ...pod.containers, ...(pod.ephemeralContainers ?? [])].flatMap((container) =>
    containerFaults(container, pod).map((fault) => `${container.name}: ${fault}`),
  ),
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

const containerFaults = ({ securityContext: own, ports }: Container, { securityContext: pod }: PodSpec) => {
  const seccomp = own?.seccompProfile?.type ?? pod?.seccompProfile?.type
  const user = own?.runAsUser ?? pod?.runAsUser
  const faults: readonly (readonly [boolean, string])[] = [
    [own?.allowPrivilegeEscalation !== false, 'may escalate privileges'],
    [own?.privileged === true, 'is privileged'],
    [own?.capabilities?.drop?.includes('ALL') !== true, 'keeps capabilities'],
    [(own?.capabilities?.add ?? []).some((name) => name !== 'NET_BIND_SERVICE'), 'adds capabilities'],
    [seccomp !== 'RuntimeDefault' && seccomp !== 'Localhost', 'has no seccomp profile'],
    [(own?.runAsNonRoot ?? pod?.runAsNonRoot) !== true, 'may run as root'],
    [user === undefined || user === 0, 'is root'],
    [own?.procMount !== undefined && own.procMount !== 'Default', 'sees all of /proc'],
    [(ports ?? []).some(({ hostPort }) => (hostPort ?? 0) !== 0), 'has a host port'],
  ]
  return faults.flatMap(([broken, what]) => (broken ? [what] : []))
}

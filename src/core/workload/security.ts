import type { ValueObject } from '../function/value.ts'
import { listAt, mappingAt, valueAt } from './part.ts'

/** The user and group that functions run as, under Kubeless and in our images. */
const USER = 1000

/**
 * Adds to a pod what the profile `restricted` asks for and the spec leaves open; what the spec sets stays.
 * https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 */
export const restricted = (pod: ValueObject): ValueObject => {
  const security = mappingAt(pod, 'securityContext')
  const lists = ['initContainers', 'containers'].filter((name) => listAt(pod, name).length > 0)
  const containers = lists.map((name) => [name, listAt(pod, name).map((one) => restrictedContainer(one, security))])
  const wantsRoot = isRoot(security) || lists.some((name) => listAt(pod, name).some(hasRoot))
  return {
    ...pod,
    ...(Object.fromEntries(containers) as ValueObject),
    securityContext: {
      runAsUser: USER,
      fsGroup: USER,
      // The kubelet would refuse to start a container that the spec gives to root.
      ...(wantsRoot ? {} : { runAsNonRoot: true }),
      seccompProfile: { type: 'RuntimeDefault' },
      ...security,
    },
  }
}

const restrictedContainer = (container: ValueObject, pod: ValueObject): ValueObject => {
  const security = mappingAt(container, 'securityContext')
  if (isRoot({ ...pod, ...security }) || valueAt(security, 'privileged') === true) return container
  const capabilities = mappingAt(security, 'capabilities')
  // Together with this one the API server refuses the other setting.
  const escalates = [valueAt(capabilities, 'add') ?? []]
    .flat()
    .some((name) => name === 'SYS_ADMIN' || name === 'CAP_SYS_ADMIN')
  return {
    ...container,
    securityContext: {
      ...(escalates ? {} : { allowPrivilegeEscalation: false }),
      ...security,
      capabilities: { drop: ['ALL'], ...capabilities },
    },
  }
}

const hasRoot = (container: ValueObject): boolean => isRoot(mappingAt(container, 'securityContext'))

const isRoot = (security: ValueObject): boolean =>
  valueAt(security, 'runAsUser') === 0 || valueAt(security, 'runAsNonRoot') === false

import { writeFile } from 'node:fs/promises'
import { API_SERVER, ETCD, GATEWAY, NARROW_API_SERVER, SERVICE_SUBNET } from './addresses.ts'
import { isAnswered } from './answers.ts'
import { definePart, type Part } from './part.ts'
import type { Place } from './place.ts'

interface ApiServer {
  readonly name: 'api-server' | 'narrow-api-server'
  /** Ends with the port. */
  readonly url: string
  readonly more?: readonly string[]
}

/** Each writes down who asked for what, but for the cluster's own parts. */
const serverOf = ({ name, url, more = [] }: ApiServer): Part =>
  definePart({
    name,
    program: 'kube-apiserver',
    prepare: (place) => writeFile(policyOf(place), JSON.stringify(AUDIT_POLICY)),
    command: (path, place) => [
      path,
      `--etcd-servers=${ETCD}`,
      '--bind-address=0.0.0.0',
      `--secure-port=${new URL(url).port}`,
      `--advertise-address=${GATEWAY}`,
      `--service-cluster-ip-range=${SERVICE_SUBNET}`,
      '--allow-privileged=true',
      `--tls-cert-file=${place.at('pki', 'api-server.crt')}`,
      `--tls-private-key-file=${place.at('pki', 'api-server.key')}`,
      `--client-ca-file=${place.at('pki', 'ca.crt')}`,
      '--service-account-issuer=https://kubernetes.default.svc',
      `--service-account-key-file=${place.at('pki', 'accounts.key')}`,
      `--service-account-signing-key-file=${place.at('pki', 'accounts.key')}`,
      '--authorization-mode=Node,RBAC',
      '--enable-admission-plugins=NodeRestriction',
      // Nobody here has to be kept from taking more than his share.
      '--enable-priority-and-fairness=false',
      `--kubelet-client-certificate=${place.at('pki', 'admin.crt')}`,
      `--kubelet-client-key=${place.at('pki', 'admin.key')}`,
      // By default "kubectl logs" asks DNS for the node's name.
      '--kubelet-preferred-address-types=InternalIP',
      `--audit-policy-file=${policyOf(place)}`,
      `--audit-log-path=${auditLogOf(place, name)}`,
      `--audit-log-maxsize=${AUDIT_LOG_LIMIT}`,
      ...more,
    ],
    answers: () => isAnswered(`${url}/readyz`),
  })

export const apiServer = serverOf({ name: 'api-server', url: API_SERVER })

/** Another one of the same cluster, which takes one request to read and one to write at a time, but for administrators. */
export const narrowApiServer = serverOf({
  name: 'narrow-api-server',
  url: NARROW_API_SERVER,
  // The cluster's own Service keeps to the first.
  more: ['--max-requests-inflight=1', '--max-mutating-requests-inflight=1', '--endpoint-reconciler-type=none'],
})

/** One JSON object a line: https://kubernetes.io/docs/reference/config-api/apiserver-audit.v1/ */
export const auditLogOf = (place: Place, name: ApiServer['name'] = 'api-server'): string =>
  place.at('log', `${name}.audit.log`)

const policyOf = (place: Place): string => place.at('audit-policy.json')

/** In megabytes, beyond any run of tests: the log is read as one file. */
const AUDIT_LOG_LIMIT = 10_000

const AUDIT_POLICY = {
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  omitStages: ['RequestReceived'],
  omitManagedFields: true,
  rules: [
    { level: 'None', users: ['system:kube-scheduler', 'system:kube-proxy'] },
    { level: 'None', userGroups: ['system:nodes'] },
    // What controllers make is wanted: pods are theirs.
    { level: 'None', userGroups: ['system:serviceaccounts:kube-system'], verbs: ['get', 'list', 'watch'] },
    { level: 'Metadata' },
  ],
}

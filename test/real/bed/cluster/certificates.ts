import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { findProgram } from '../programs.ts'
import { API_SERVICE, GATEWAY } from './addresses.ts'
import { command } from './command.ts'
import { kubeconfigOf, writeKubeconfig } from './kubeconfig.ts'
import { NODE_NAME } from './kubelet.ts'
import type { Place } from './place.ts'

/** Makes an authority, the API server's certificate, a kubeconfig for each user of the bed, and the accounts' key. */
export const makeCertificates = async (place: Place): Promise<void> => {
  for (const name of ['pki', 'kubeconfig']) await mkdir(place.at(name), { recursive: true })
  await writeFile(place.at('pki', 'openssl.cnf'), OPENSSL_CONFIG)
  await openssl('genrsa', '-out', place.at('pki', 'accounts.key'), '2048')
  await certify(place, 'ca', { subj: '/CN=bed', addext: 'basicConstraints=critical,CA:TRUE' })
  const signed = { CA: place.at('pki', 'ca.crt'), CAkey: place.at('pki', 'ca.key'), addext: SERVER_NAMES }
  const users = Object.entries(USERS).map(async ([user, subject]) => {
    await certify(place, user, { subj: subject, ...signed })
    const [certificate, key] = await Promise.all(
      ['crt', 'key'].map((end) => readFile(place.at('pki', `${user}.${end}`))),
    )
    if (certificate === undefined || key === undefined) throw new Error(`Nothing was made for "${user}"`)
    const credentials = {
      'client-certificate-data': certificate.toString('base64'),
      'client-key-data': key.toString('base64'),
    }
    await writeKubeconfig(place, kubeconfigOf(place, user), { user, credentials })
  })
  await Promise.all([certify(place, 'api-server', { subj: '/CN=kube-apiserver', ...signed }), ...users])
}

/** Names and groups that Kubernetes gives rights to by itself: https://kubernetes.io/docs/reference/access-authn-authz/rbac/ */
const USERS: Readonly<Record<string, string>> = {
  admin: '/O=system:masters/CN=admin',
  // The bed's own hand, so that tests can tell its requests from those of a run that is given the other's kubeconfig.
  bed: '/O=system:masters/CN=bed',
  kubelet: `/O=system:nodes/CN=system:node:${NODE_NAME}`,
  'controller-manager': '/CN=system:kube-controller-manager',
  scheduler: '/CN=system:kube-scheduler',
  'kube-proxy': '/CN=system:kube-proxy',
  coredns: '/O=system:masters/CN=coredns',
}

const SERVER_NAMES = `subjectAltName=IP:127.0.0.1,IP:${GATEWAY},IP:${API_SERVICE},DNS:localhost,DNS:kubernetes.default.svc`

/** Nothing of the machine's own. */
const OPENSSL_CONFIG = '[req]\ndistinguished_name = name\n[name]\n'

// https://docs.openssl.org/3.0/man1/openssl-req/
const certify = (place: Place, name: string, flags: Readonly<Record<string, string>>): Promise<string> => {
  const all = {
    config: place.at('pki', 'openssl.cnf'),
    days: '30',
    newkey: 'ec',
    pkeyopt: 'ec_paramgen_curve:P-256',
    keyout: place.at('pki', `${name}.key`),
    out: place.at('pki', `${name}.crt`),
    ...flags,
  }
  return openssl('req', '-x509', '-nodes', ...Object.entries(all).flatMap(([flag, value]) => [`-${flag}`, value]))
}

const openssl = async (...args: readonly string[]): Promise<string> => {
  const found = await findProgram('openssl')
  if (found.status === 'missing') throw new Error(found.why)
  return command(found.path, args)
}

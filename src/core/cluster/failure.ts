import { ActionError } from '../errors.ts'
import type { Refusal } from './refusal.ts'

/** What was asked of the API server, as messages tell it. */
export interface Attempt {
  /** `create`, `list`, `read the log of`: what follows "Cannot". */
  readonly verb: string
  /** `Job "x"`, `jobs`. */
  readonly what: string
  readonly namespace?: string
}

/** Makes the CLUSTER_FAILED of a request that was refused, or that got no answer; {@link refusalOf} reads it. */
export const clusterFailed = ({ verb, what, namespace }: Attempt, refusal: Refusal): ActionError => {
  const where = namespace === undefined ? '' : ` in namespace "${namespace}"`
  return new ActionError('CLUSTER_FAILED', `Cannot ${verb} ${what}${where}: ${wordsOf(refusal)}`, {
    cause: refusal,
    hint: hintOn(refusal),
  })
}

const wordsOf = ({ message, reason, status }: Refusal): string => {
  if (message !== '') return message
  return reason === '' ? `the API server answered ${status}` : `${status} ${reason}`
}

const hintOn = ({ status, reason, message }: Refusal): string | undefined => {
  if (status === 401) return 'Is the kubeconfig’s account still valid? Tokens of pipelines expire: make a new one'
  if (status === 403 && /is forbidden: .*cannot /.test(message))
    return 'Give the account a Role with this verb: see docs/rbac.md'
  return status === 0 ? HINTS[reason] : undefined
}

const UNKNOWN_AUTHORITY = 'Give the certificate of its authority as certificate-authority-data in the kubeconfig'

// https://nodejs.org/api/tls.html#x509-certificate-error-codes
const HINTS: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: UNKNOWN_AUTHORITY,
  SELF_SIGNED_CERT_IN_CHAIN: UNKNOWN_AUTHORITY,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNKNOWN_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT: UNKNOWN_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNKNOWN_AUTHORITY,
  CERT_HAS_EXPIRED: 'Renew the certificate of the API server; is the clock of this computer right?',
  CERT_NOT_YET_VALID: 'Is the clock of this computer right?',
  ERR_TLS_CERT_ALTNAME_INVALID: 'Use the server name that the certificate was made for, or set tls-server-name',
  ENOTFOUND: 'Is the server’s address in the kubeconfig right, and can this computer resolve it?',
  EAI_AGAIN: 'Is the server’s address in the kubeconfig right, and can this computer resolve it?',
  ECONNREFUSED: 'Is the cluster running, and is the server’s port in the kubeconfig right?',
  ETIMEDOUT: 'Can this computer reach the API server? A VPN or a proxy (HTTPS_PROXY) may be needed',
}

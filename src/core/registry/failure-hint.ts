/** What to do about a connection that failed with `code`; `plain` tells that it was plain HTTP. */
export const hintOnFailure = (code: string, message: string, { host, plain }: Origin): string | undefined => {
  if (!plain && /wrong version number|packet length too long/i.test(message))
    return `"${host}" speaks plain HTTP: if that is meant, list it in option "insecure-registries"`
  if (plain && (code.startsWith('HPE_') || code === 'ECONNRESET'))
    return `Plain HTTP was spoken to "${host}"; if it wants TLS, take it out of option "insecure-registries"`
  return HINTS[code]
}

interface Origin {
  readonly host: string
  readonly plain: boolean
}

const UNKNOWN_AUTHORITY = 'Give the certificate of its authority in option "registry-ca"'

// https://nodejs.org/api/tls.html#x509-certificate-error-codes
const HINTS: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: UNKNOWN_AUTHORITY,
  SELF_SIGNED_CERT_IN_CHAIN: UNKNOWN_AUTHORITY,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNKNOWN_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT: UNKNOWN_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNKNOWN_AUTHORITY,
  CERT_HAS_EXPIRED: 'Renew the certificate of the registry; is the clock of this computer right?',
  CERT_NOT_YET_VALID: 'Is the clock of this computer right?',
  ERR_TLS_CERT_ALTNAME_INVALID: 'Use the host name that the certificate was made for',
  ENOTFOUND: 'Is the host name right, and can this computer resolve it?',
  ECONNREFUSED: 'Is the registry running, and is the port right?',
}

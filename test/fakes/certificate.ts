import { type KeyObject, generateKeyPairSync, sign } from 'node:crypto'

export interface Certificate {
  /** PEM; what a client has to trust. */
  readonly cert: string
  /** PEM. */
  readonly key: string
}

export interface CertificateOptions {
  /** Names and IPv4 addresses it is good for. */
  readonly names?: readonly string[]
  readonly from?: Date
  readonly until?: Date
}

/** Makes a self-signed certificate for loopback, in X.509's DER by hand, so that no key lies in the repository. */
export const makeCertificate = (options: CertificateOptions = {}): Certificate => {
  const { names = ['localhost', '127.0.0.1'] } = options
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const toBeSigned = certificateInfo(publicKey, names, options)
  const signature = sign('sha256', toBeSigned, privateKey)
  const der = sequence(toBeSigned, ECDSA_SHA256, tagged(0x03, Buffer.of(0), signature))
  const base64 = der.toString('base64').replace(/.{64}(?!$)/g, '$&\n')
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

// https://www.rfc-editor.org/rfc/rfc5280#section-4.1
const certificateInfo = (publicKey: KeyObject, names: readonly string[], options: CertificateOptions): Buffer => {
  const { from = new Date(Date.now() - DAY), until = new Date(Date.now() + DAY) } = options
  const name = sequence(tagged(0x31, sequence(COMMON_NAME, tagged(0x0c, Buffer.from('test')))))
  const alternatives = sequence(...names.map(generalName))
  const extensions = sequence(
    sequence(SUBJECT_ALT_NAME, tagged(0x04, alternatives)),
    sequence(BASIC_CONSTRAINTS, tagged(0x04, sequence(tagged(0x01, Buffer.of(0xff))))),
  )
  return sequence(
    tagged(0xa0, tagged(0x02, Buffer.of(2))),
    tagged(0x02, Buffer.of(1)),
    ECDSA_SHA256,
    name,
    sequence(time(from), time(until)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, extensions),
  )
}

const DAY = 86_400_000

const generalName = (name: string): Buffer =>
  /^[0-9.]+$/.test(name) ? tagged(0x87, Buffer.from(name.split('.').map(Number))) : tagged(0x82, Buffer.from(name))

const time = (date: Date): Buffer => tagged(0x18, Buffer.from(`${date.toISOString().replace(/[-:T]|\..*/g, '')}Z`))

const tagged = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts)
  const { length } = content
  const head = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.of(tag, ...head), content])
}

const sequence = (...parts: readonly Uint8Array[]): Buffer => tagged(0x30, ...parts)

const objectId = (hex: string): Buffer => tagged(0x06, Buffer.from(hex, 'hex'))

const ECDSA_SHA256 = sequence(objectId('2a8648ce3d040302'))
const COMMON_NAME = objectId('550403')
const SUBJECT_ALT_NAME = objectId('551d11')
const BASIC_CONSTRAINTS = objectId('551d13')

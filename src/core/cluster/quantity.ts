/**
 * Writes a pod's quantity as Kubernetes does: `0.5Gi` is `512Mi`, `0.1` is `100m`, and what is finer than a thousandth is
 * rounded up. Equal quantities of one notation are written alike. Undefined for what is none.
 * https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export const canonicalQuantity = (written: string | number): string | undefined => {
  const [, sign = '', whole = '', fraction = '', suffix = ''] = QUANTITY.exec(String(written)) ?? []
  if (whole === '' && fraction === '') return undefined
  const exponent = /^[eE]([+-]?\d+)$/.exec(suffix)?.[1]
  const step = BINARY.indexOf(suffix)
  const digits = BigInt(whole + fraction) * 1024n ** BigInt(step + 1)
  const thousandths = scaled(digits, (step === -1 ? exponentOf(suffix, exponent) : 0) - fraction.length + MILLI)
  const bytes = step === -1 || thousandths % 1000n !== 0n ? 0n : thousandths / 1000n
  const amount = bytes >= 1024n ? binary(bytes) : decimal(thousandths, exponent !== undefined)
  return amount === '0' || sign !== '-' ? amount : `-${amount}`
}

const QUANTITY = /^([+-]?)(?=\.?\d)(\d{0,40})\.?(\d{0,40})([eE][+-]?\d{1,2}|[KMGTPE]i|[numkMGTPE]?)$/

const BINARY = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei']

/** From 10^-9 on, in steps of 1000. */
const DECIMAL = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E']

const MILLI = 3

const exponentOf = (suffix: string, exponent: string | undefined): number =>
  exponent === undefined ? (DECIMAL.indexOf(suffix) - DECIMAL.indexOf('')) * 3 : Number(exponent)

/** Times a power of ten, rounded up. */
const scaled = (digits: bigint, power: number): bigint => {
  if (power >= 0) return digits * 10n ** BigInt(power)
  const divisor = 10n ** BigInt(-power)
  return (digits + divisor - 1n) / divisor
}

const decimal = (thousandths: bigint, asExponent: boolean): string => {
  if (thousandths === 0n) return '0'
  let step = DECIMAL.indexOf('m')
  let rest = thousandths
  while (rest % 1000n === 0n && step < DECIMAL.length - 1) {
    rest /= 1000n
    step += 1
  }
  const exponent = (step - DECIMAL.indexOf('')) * 3
  return `${rest}${asExponent ? (exponent === 0 ? '' : `e${exponent}`) : (DECIMAL[step] ?? '')}`
}

const binary = (bytes: bigint): string => {
  let step = -1
  let rest = bytes
  while (rest % 1024n === 0n && step < BINARY.length - 1) {
    rest /= 1024n
    step += 1
  }
  return `${rest}${BINARY[step] ?? ''}`
}

/**
 * Writes a quantity as the API server stores it: `0.5Gi` is `512Mi`, `0.1` is `100m`. Undefined for what is none.
 * https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export const canonicalQuantity = (written: string | number): string | undefined => {
  const [, sign = '', whole = '', fraction = '', suffix = ''] = QUANTITY.exec(String(written)) ?? []
  if (whole === '' && fraction === '') return undefined
  const exponent = /^[eE]([+-]?\d+)$/.exec(suffix)?.[1]
  const digits = BigInt(whole + fraction)
  const amount = BINARY.includes(suffix)
    ? binary(digits, fraction.length, BINARY.indexOf(suffix))
    : decimal(nano(digits, fraction.length, exponentOf(suffix, exponent)), exponent !== undefined)
  return amount === '0' || sign !== '-' ? amount : `-${amount}`
}

const QUANTITY = /^([+-]?)(?=\.?\d)(\d{0,40})\.?(\d{0,40})([eE][+-]?\d{1,2}|[KMGTPE]i|[numkMGTPE]?)$/

const BINARY = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei']

/** From 10^-9 on, in steps of 1000. */
const DECIMAL = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E']

const NANO = 9

const exponentOf = (suffix: string, exponent: string | undefined): number =>
  exponent === undefined ? DECIMAL.indexOf(suffix) * 3 - NANO : Number(exponent)

/** In billionths, the finest there is; what is finer is rounded up. */
const nano = (digits: bigint, fraction: number, exponent: number): bigint => {
  const power = exponent + NANO - fraction
  return power >= 0 ? digits * 10n ** BigInt(power) : divideUp(digits, 10n ** BigInt(-power))
}

const decimal = (amount: bigint, asExponent: boolean): string => {
  if (amount === 0n) return '0'
  let step = 0
  let rest = amount
  while (rest % 1000n === 0n && step < DECIMAL.length - 1) {
    rest /= 1000n
    step += 1
  }
  const exponent = step * 3 - NANO
  const suffix = asExponent ? (exponent === 0 ? '' : `e${exponent}`) : (DECIMAL[step] ?? '')
  return `${rest}${suffix}`
}

/** Whole bytes, rounded up; below 1024 they are written as decimals are. */
const binary = (digits: bigint, fraction: number, step: number): string => {
  const scaled = digits * 1024n ** BigInt(step + 1)
  if (scaled < 1024n * 10n ** BigInt(fraction)) return decimal(nano(scaled, fraction, 0), false)
  let rest = divideUp(scaled, 10n ** BigInt(fraction))
  let suffix = -1
  while (rest % 1024n === 0n && suffix < BINARY.length - 1) {
    rest /= 1024n
    suffix += 1
  }
  return `${rest}${BINARY[suffix] ?? ''}`
}

const divideUp = (a: bigint, b: bigint): bigint => (a + b - 1n) / b

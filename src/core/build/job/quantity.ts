/** Returns a quantity of memory in megabytes. https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
export const megabytes = (quantity: string): number => {
  const [, number = '0', unit = ''] = /^([0-9.]+)([A-Za-z]*)$/.exec(quantity) ?? []
  return (Number(number) * (FACTORS[unit] ?? 1)) / 1e6
}

const FACTORS: Readonly<Record<string, number>> = {
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
}

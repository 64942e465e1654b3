import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canonicalQuantity } from '../../../src/core/cluster/quantity.ts'

/** As kube-apiserver 1.35 stores each in a pod's limits. */
const STORED: readonly (readonly [string | number, string])[] = [
  ['0', '0'],
  ['0Mi', '0'],
  ['128', '128'],
  [128, '128'],
  ['1000', '1k'],
  ['1024', '1024'],
  ['1Ki', '1Ki'],
  ['1024Ki', '1Mi'],
  ['1000Ki', '1000Ki'],
  ['0.5Gi', '512Mi'],
  ['1.5Gi', '1536Mi'],
  ['0.5Ki', '512'],
  ['0.1Mi', '104857600m'],
  ['0.001Ki', '1024m'],
  ['1.000000001Gi', '1073741825074m'],
  ['123u', '1m'],
  ['0.0000000001', '1m'],
  ['3e9', '3e9'],
  ['1025Ki', '1025Ki'],
  ['0.1', '100m'],
  ['.1', '100m'],
  ['0.25', '250m'],
  ['1.50', '1500m'],
  ['100m', '100m'],
  ['1000m', '1'],
  ['1500m', '1500m'],
  ['1e3', '1e3'],
  ['12e-1', '1200e-3'],
  ['128M', '128M'],
  ['1000M', '1G'],
  ['1Ei', '1Ei'],
]

for (const [written, stored] of STORED)
  test(`canonicalQuantity() writes ${JSON.stringify(written)} as ${stored}`, () => {
    assert.equal(canonicalQuantity(written), stored)
  })

/** The API server leaves these as they are written. */
const EQUAL: readonly (readonly [string, string])[] = [
  ['1.', '1'],
  ['+5', '5'],
  ['1E3', '1e3'],
  ['1500e0', '15e2'],
]

for (const [one, other] of EQUAL)
  test(`canonicalQuantity() writes ${one} and ${other} alike`, () => {
    assert.equal(canonicalQuantity(one), canonicalQuantity(other))
  })

for (const written of ['', 'Mi', '1 Mi', '1Mb', '1K', 'x', '1e', '0x10', '1,5', '.'])
  test(`canonicalQuantity() takes ${JSON.stringify(written)} for no quantity`, () => {
    assert.equal(canonicalQuantity(written), undefined)
  })

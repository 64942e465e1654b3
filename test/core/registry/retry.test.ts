import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  isRetriedCode,
  isRetriedStatus,
  nextTry,
  parseRetryAfter,
  type Tried,
} from '../../../src/core/registry/retry.ts'

const tried = (change: Partial<Tried>): Tried => ({
  attempts: 1,
  maxAttempts: 5,
  elapsed: 0,
  budget: 60_000,
  retryAfter: undefined,
  jitter: 1,
  ...change,
})

const NOW = Date.parse('2030-01-01T00:00:00Z')

test('parseRetryAfter() reads seconds and HTTP dates', () => {
  assert.equal(parseRetryAfter('2', NOW), 2000)
  assert.equal(parseRetryAfter(' 0 ', NOW), 0)
  assert.equal(parseRetryAfter('Tue, 01 Jan 2030 00:00:07 GMT', NOW), 7000)
  assert.equal(parseRetryAfter('Mon, 31 Dec 2029 23:59:59 GMT', NOW), 0)
})

test('parseRetryAfter() passes over what is neither', () => {
  for (const text of [undefined, '', '-1', '1.5', 'soon', '2030-01-01', '12345678901', '1e3'])
    assert.equal(parseRetryAfter(text, NOW), undefined, text)
})

test('nextTry() doubles its waits, and halves them by jitter', () => {
  const waits = [1, 2, 3, 4].map((attempts) => nextTry(tried({ attempts })))
  assert.deepEqual(
    waits.map((next) => next.again && next.wait),
    [400, 800, 1600, 3200],
  )
  assert.deepEqual(nextTry(tried({ jitter: 0 })), { again: true, wait: 200 })
})

test('nextTry() waits as long as the server asks, or not at all', () => {
  assert.deepEqual(nextTry(tried({ retryAfter: 59_000 })), { again: true, wait: 59_000 })
  const over = nextTry(tried({ retryAfter: 3_600_000 }))
  assert.equal(over.again, false)
  assert.match(over.why ?? '', /3600 s.*60 s/)
  assert.equal(nextTry(tried({ retryAfter: 20_000, elapsed: 45_000 })).again, false)
})

test('nextTry() ends after the last attempt, and says how many there were', () => {
  assert.deepEqual(nextTry(tried({ attempts: 5 })), { again: false, why: 'Gave up after 5 attempts' })
})

test('isRetriedStatus() and isRetriedCode() know what may pass', () => {
  for (const status of [408, 429, 499, 500, 502, 503, 504, 522]) assert.ok(isRetriedStatus(status), `${status}`)
  for (const status of [200, 400, 401, 403, 404, 405, 409, 412, 413, 416, 501, 507])
    assert.ok(!isRetriedStatus(status), `${status}`)
  assert.ok(isRetriedCode('ECONNRESET'))
  assert.ok(!isRetriedCode('ENOTFOUND') && !isRetriedCode('CERT_HAS_EXPIRED'))
})

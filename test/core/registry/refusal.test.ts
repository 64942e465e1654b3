import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ActionError } from '../../../src/core/errors.ts'
import { missingBlobs, parseFaults, RegistryRefusal, type Fault } from '../../../src/core/registry/refusal.ts'

const DIGEST = `sha256:${'a'.repeat(64)}` as const

const faults = (body: unknown, type = 'application/json'): readonly Fault[] =>
  parseFaults(Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)), type)

const refusal = (list: readonly Fault[]): RegistryRefusal =>
  new RegistryRefusal({ method: 'PUT', what: 'a.b/v2/c', registry: 'a.b', status: 400, faults: list })

test('parseFaults() reads the form of the specification', () => {
  const errors = [
    { code: 'DENIED', message: 'no' },
    { code: 'MANIFEST_BLOB_UNKNOWN', message: 'blob unknown', detail: { digest: DIGEST } },
    { code: 'MANIFEST_BLOB_UNKNOWN', message: 'blob unknown', detail: DIGEST },
  ]
  const found = faults({ errors })
  assert.deepEqual(
    found.map(({ code }) => code),
    ['DENIED', 'MANIFEST_BLOB_UNKNOWN', 'MANIFEST_BLOB_UNKNOWN'],
  )
  assert.deepEqual(
    found.map(({ digests }) => digests),
    [[], [DIGEST], [DIGEST]],
  )
})

test('parseFaults() reads what token servers say', () => {
  assert.equal(faults({ error: 'invalid_grant', error_description: 'expired' })[0]?.message, 'expired')
  assert.equal(faults({ details: 'incorrect username or password' })[0]?.message, 'incorrect username or password')
  assert.equal(faults({ code: 'X', message: 'y' })[0]?.code, 'X')
})

test('parseFaults() takes one line of plain text and nothing of HTML', () => {
  assert.equal(faults('404 page not found\nand more', 'text/plain')[0]?.message, '404 page not found')
  assert.deepEqual(faults('<html>busy</html>', 'text/plain'), [])
  assert.deepEqual(faults('busy', 'text/html; charset=utf-8'), [])
  assert.deepEqual(faults(''), [])
})

test('parseFaults() survives any JSON', () => {
  for (const body of [
    null,
    1,
    '"x"',
    [],
    { errors: 1 },
    { errors: [null, 1, {}] },
    { errors: [{ code: 1, message: [] }] },
  ])
    assert.ok(Array.isArray(faults(body)))
})

test('parseFaults() shows no control characters and no more than a line', () => {
  const [fault] = faults({ errors: [{ code: 'A\u001b[2J', message: `x\r\n::add-mask::\u202e${'y'.repeat(1000)}` }] })
  const shown = `${fault?.code} ${fault?.message}`
  assert.doesNotMatch(shown, /[\p{Cc}\p{Cf}]/u)
  assert.ok(shown.length < 400)
})

test('missingBlobs() reads the cause of an error, once for each digest', () => {
  const list = [DIGEST, DIGEST].map((digest) => ({ code: 'MANIFEST_BLOB_UNKNOWN', message: '', digests: [digest] }))
  const error = new ActionError('REGISTRY_FAILED', 'x', { cause: refusal(list) })
  assert.deepEqual(missingBlobs(error), [DIGEST])
})

test('missingBlobs() finds none in other errors', () => {
  assert.deepEqual(missingBlobs(refusal([{ code: 'DENIED', message: '', digests: [DIGEST] }])), [])
  assert.deepEqual(missingBlobs(new Error('x')), [])
  assert.deepEqual(missingBlobs(undefined), [])
})

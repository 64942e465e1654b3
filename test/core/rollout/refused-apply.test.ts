import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clusterFailed } from '../../../src/core/cluster/failure.ts'
import type { Refusal } from '../../../src/core/cluster/refusal.ts'
import { applyProblem, isNamespaceGone, isStale, isTestFailure } from '../../../src/core/rollout/refused-apply.ts'

const refused = (refusal: Partial<Refusal>) =>
  clusterFailed({ verb: 'apply', what: 'x' }, { status: 0, reason: '', message: '', causes: [], ...refusal })

const CONFLICT = refused({
  status: 409,
  reason: 'Conflict',
  causes: [
    { reason: 'FieldManagerConflict', message: 'conflict with "hpa" using apps/v1', field: '.spec.replicas' },
    { reason: 'FieldManagerConflict', message: 'conflict with "kubectl-edit" using apps/v1', field: '.spec.paused' },
    { reason: 'FieldManagerConflict', message: 'conflict with "hpa" using apps/v1', field: '.spec.minReadySeconds' },
  ],
})
const STALE = refused({ status: 409, reason: 'Conflict', message: 'the object has been modified' })

const at = { file: 'a.yaml', line: 1, column: 1 }
const place = { file: 'a.yaml', line: 9, column: 3 }
const desired = { object: { kind: 'Deployment', metadata: { name: 'a' } }, at }

test('K23 applyProblem() lists each manager with its fields', () => {
  const { message, hint } = applyProblem(CONFLICT, desired, () => undefined)
  assert.equal(
    message,
    'Cannot apply Deployment/a: "hpa" holds .spec.replicas, .spec.minReadySeconds; "kubectl-edit" holds .spec.paused',
  )
  assert.match(hint ?? '', /force-conflicts/)
})

for (const [what, message, field] of [
  [
    'the typed patch',
    'failed to create typed patch object (ns/a; apps/v1, Kind=Deployment): .spec.template.spec.containers[name="a"].imag: field not declared in schema',
    'spec.template.spec.containers[name="a"].imag',
  ],
  ['strict decoding', 'strict decoding error: unknown field "spec.replicsa"', 'spec.replicsa'],
] as const)
  test(`applyProblem() shows a field that ${what} does not know where the spec writes it`, () => {
    const asked: string[] = []
    const placeOf = (path: string) => (asked.push(path), place)
    const problem = applyProblem(refused({ status: 500, message }), desired, placeOf)
    assert.equal(problem.code, 'SPEC_INVALID')
    assert.deepEqual([problem.at, asked], [place, [field]])
  })

test('applyProblem() shows an invalid field where the spec writes it', () => {
  const causes = [{ reason: 'FieldValueInvalid', message: 'no', field: 'spec.template.spec.nodeSelector' }]
  const problem = applyProblem(
    refused({ status: 422, reason: 'Invalid', message: 'is invalid', causes }),
    desired,
    () => place,
  )
  assert.deepEqual([problem.code, problem.at], ['SPEC_INVALID', place])
})

test('isStale() is true for another version, and false for fields of others', () => {
  assert.deepEqual([isStale(STALE), isStale(CONFLICT)], [true, false])
})

test('isTestFailure() is true for a failed test, and false for an object that cannot be', () => {
  const invalid = refused({ status: 422, causes: [{ reason: 'FieldValueInvalid', message: '', field: 'spec.x' }] })
  assert.deepEqual([isTestFailure(refused({ status: 422 })), isTestFailure(invalid)], [true, false])
})

test('K19 isNamespaceGone() knows a namespace that is missing, and one that is ending', () => {
  const missing = refused({ status: 404, message: 'namespaces "x" not found' })
  const ending = refused({ status: 403, causes: [{ reason: 'NamespaceTerminating', message: '', field: '' }] })
  const object = refused({ status: 404, message: 'deployments.apps "x" not found' })
  assert.deepEqual([missing, ending, object, refused({ status: 403 })].map(isNamespaceGone), [true, true, false, false])
})

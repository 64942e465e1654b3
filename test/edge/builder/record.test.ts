import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatRecord, parseRecord } from '../../../src/edge/builder/record.ts'

test('parseRecord() reads paths that hold commas and quotes', () => {
  assert.deepEqual(parseRecord('a.py,sha256=x,3\r\n"b,""c"".py",,\n'), [
    { path: 'a.py', hash: 'sha256=x', size: '3' },
    { path: 'b,"c".py', hash: '', size: '' },
  ])
})

test('formatRecord() writes what parseRecord() reads, sorted', () => {
  const text = '"b,""c"".py",,\n../../../bin/x,sha256=y,1\na.py,sha256=x,3\n'
  assert.equal(formatRecord(parseRecord(text).toReversed()), text)
})

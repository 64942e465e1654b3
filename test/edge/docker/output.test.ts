import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readOutput } from '../../../src/edge/docker/output.ts'

const frame = (kind: number, data: Uint8Array): Buffer => {
  const header = Buffer.alloc(8)
  header[0] = kind
  header.writeUInt32BE(data.length, 4)
  return Buffer.concat([header, data])
}

const EURO = Buffer.from('€')
const FRAMES = Buffer.concat([
  frame(1, Buffer.from('one\r\nt')),
  frame(2, Buffer.from('warning: ')),
  frame(1, Buffer.from('wo\n')),
  frame(2, Buffer.alloc(0)),
  frame(2, EURO.subarray(0, 1)),
  frame(1, Buffer.from('end')),
  frame(2, EURO.subarray(1)),
])

for (const size of [1, 3, 8, FRAMES.length])
  test(`readOutput() keeps the lines of stdout and stderr apart, in pieces of ${size} bytes`, async () => {
    const lines: string[] = []
    async function* pieces(): AsyncGenerator<Uint8Array> {
      for (let at = 0; at < FRAMES.length; at += size) yield FRAMES.subarray(at, at + size)
    }
    await readOutput(pieces(), (line) => lines.push(line))
    assert.deepEqual(lines, ['one', 'two', 'end', 'warning: €'])
  })

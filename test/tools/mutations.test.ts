import assert from 'node:assert/strict'
import { glob } from 'node:fs/promises'
import { test } from 'node:test'
import { capture } from '../../src/edge/exec.ts'
import { ROOT } from '../../tools/bundle.ts'

for await (const patch of glob('test/mutations/*.patch', { cwd: ROOT }))
  test(`${patch} applies to the sources as they are`, async () => {
    const { code, stderr } = await capture('git', ['apply', '--check', '--whitespace=nowarn', patch], { cwd: ROOT })
    assert.equal(code, 0, stderr)
  })

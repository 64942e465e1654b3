import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { makeProgramBase } from '../../../src/edge/demo/program-base.ts'

test('makeProgramBase() has each path once, also where a program stands below a folder of the system', async () => {
  const { blobs } = await makeProgramBase([{ path: 'tmp/clone/program', from: import.meta.filename }], {})
  const layer = blobs.find(({ descriptor }) => descriptor.mediaType.includes('tar'))
  const listed = spawnSync('tar', ['--list', '--gzip', '--file=-'], { input: layer?.bytes, encoding: 'utf8' })
  assert.equal(listed.status, 0, listed.stderr)
  const paths = listed.stdout.trim().split('\n')
  assert.deepEqual(paths, ['etc/', 'etc/passwd', 'tmp/', 'tmp/clone/', 'tmp/clone/program'])
})

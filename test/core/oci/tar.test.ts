import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { type LayerEntry, packLayer } from '../../../src/core/oci/layer.ts'
import { MTIME } from '../../../src/core/oci/tar.ts'
import { readTar } from '../../../src/core/oci/untar.ts'

const file = (path: string, content: string, mode = 0o644): LayerEntry => {
  const bytes = Buffer.from(content)
  return { entry: { type: 'file', path, mode, uid: 0, gid: 0, size: bytes.length }, read: () => Promise.resolve(bytes) }
}

const NAMES = [
  'plain.txt',
  `${'a'.repeat(99)}x`,
  `${'folder/'.repeat(20)}deep.txt`,
  `${'b'.repeat(180)}.txt`,
  'größe/ñandú.txt',
  '日本語.txt',
]

test('packLayer() writes names of every length and script that GNU tar reads back', async () => {
  const layer = await packLayer(NAMES.map((name) => file(name, name)))
  const folder = mkdtempSync(join(tmpdir(), 'tar-'))
  try {
    execFileSync('tar', ['-xf', '-', '-C', folder], { input: gunzipSync(layer.bytes) })
    for (const name of NAMES) {
      assert.equal(readFileSync(join(folder, name), 'utf8'), name)
      assert.equal(statSync(join(folder, name)).mtimeMs, MTIME * 1000)
    }
    assert.ok(readdirSync(folder).length > 0)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('readTar() reads what packLayer() writes', async () => {
  const link: LayerEntry = {
    entry: { type: 'symlink', path: 'bin/run', mode: 0o777, uid: 0, gid: 0, size: 0, target: '../plain.txt' },
  }
  const layer = await packLayer([...NAMES.map((name) => file(name, name, 0o755)), link])
  const entries = readTar(gunzipSync(layer.bytes))
  assert.deepEqual(
    entries.map(({ path, mode, data }) => [path, mode, Buffer.from(data).toString()]),
    [...NAMES.map((name) => [name, 0o755, name]), ['bin/run', 0o777, '']],
  )
  assert.equal(entries.at(-1)?.target, '../plain.txt')
})

for (const path of ['../evil', '/etc/passwd', 'a/../../evil'])
  test(`readTar() refuses the path "${path}"`, async () => {
    const layer = await packLayer([file(path, 'x')])
    assert.throws(() => readTar(gunzipSync(layer.bytes)), /leaves its root/)
  })

test('readTar() refuses a link that leaves the root', async () => {
  const link: LayerEntry = {
    entry: { type: 'symlink', path: 'a', mode: 0o777, uid: 0, gid: 0, size: 0, target: '../../etc' },
  }
  const layer = await packLayer([link])
  assert.throws(() => readTar(gunzipSync(layer.bytes)), /leaves its root/)
})

test('packLayer() refuses a file whose bytes are not as many as planned', async () => {
  const entry: LayerEntry = {
    entry: { type: 'file', path: 'a', mode: 0o644, uid: 0, gid: 0, size: 3 },
    read: () => Promise.resolve(Buffer.from('ab')),
  }
  await assert.rejects(packLayer([entry]), /has 2 bytes, not 3/)
})

import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { buildFailed } from '../../../src/core/build/failure.ts'
import type { FileEntry } from '../../../src/core/image/content.ts'
import { digestOf } from '../../../src/core/oci/digest.ts'
import { END_OF_ARCHIVE, padding, tarHeader } from '../../../src/core/oci/tar.ts'
import { filesInTar } from '../../../src/edge/builder/tar-files.ts'

const refuse = (reason: string) =>
  buildFailed({ phase: 'install', reason, exitCode: undefined, log: [] }, [{ file: 'a', line: 1, column: 1 }])

const read = async (archive: Uint8Array, leaveOut: readonly string[] = []): Promise<readonly FileEntry[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'tar-files-'))
  try {
    const file = join(folder, 'a.tar')
    await writeFile(file, archive)
    const options = { leaveOut: new Set(leaveOut), refuse, signal: new AbortController().signal }
    const files = await filesInTar(file, 'kubeless', options)
    for (const entry of files)
      if (entry.type === 'file') assert.equal(digestOf(await entry.read()), entry.digest, entry.path)
    return files
  } finally {
    await rm(folder, { recursive: true })
  }
}

const owned = { uid: 1000, gid: 1000, size: 0 }

const file = (path: string, text: string | Uint8Array = '', mode = 0o644): Buffer => {
  const data = Buffer.from(text)
  return Buffer.concat([
    tarHeader({ ...owned, type: 'file', path, mode, size: data.length }),
    data,
    padding(data.length),
  ])
}

const folder = (path: string): Uint8Array => tarHeader({ ...owned, type: 'directory', path, mode: 0o755 })

const link = (path: string, target: string): Uint8Array =>
  tarHeader({ ...owned, type: 'symlink', path, mode: 0o777, target })

/** Another kind of entry, made of a symbolic link's. */
const ofKind = (flag: string, path: string, target: string): Uint8Array => {
  const header = Buffer.from(link(path, target))
  header.write(flag, 156, 'latin1')
  return header
}

const archive = (...entries: readonly Uint8Array[]): Buffer => Buffer.concat([...entries, END_OF_ARCHIVE])

const short = (files: readonly FileEntry[]): readonly string[] =>
  files.map((entry) =>
    entry.type === 'symlink'
      ? `${entry.path} -> ${entry.target}`
      : `${entry.path} ${entry.executable ? 'x' : '-'} ${entry.size}`,
  )

test('filesInTar() lists files, links and hard links below the root by their bytes, without what is left out', async () => {
  const deep = `kubeless/${'d'.repeat(99)}/${'e'.repeat(99)}/ü`
  const found = await read(
    archive(
      folder('kubeless/'),
      file('kubeless/z', new Uint8Array(3 * 1024 ** 2 + 5).fill(7), 0o4755),
      file('kubeless/package.json', '{}'),
      file(deep, 'deep'),
      ofKind('1', 'kubeless/again', 'kubeless/package.json'),
      folder('kubeless/empty/'),
      link('kubeless/a', './z'),
    ),
    ['package.json'],
  )
  const expected = ['a -> ./z', 'again - 2', `${deep.slice('kubeless/'.length)} - 4`, 'z x 3145733']
  assert.deepEqual(short(found), expected)
})

const REFUSED: Readonly<Record<string, readonly [Buffer, RegExp]>> = {
  'a path beside the root': [archive(file('etc/passwd')), /"etc\/passwd" is not below "kubeless"/],
  'a path that climbs out of the root': [archive(file('kubeless/../etc/passwd')), /is not below "kubeless"/],
  'an absolute path': [archive(file('/kubeless/a')), /is not below "kubeless"/],
  'a whiteout': [archive(file('kubeless/a/.wh.b')), /"a\/\.wh\.b" would delete/],
  'a link that leads outside': [archive(link('kubeless/a', '../b')), /outside of what was installed/],
  'a device': [archive(ofKind('3', 'kubeless/null', '')), /"null" is neither a file/],
  'a hard link to nothing': [archive(ofKind('1', 'kubeless/a', 'kubeless/b')), /which is not in it/],
  'a hard link to what is outside': [archive(ofKind('1', 'kubeless/a', 'etc/passwd')), /is not below/],
  'an archive that is cut in a file': [file('kubeless/a', 'x'.repeat(600)).subarray(0, 700), /it ends too early/],
  'an archive that is cut between files': [file('kubeless/a', 'x'), /it ends too early/],
  'an empty answer': [Buffer.alloc(0), /it ends too early/],
}

for (const [what, [bytes, why]] of Object.entries(REFUSED))
  test(`filesInTar() refuses ${what}`, () => assert.rejects(read(bytes), { code: 'BUILD_FAILED', message: why }))

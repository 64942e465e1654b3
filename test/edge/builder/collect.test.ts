import assert from 'node:assert/strict'
import { chmod, link, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { ActionError } from '../../../src/core/errors.ts'
import type { FileEntry } from '../../../src/core/image/content.ts'
import { collectFiles } from '../../../src/edge/builder/collect.ts'

const collect = async (
  make: (root: string) => Promise<void>,
  leaveOut: readonly string[] = [],
): Promise<readonly FileEntry[]> => {
  const root = await mkdtemp(join(await realpath(tmpdir()), 'collect-'))
  try {
    await make(root)
    const refuse = (reason: string): ActionError => new ActionError('BUILD_FAILED', reason)
    const { signal } = new AbortController()
    return await collectFiles(root, { leaveOut: new Set(leaveOut), refuse, signal })
  } finally {
    await rm(root, { recursive: true })
  }
}

test('collectFiles() sorts by bytes and leaves out what it is told to', async () => {
  const files = await collect(
    async (root) => {
      await mkdir(join(root, 'a'))
      for (const path of ['a/z', 'a.b', 'b', '\u{10000}', '\uFF5E', 'out']) await writeFile(join(root, path), path)
    },
    ['out'],
  )
  assert.deepEqual(
    files.map(({ path }) => path),
    ['a.b', 'a/z', 'b', '\uFF5E', '\u{10000}'],
  )
})

test('collectFiles() keeps of the mode the owner’s execute bit alone', async () => {
  const modes = { a: 0o644, b: 0o700, c: 0o4755, d: 0o600, e: 0o655 }
  const files = await collect(async (root) => {
    for (const [path, mode] of Object.entries(modes)) {
      await writeFile(join(root, path), '')
      await chmod(join(root, path), mode)
    }
  })
  assert.deepEqual(
    files.map((file) => file.type === 'file' && file.executable),
    [false, true, true, false, false],
  )
})

test('collectFiles() makes a file of each hard link', async () => {
  const files = await collect(async (root) => {
    await writeFile(join(root, 'a'), 'same')
    await link(join(root, 'a'), join(root, 'b'))
  })
  assert.deepEqual(
    files.map(({ path, type }) => `${type} ${path}`),
    ['file a', 'file b'],
  )
  assert.equal(new Set(files.map((file) => file.type === 'file' && file.digest)).size, 1)
})

test('collectFiles() keeps relative links that stay inside, to files and to folders', async () => {
  const files = await collect(async (root) => {
    await mkdir(join(root, 'a/b'), { recursive: true })
    await writeFile(join(root, 'a/file'), '')
    await symlink('../file', join(root, 'a/b/link'))
    await symlink('a', join(root, 'folder'))
  })
  assert.deepEqual(
    files.filter(({ type }) => type === 'symlink'),
    [
      { type: 'symlink', path: 'a/b/link', target: '../file' },
      { type: 'symlink', path: 'folder', target: 'a' },
    ],
  )
})

const REFUSED: Readonly<Record<string, readonly [make: (root: string) => Promise<void>, reason: RegExp]>> = {
  'an absolute link': [
    (root) => symlink('/etc/hosts', join(root, 'a')),
    /^"a" links to "\/etc\/hosts", an absolute path$/,
  ],
  'a link that leaves': [(root) => symlink('../..', join(root, 'a')), /^"a" links to "\.\.\/\.\.", outside of/],
  'a link that leaves by way of another': [
    async (root) => {
      await mkdir(join(root, 'x'))
      await symlink('..', join(root, 'x/up'))
      await symlink('x/up/..', join(root, 'a'))
    },
    /^"a" links to "x\/up\/\.\.", outside of/,
  ],
  'a link to nothing': [(root) => symlink('none', join(root, 'a')), /^"a" links to "none", which is not there$/],
  'a link to itself': [(root) => symlink('a', join(root, 'a')), /^"a" links to "a", which is not there$/],
  'a whiteout': [(root) => writeFile(join(root, '.wh.a'), ''), /^"\.wh\.a" would delete a file of the base image/],
  'a folder named as a whiteout': [
    async (root) => {
      await mkdir(join(root, 'x/.wh..wh..opq'), { recursive: true })
    },
    /^"x\/\.wh\.\.wh\.\.opq" would delete/,
  ],
  'a name that is not UTF-8': [
    (root) => writeFile(Buffer.concat([Buffer.from(`${root}/a`), Buffer.from([0xff])]), ''),
    /^the name of "a\uFFFD" is not UTF-8$/,
  ],
}

for (const [what, [make, message]] of Object.entries(REFUSED))
  test(`collectFiles() refuses ${what}`, async () => {
    await assert.rejects(collect(make), { code: 'BUILD_FAILED', message })
  })

test('collectFiles() refuses a socket', async () => {
  const { createServer } = await import('node:net')
  const server = createServer()
  const make = (root: string): Promise<void> =>
    new Promise((resolve) => {
      server.listen(join(root, 's'), resolve)
    })
  await assert.rejects(collect(make), { message: '"s" is neither a file, a folder nor a link' })
  server.close()
})

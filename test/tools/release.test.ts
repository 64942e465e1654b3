import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { obstacles } from '../../tools/release.ts'

test('obstacles() names all that keeps a tag from being released', async () => {
  const root = await mkdtemp(join(tmpdir(), 'release-test-'))
  const git = (...args: readonly string[]): Buffer =>
    execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.com', ...args], { cwd: root })
  try {
    git('init', '--quiet')
    await writeFile(join(root, 'package.json'), '{"version":"1.2.3"}')
    await writeFile(join(root, 'CHANGELOG.md'), '# Changes\n\n## 1.2.3 (2030-01-01)\n')
    git('add', '.')
    git('commit', '--quiet', '--message', 'x')
    assert.deepEqual(await obstacles(root, 'v1.2.3'), [])

    git('tag', 'v1.2.3')
    await writeFile(join(root, 'CHANGELOG.md'), '## 1.2.30\n')
    assert.deepEqual(await obstacles(root, 'v1.2.3'), [
      'CHANGELOG.md has no "## 1.2.3"',
      'The tag "v1.2.3" exists',
      'The work tree has changes:\nM CHANGELOG.md',
    ])
    assert.match((await obstacles(root, '1.2.3'))[0] ?? '', /"1.2.3" is not v and the version/)
  } finally {
    await rm(root, { recursive: true })
  }
})

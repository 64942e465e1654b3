import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'

const ROOT = resolve(import.meta.dirname, '../..')

const run = promisify(execFile)

test('a newcomer with Node and npm sees four passes and a reply in a clean clone', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'newcomer-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const clone = join(folder, 'clone')
  await run('git', ['clone', '--quiet', '--no-hardlinks', ROOT, clone])
  const { stdout: npm } = await run('sh', ['-c', 'command -v npm'])
  const env = { PATH: [dirname(npm.trim()), '/bin'].join(':'), HOME: folder, TMPDIR: folder }
  // As "npm ci" has made it for this run: that it can is shown by whoever began it on a clean clone.
  await symlink(join(ROOT, 'node_modules'), join(clone, 'node_modules'))
  const { stdout } = await run('npm', ['run', 'demo'], { cwd: clone, env })
  assert.match(stdout, /3 built/)
  assert.match(stdout, /3 unchanged/)
  assert.match(stdout, /built +default\/hello +code changed: hello\.js/)
  assert.match(stdout, /1 built · 2 unchanged/)
  assert.match(stdout, /Good morning, Ada!/)
  assert.match(stdout, /uses: OWNER\/function-images@v1/)
})

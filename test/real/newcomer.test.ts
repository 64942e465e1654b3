import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
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
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => /^(?:npm_config_|NODE_EXTRA_CA|SSL_)/i.test(name)),
  )
  const options = {
    cwd: clone,
    env: {
      ...inherited,
      npm_config_userconfig: process.env['npm_config_userconfig'] ?? join(process.env['HOME'] ?? '', '.npmrc'),
      ...env,
    },
  }
  await run('npm', ['ci'], options)
  const { stdout } = await run('npm', ['run', 'demo'], options)
  assert.match(stdout, /3 built/)
  assert.match(stdout, /3 unchanged/)
  assert.match(stdout, /built +default\/hello +code changed: hello\.js/)
  assert.match(stdout, /1 built · 2 unchanged/)
  assert.match(stdout, /Good morning, Ada!/)
  assert.match(stdout, /uses: OWNER\/function-images@v1/)
})

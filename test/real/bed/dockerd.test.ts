import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { test } from 'node:test'
import { capture } from '../../../src/edge/exec.ts'
import { startDockerd } from './dockerd.ts'
import { programFor } from './programs.ts'

test('startDockerd() answers a client, and leaves nothing when closed', async (t) => {
  const dockerd = await programFor(t, 'dockerd')
  const docker = await programFor(t, 'docker')
  if (dockerd === undefined || docker === undefined) return
  if (process.getuid?.() !== 0) return t.skip('dockerd needs root')
  const daemon = await startDockerd(dockerd, t.signal)
  try {
    const format = '{{.Server.Version}}'
    const { code, stdout } = await capture(docker, ['--host', daemon.host, 'version', '--format', format], { cwd: '/' })
    assert.equal(code, 0)
    assert.match(stdout.toString(), /^\d+\./)
  } finally {
    await daemon.close()
  }
  assert.equal(existsSync(daemon.host.replace('unix://', '')), false)
  assert.throws(() => process.kill(daemon.pid, 0), { code: 'ESRCH' })
})

test('startDockerd() says why a daemon does not come up', async (t) => {
  await assert.rejects(startDockerd(process.execPath, t.signal), /Cannot start dockerd: it ended\n[^]*bad option/)
})

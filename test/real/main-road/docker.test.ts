import assert from 'node:assert/strict'
import { cp, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { capture } from '../../../src/edge/exec.ts'
import { mirrorOf, pushNodeBase, pushPythonBase } from '../bed/bases.ts'
import { startRun } from '../../entry/run-child.ts'
import { type Built, CLI, openDesk, specOf } from '../bed/desk.ts'
import { freePort, startDockerRegistry } from '../bed/docker-registry.ts'
import { startDockerd } from '../bed/dockerd.ts'
import { programFor } from '../bed/programs.ts'
import { pythonFor } from '../bed/python-base.ts'

const EXAMPLES = resolve(import.meta.dirname, '../../../examples')

/** Tries what the image promises about /kubeless. */
const PROBE = `const { rmSync, writeFileSync } = require('node:fs')
const codeOf = (act) => { try { act(); return 'done' } catch ({ code }) { return code } }
exports.probe = () => [
  process.getuid(),
  process.getgid(),
  process.cwd(),
  codeOf(() => writeFileSync('/kubeless/new.txt', 'x')),
  codeOf(() => writeFileSync('/kubeless/probe.js', '')),
  codeOf(() => writeFileSync('/function-images/kubeless.mjs', '')),
]
`

const READ_ONLY = ['--read-only']

/** Per function: what it is called with, what it answers, how its container is run, and the body of its reply. */
const CALLS = [
  { name: 'hello', flags: READ_ONLY, data: '{"name":"Ada"}', reply: 'Hello, Ada!' },
  { name: 'wordcount', flags: READ_ONLY, data: 'to be or to', reply: '{"to": 2, "be": 1, "or": 1}' },
  { name: 'probe', flags: [], data: '{}', reply: '[1000,1000,"/kubeless","done","EACCES","EACCES"]' },
] as const

test('dockerd pulls and runs a function of each runtime, which answers as uid 1000', async (t) => {
  const docker = await openDocker(t)
  const python = await pythonFor(t)
  if (docker === undefined || python === undefined) return
  const registry = await startDockerRegistry()
  t.after(() => registry.stop())
  await pushNodeBase(registry.host)
  await pushPythonBase(registry.host, python)
  const desk = await openDesk(t, { flags: ['--registry', registry.host, ...mirrorOf(registry.host)] })
  for (const path of ['nodejs/hello', 'python/wordcount'])
    await cp(join(EXAMPLES, path), join(desk.folder, path), { recursive: true })
  await desk.write('probe/function.yaml', specOf('probe', 'nodejs24', 'probe.probe'))
  await desk.write('probe/probe.js', PROBE)
  const built = await desk.build()
  for (const call of CALLS)
    await t.test(call.name, async () => {
      const { id, url } = await runImage(docker, imageOf(built, call.name), call.flags)
      const headers = { 'content-type': call.data.startsWith('{') ? 'application/json' : 'text/plain' }
      const answer = await fetch(url, { method: 'POST', headers, body: call.data })
      assert.deepEqual([answer.status, await answer.text()], [200, call.reply])
      assert.equal((await fetch(`${url}healthz`)).status, 200)
      const pid = (await docker('inspect', '--format', '{{.State.Pid}}', id)).trim()
      const status = await readFile(`/proc/${pid}/status`, 'utf8')
      assert.match(status, /^Uid:\t1000\t1000\t1000\t1000$/m)
      assert.match(status, /^Gid:\t1000\t1000\t1000\t1000$/m)
    })
  await t.test('a function is stopped by SIGTERM, after it has served what came meanwhile', async () => {
    const { id, url } = await runImage(docker, imageOf(built, 'hello'), READ_ONLY)
    const stopping = docker('stop', '--time', '30', id)
    await sleep(500)
    const answer = await fetch(url)
    assert.deepEqual([answer.status, answer.headers.get('connection')], [200, 'close'])
    await stopping
    assert.equal((await docker('inspect', '--format', '{{.State.ExitCode}}', id)).trim(), '0')
  })
})

test('run --docker serves the whole image until it is interrupted', async (t) => {
  const dockerd = await programFor(t, 'dockerd')
  const docker = await programFor(t, 'docker')
  if (dockerd === undefined || docker === undefined) return
  const bridge = { name: 'fi-test0', address: '172.29.117.1/24' }
  const daemon = await startDockerd(dockerd, t.signal, { bridge })
  t.after(() => daemon.close())
  const registry = await startDockerRegistry()
  t.after(() => registry.stop())
  await pushNodeBase(registry.host)
  const flags = ['--registry', registry.host, ...mirrorOf(registry.host)]
  const desk = await openDesk(t, { flags })
  await cp(join(EXAMPLES, 'nodejs/hello'), desk.folder, { recursive: true })
  await desk.build()
  const env = { ...desk.env, DOCKER_HOST: daemon.host }
  const running = await startRun(['hello', '--docker', '--port', '0', ...flags], { cwd: desk.folder, env, main: CLI })
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(running.url, { method: 'POST', headers, body: '{"name":"Ada"}' })
  assert.equal(await answer.text(), 'Hello, Ada!')
  assert.equal(await running.stop(), 130)
  const { stdout } = await capture(docker, ['--host', daemon.host, 'ps', '--all', '--quiet'], { cwd: '/' })
  assert.equal(stdout.toString(), '')
})

type Docker = (...words: readonly string[]) => Promise<string>

/** Starts a daemon; without one the test is skipped. */
const openDocker = async (t: TestContext): Promise<Docker | undefined> => {
  const dockerd = await programFor(t, 'dockerd')
  const docker = await programFor(t, 'docker')
  if (dockerd === undefined || docker === undefined) return undefined
  const daemon = await startDockerd(dockerd, t.signal)
  t.after(() => daemon.close())
  return async (...words) => {
    const { code, stdout, stderr } = await capture(docker, ['--host', daemon.host, ...words], { cwd: '/' })
    assert.equal(code, 0, `docker ${words.join(' ')}: ${stderr}`)
    return stdout.toString()
  }
}

const imageOf = (built: Built, name: string): string => {
  const { repository, digest } = built.of(name)
  return `${repository}@${digest}`
}

interface Container {
  readonly id: string
  readonly url: string
}

/** Runs an image, pulled by digest, on a free port, and waits until it is healthy. */
const runImage = async (docker: Docker, image: string, flags: readonly string[]): Promise<Container> => {
  const port = await freePort()
  const own = ['--network=host', '--cap-drop=ALL', '--env', `FUNC_PORT=${port}`, ...flags]
  const id = (await docker('run', '--detach', ...own, image)).trim()
  const url = `http://127.0.0.1:${port}/`
  for (let ask = 0; ask < ASKS; ask += 1) {
    const healthy = await fetch(`${url}healthz`).then(
      ({ status }) => status === 200,
      () => false,
    )
    if (healthy) return { id, url }
    await sleep(100)
  }
  throw new Error(`"${image}" does not answer: ${await docker('logs', id)}`)
}

/** How often a new container is asked whether it is healthy. */
const ASKS = 300

import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import type { TestContext } from 'node:test'
import { meeting } from './functions.ts'
import { ask, findPythons, LIMIT, startShim, until } from './shim.ts'

for (const runtime of findPythons()) {
  describe(`shim ${runtime.name} alone`, LIMIT, () => {
    const start = (t: TestContext, lines: readonly string[], env = {}) =>
      startShim(t, runtime, { files: { 'fn.py': lines.join('\n') }, env })
    const counter = ['n = 41', 'def main(event, context):', '  global n', '  n += 1', '  return str(n)']

    test('shows what the module set, and forgets what a call sets', async (t) => {
      const { port } = await start(t, counter)
      for (let call = 0; call < 4; call += 1) assert.equal((await ask(port)).body, '42')
    })
    test('with MP_CONTEXT=spawn does the same in new processes', async (t) => {
      const { port } = await start(t, counter, { MP_CONTEXT: 'spawn' })
      for (let call = 0; call < 4; call += 1) assert.equal((await ask(port)).body, '42')
    })
    test('refuses MP_CONTEXT=fork', async (t) => {
      const shim = await start(t, counter, { MP_CONTEXT: 'fork' })
      assert.equal(await shim.ended, 1)
      assert.match(await shim.terminationMessage(), /MP_CONTEXT/)
    })
    test('ends at the timeout what the function has started too', async (t) => {
      const shim = await start(
        t,
        [
          'import subprocess, sys',
          'def main(event, context):',
          `  code = 'import os, time; open("started", "w").write(str(os.getpid())); time.sleep(60)'`,
          `  subprocess.run([sys.executable, '-c', code], cwd=sys.modules[__name__].__file__[:-5])`,
        ],
        { FUNC_TIMEOUT: '1' },
      )
      assert.equal((await ask(shim.port)).status, 408)
      const pid = Number(await readFile(join(shim.root, 'started'), 'utf8'))
      await until(() => !isRunning(pid))
    })
    test('lets a thread of the function finish after the answer', async (t) => {
      const shim = await start(t, [
        'import threading, time',
        'def later():',
        '  time.sleep(0.2)',
        `  print('thread done')`,
        'def main(event, context):',
        '  threading.Thread(target=later).start()',
        `  return 'x'`,
      ])
      assert.equal((await ask(shim.port)).body, 'x')
      await until(() => shim.stdout().includes('thread done'))
    })
    test('ends with 1 and says so when the process that holds the function is killed', async (t) => {
      const shim = await start(t, ['import os', 'def main(event, context):', '  return str(os.getppid())'])
      process.kill(Number((await ask(shim.port)).body), 'SIGKILL')
      assert.equal(await shim.ended, 1)
      assert.match(await shim.terminationMessage(), /process that holds the function has ended/)
    })
    test('with KUBELESS_ALLOW_PUT=0 answers PUT with 405', async (t) => {
      const { port } = await start(t, counter, { KUBELESS_ALLOW_PUT: '0' })
      const { status, headers } = await ask(port, { method: 'PUT', body: 'x' })
      assert.deepEqual([status, headers.allow], [405, 'GET, HEAD, POST, PATCH, DELETE'])
    })
    test('with KUBELESS_JSON_CHARSET=1 parses JSON with a charset', async (t) => {
      const lines = ['def main(event, context):', `  return event['data']`]
      const { port } = await start(t, lines, { KUBELESS_JSON_CHARSET: '1' })
      const headers = { 'content-type': 'application/json; charset=utf-8' }
      assert.equal((await ask(port, { method: 'POST', headers, body: '{"a":1}' })).body, '{"a": 1}')
    })
    test('answers /healthz while all of CHERRYPY_NUMTHREADS calls are busy', async (t) => {
      const shim = await startShim(t, runtime, { ...meeting(runtime), env: { CHERRYPY_NUMTHREADS: '1' } })
      const calls = ['a', 'b'].map((body) => ask(shim.port, { method: 'POST', body }))
      await until(() => existsSync(join(shim.root, 'a')) || existsSync(join(shim.root, 'b')))
      assert.equal((await ask(shim.port, { path: '/healthz' })).body, 'OK')
      for (const name of ['a', 'b', 'c', 'd']) await writeFile(join(shim.root, name), '')
      await Promise.all(calls)
    })
    test('finds packages below the folder of the function, and a package as module', async (t) => {
      const files = {
        'fn.py': 'import other\nmain = other.main',
        'other.py': `def main(event, context):\n  return 'it'`,
      }
      assert.equal((await ask((await startShim(t, runtime, { files })).port)).body, 'it')
    })
  })
}

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

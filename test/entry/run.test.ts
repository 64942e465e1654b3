import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import type { ImageManifest } from '../../src/core/oci/types.ts'
import type { Report } from '../../src/core/report/report.ts'
import { openRegistry } from '../../src/edge/embedded-registry/server.ts'
import { pushBaseImage } from '../fakes/base-image.ts'
import { closeServer, listen } from '../fakes/loopback.ts'
import { type Running, startRun } from './run-child.ts'
import { shell } from './shell.ts'

const FILES = {
  'hello/function.yaml': `apiVersion: function-images.github.io/v1alpha1
kind: Function
metadata:
  name: hello
spec:
  runtime: nodejs24
  handler: hello.greet
`,
  // Reads a file at each call: what is deleted is missed.
  'hello/hello.js': `const { readFileSync } = require('node:fs')
exports.greet = (event) => readFileSync(__dirname + '/words.txt', 'utf8') + event.data.name
`,
  'hello/words.txt': 'Good morning, ',
}

interface Desk {
  readonly work: string
  /** Of the embedded registry. */
  readonly data: string
  readonly digest: string
  readonly run: (port?: string) => Promise<Running>
}

/** Builds hello into the embedded registry of a folder of its own. */
const desk = async (t: TestContext): Promise<Desk> => {
  const folder = await mkdtemp(join(tmpdir(), 'run-test-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const [work, data] = [join(folder, 'work'), join(folder, 'data')]
  for (const [path, text] of Object.entries(FILES)) {
    await mkdir(dirname(join(work, path)), { recursive: true })
    await writeFile(join(work, path), text)
  }
  const hub = await openRegistry({ root: join(folder, 'hub') })
  t.after(() => hub.close())
  await pushBaseImage({ host: hub.host, repository: 'library/node', tag: '24-slim' })
  const flags = ['--data', data, '--image-mirrors', `docker.io=${hub.host}`]
  assert.equal((await shell(['lock', '--image-mirrors', `docker.io=${hub.host}`], { cwd: work })).code, 0)
  const { code, out, err } = await shell(['build', '--format', 'json', ...flags], { cwd: work })
  assert.equal(code, 0, err)
  const [result] = (JSON.parse(out) as Report).functions
  const env = { PATH: process.env['PATH'] ?? '', HOME: folder }
  return {
    work,
    data,
    digest: result?.digest ?? '',
    run: (port = '0') => startRun(['hello', '--port', port, ...flags], { cwd: work, env }),
  }
}

test('run serves a function from its image, and goes on when its sources are gone', async (t) => {
  const { work, run } = await desk(t)
  const running = await run()
  try {
    await rm(work, { recursive: true })
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(running.url, { method: 'POST', headers, body: '{"name":"Ada"}' })
    assert.equal(await answer.text(), 'Good morning, Ada')
  } finally {
    assert.equal(await running.stop(), 130)
  }
})

test('run refuses a layer in which one bit has turned, naming it', async (t) => {
  const { data, digest, run } = await desk(t)
  const blob = async (of: string): Promise<string> => join(await layoutOf(data), 'blobs', of.replace(':', '/'))
  const manifest = JSON.parse(await readFile(await blob(digest), 'utf8')) as ImageManifest
  const code = manifest.layers.at(-1)?.digest ?? ''
  const bytes = await readFile(await blob(code))
  const middle = bytes.length >> 1
  bytes[middle] = (bytes[middle] ?? 0) ^ 1
  await writeFile(await blob(code), bytes)
  await assert.rejects(run(), ({ message }: Error) => {
    assert.match(message, /^"run" ended with 1: error: /)
    assert.ok(message.includes(code), message)
    assert.doesNotMatch(message, /\n\s+at /)
    return true
  })
})

/** The folder of hello's repository, an OCI layout. */
const layoutOf = async (data: string): Promise<string> => {
  const found = (await readdir(data, { recursive: true })).find((path) => path.endsWith(join('hello', '_oci')))
  assert.ok(found !== undefined)
  return join(data, found)
}

test('run refuses a port whose answers would be another program’s', async (t) => {
  const { run } = await desk(t)
  const other = createServer((_, response) => response.end('OK'))
  const [, port = ''] = (await listen(other)).split(':')
  t.after(() => closeServer(other))
  await assert.rejects(run(port), /"run" ended with 2: error: Cannot serve on port \d+: .*EADDRINUSE/)
})

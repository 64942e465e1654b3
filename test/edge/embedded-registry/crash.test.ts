import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { digestOf, hexOf } from '../../../src/core/oci/digest.ts'
import { openRegistry } from '../../../src/edge/embedded-registry/server.ts'
import { call, pushImage, serve, temporaryFolder } from './client.ts'

interface Child {
  readonly host: string
  readonly root: string
  /** Sends SIGKILL and waits until the process is gone. */
  readonly kill: () => Promise<void>
}

const serveInChild = async (t: TestContext, root: string): Promise<Child> => {
  const script = fileURLToPath(new URL('serving.ts', import.meta.url))
  const child: ChildProcess = spawn(process.execPath, [script, root], { stdio: ['ignore', 'pipe', 'inherit'] })
  const gone = once(child, 'exit')
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL')
    await gone
  }
  t.after(kill)
  const [line] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer]
  return { host: line.toString().trim(), root, kill }
}

test('kill -9: the folder is locked while the process lives, and free when it is gone', async (t) => {
  const { root, kill } = await serveInChild(t, await temporaryFolder(t))
  await assert.rejects(openRegistry({ root }), { code: 'INPUT_INVALID' })
  await kill()
  await serve(t, root)
})

test('kill -9 in an upload leaves nothing that can be seen', async (t) => {
  const { host, root, kill } = await serveInChild(t, await temporaryFolder(t))
  const begun = await call(host, 'POST /v2/a/blobs/uploads/')
  const location = String(begun.headers.location)
  const [hostname, port] = host.split(':')
  const upload = request({ hostname, port, method: 'PATCH', path: location, headers: { 'content-length': '9999' } })
  upload.on('error', () => undefined)
  upload.write('the first bytes')
  while ((await call(host, `GET ${location}`)).headers.range !== '0-14');
  await kill()
  assert.equal((await readdir(join(root, '_registry', 'uploads'))).length, 1)
  const again = await serve(t, root)
  assert.deepEqual(await readdir(join(root, '_registry', 'uploads')), [])
  assert.equal((await call(again.host, `GET ${location}`)).code, 'BLOB_UPLOAD_UNKNOWN')
  assert.equal((await call(again.host, 'GET /v2/a/tags/list')).code, 'NAME_UNKNOWN')
})

/** How many images are pushed before the process is killed, in the middle of more. */
const ROUNDS = [0, 3, 20]

test('kill -9 among pushes loses nothing that was answered, and shows nothing by halves', async (t) => {
  const root = await temporaryFolder(t)
  const answered = new Map<string, string>()
  for (const [round, enough] of ROUNDS.entries()) {
    await pushUntilKilled(await serveInChild(t, root), { round, enough, answered })
    const { host, close } = await openRegistry({ root })
    for (const [tag, manifest] of answered)
      assert.equal((await call(host, `GET /v2/a/manifests/${tag}`)).body.toString(), manifest, tag)
    await checkLayout(host, join(root, 'a', '_oci'))
    await close()
  }
  assert.ok(answered.size >= 23)
})

interface Pushes {
  readonly round: number
  readonly enough: number
  readonly answered: Map<string, string>
}

const pushUntilKilled = async (child: Child, { round, enough, answered }: Pushes): Promise<void> => {
  let count = 0
  let killed: Promise<void> | undefined
  const pusher = async (worker: number): Promise<void> => {
    for (let at = 0; killed === undefined; at += 1) {
      const tag = `r${round}-w${worker}-${at}`
      try {
        answered.set(tag, await pushImage(child.host, 'a', tag))
        count += 1
      } catch (error) {
        // A refusal would be an error of ours, a cut connection is what this is about.
        assert.notEqual((error as NodeJS.ErrnoException).code, undefined)
      }
      if (count >= enough) killed ??= child.kill()
    }
  }
  if (enough === 0) setImmediate(() => void (killed = child.kill()))
  await Promise.all([0, 1, 2, 3, 4, 5].map(pusher))
  await killed
}

const checkLayout = async (host: string, folder: string): Promise<void> => {
  const blobs = join(folder, 'blobs', 'sha256')
  for (const name of await readdir(blobs).catch(() => []))
    assert.equal(name, hexOf(digestOf(await readFile(join(blobs, name)))))
  const list = await call(host, 'GET /v2/a/tags/list')
  const { tags = [] } = JSON.parse(list.body.toString()) as { tags?: readonly string[] }
  for (const tag of tags) {
    const { config } = JSON.parse((await call(host, `GET /v2/a/manifests/${tag}`)).body.toString()) as {
      config: { digest: string }
    }
    assert.equal((await call(host, `GET /v2/a/blobs/${config.digest}`)).body.toString(), `{"of":"${tag}"}`)
  }
}

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { mirrorOf } from '../bed/bases.ts'
import { CLI, openDesk, specOf } from '../bed/desk.ts'
import { openScene, type Scene } from './scene.ts'
import { openStallingProxy } from './stalling-proxy.ts'

/** Runs a build at the command line, interrupts it when `ready` settles, and returns its exit code; fails when it does not end. */
const interrupted = async (
  t: TestContext,
  scene: Scene,
  { kubeconfig, ready }: { readonly kubeconfig: string; readonly ready: Promise<unknown> },
): Promise<number | null> => {
  const { bed, namespace, gate } = scene
  const desk = await openDesk(t, { flags: [] })
  await desk.write('hello/function.yaml', specOf('hello', 'nodejs24', 'handler.run'))
  await desk.write('hello/handler.js', 'exports.run = () => "hello"\n')
  await desk.write('hello/package.json', gate.packageJson('hello'))
  await writeFile(join(desk.folder, 'kubeconfig'), kubeconfig)
  const flags = [
    ['--kubeconfig', 'kubeconfig'],
    ['--namespace', namespace],
    ['--registry', `${bed.registry}/${namespace}`],
    ['--insecure-registries', bed.registry],
    mirrorOf(bed.registry),
  ].flat()
  const child = spawn(process.execPath, [CLI, 'build', ...flags], { cwd: desk.folder, env: desk.env, stdio: 'ignore' })
  t.after(() => child.kill('SIGKILL'))
  await ready
  child.kill('SIGINT')
  const [code] = (await once(child, 'exit', { signal: AbortSignal.timeout(PATIENCE) })) as [number | null]
  return code
}

/** Of a person at a terminal, in milliseconds. */
const PATIENCE = 7_500

test('S1 an interrupt at the command line deletes the Job', async (t) => {
  const scene = await openScene(t)
  if (scene === undefined) return
  const kubeconfig = await readFile(scene.bed.kubeconfig, 'utf8')
  assert.equal(await interrupted(t, scene, { kubeconfig, ready: scene.gate.knocked() }), 130)
  assert.deepEqual(await scene.leftovers(), [])
})

test('S2 an interrupt at the command line ends it, also with an API server that hangs', async (t) => {
  const scene = await openScene(t)
  if (scene === undefined) return
  const { bed, address, gate } = scene
  const proxy = await openStallingProxy(t, bed.server, address)
  const kubeconfig = (await readFile(bed.kubeconfig, 'utf8')).replaceAll(bed.server, `https://${proxy.host}`)
  assert.equal(await interrupted(t, scene, { kubeconfig, ready: gate.knocked().then(() => proxy.stall()) }), 130)
})

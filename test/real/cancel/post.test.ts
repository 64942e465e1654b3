import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openScene } from './scene.ts'

test('S5 after success the post step says nothing and asks the cluster nothing', async (t) => {
  const scene = await openScene(t)
  if (scene === undefined) return
  scene.gate.open()
  const { main, post } = await scene.run()
  assert.equal(main.exitCode, 0, main.log.join('\n'))
  assert.deepEqual([post?.exitCode, post?.log], [0, []])
  const since = new Date()
  assert.equal((await scene.post(main))?.exitCode, 0)
  assert.deepEqual(await scene.requests(since), [])
})

test('S5 after a failed install the post step says nothing', async (t) => {
  const scene = await openScene(t, { packageJson: JSON.stringify({ scripts: { preinstall: 'exit 3' } }) })
  if (scene === undefined) return
  const { main, post } = await scene.run()
  assert.equal(main.exitCode, 1, main.log.join('\n'))
  assert.deepEqual([post?.exitCode, post?.log], [0, []])
  assert.deepEqual(await scene.leftovers(), [])
})

test('S5 the post step takes away what a killed main step left, and may be run again', async (t) => {
  const scene = await openScene(t)
  if (scene === undefined) return
  const stop = new AbortController()
  const running = scene.run({ cancel: { when: stop.signal, how: 'shutdown' } })
  await scene.gate.knocked()
  stop.abort()
  const { main } = await running
  const first = await scene.post(main)
  assert.equal(first?.exitCode, 0)
  assert.match(first?.log.join('\n') ?? '', /^Left Job "deps-nodejs24-[0-9a-f]+" in namespace "cancel-/m)
  assert.deepEqual(await scene.leftovers(), [])
  const second = await scene.post(main)
  assert.deepEqual([second?.exitCode, second?.log], [0, []])
})

test('S5 a post step without a word from its main step says nothing', async (t) => {
  const scene = await openScene(t)
  if (scene === undefined) return
  const post = await scene.post({ state: {}, exported: {} })
  assert.deepEqual([post?.exitCode, post?.log], [0, []])
})

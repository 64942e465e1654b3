import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type TestContext, test } from 'node:test'
import { NODE } from './bases.ts'
import { REGISTRY } from './cluster/addresses.ts'
import { command } from './cluster/command.ts'
import { takeDown } from './cluster/down.ts'
import { kubectlOf } from './cluster/kubectl.ts'
import { isBridgeThere } from './cluster/network.ts'
import { type Place, placeAt } from './cluster/place.ts'
import { whyNoBed } from './cluster/requirements.ts'
import { containersOf, processesOf, traces } from './cluster/traces.ts'
import { bringUp, isUp } from './cluster/up.ts'

const TOOL = resolve(import.meta.dirname, '../../../tools/bed.ts')

const silent = (): void => undefined

/** Returns a place for a bed of the test's own; without one the test is skipped: there can be one bed on a machine. */
const ownPlace = async (t: TestContext): Promise<Place | undefined> => {
  const missing = await whyNoBed()
  if (missing !== undefined && process.env['FUNCTION_IMAGES_BED'] === 'complete') throw new Error(missing)
  const why = missing ?? ((await isBridgeThere()) ? 'A bed is up, which this test would have to take down' : undefined)
  if (why !== undefined) {
    t.skip(why)
    return undefined
  }
  const folder = await mkdtemp(join(tmpdir(), 'bed-'))
  const place = placeAt(join(folder, 'state'))
  t.after(async () => {
    await takeDown(place)
    await rm(folder, { recursive: true })
  })
  return place
}

test('takeDown() leaves nothing of a bed with pods, and bringUp() does not touch one that is up', async (t) => {
  const place = await ownPlace(t)
  if (place === undefined) return
  const before = await traces(place)
  await bringUp(place, silent)
  await assert.rejects(bringUp(place, silent), /there is one in/)
  const elsewhere = placeAt(`${place.root}-2`)
  await assert.rejects(bringUp(elsewhere, silent), /a bed in another folder is up/)
  assert.equal(await isUp(elsewhere), false)
  await runForEver(place)
  assert.equal((await traces(place)).bridge, true)
  await takeDown(place)
  assert.deepEqual(await traces(place), before)
})

test('"bed down" leaves nothing of a bed whose processes were all killed, pods too, and does nothing then', async (t) => {
  const place = await ownPlace(t)
  if (place === undefined) return
  const before = await traces(place)
  await bringUp(place, silent)
  await runForEver(place)
  for (const pid of [...(await processesOf(place)), ...(await containersOf(place))]) process.kill(pid, 'SIGKILL')
  for (let round = 0; round < 2; round += 1) {
    await command('env', [`FUNCTION_IMAGES_BED_STATE=${place.root}`, process.execPath, TOOL, 'down'])
    assert.deepEqual(await traces(place), before)
  }
})

/** Starts a pod with volumes of its own, which are mounts, and waits until it runs. */
const runForEver = async (place: Place): Promise<void> => {
  const kubectl = await kubectlOf(place, 'bed')
  await kubectl(['wait', '--for=create', 'serviceaccount/default', '--timeout=30s'])
  const container = { name: 'main', image: `${REGISTRY}/hub/${NODE}`, command: ['sleep', '600'] }
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'pod' }, spec: { containers: [container] } }
  await kubectl(['create', '--filename', '-'], JSON.stringify(pod))
  await kubectl(['wait', '--for=condition=Ready', 'pod/pod', '--timeout=60s'])
  assert.notEqual((await containersOf(place)).length, 0)
}

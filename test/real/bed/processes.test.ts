import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Place, placeAt } from './cluster/place.ts'
import { endProcess, endProcesses, isRunning, startProcess } from './cluster/processes.ts'

const linux = { skip: process.platform === 'linux' ? false : 'There is no /proc' }

const temporaryPlace = async (t: TestContext): Promise<Place> => {
  const place = placeAt(await mkdtemp(join(tmpdir(), 'processes-')))
  t.after(async () => {
    await endProcesses(place)
    await rm(place.root, { recursive: true })
  })
  return place
}

test('endProcess() ends a process that does not want to', linux, async (t) => {
  const place = await temporaryPlace(t)
  const stubborn = "process.on('SIGTERM', () => undefined); setInterval(() => undefined, 1000); console.log('up')"
  await startProcess(place, 'stubborn', [process.execPath, '-e', stubborn])
  while (!(await readFile(place.at('log', 'stubborn.log'), 'utf8')).includes('up')) continue
  assert.equal(await isRunning(place, 'stubborn'), true)
  await endProcess(place, 'stubborn')
  assert.equal(await isRunning(place, 'stubborn'), false)
})

test('endProcess() leaves alone a process that was given a recorded id later', linux, async (t) => {
  const place = await temporaryPlace(t)
  await startProcess(place, 'gone', ['true'])
  while (await isRunning(place, 'gone')) continue
  // Times of start are counted in hundredths of a second.
  await sleep(50)
  const other = spawn('sleep', ['60'])
  await once(other, 'spawn')
  const record = place.at('processes', 'gone')
  const { started } = JSON.parse(await readFile(record, 'utf8')) as { readonly started: string }
  await writeFile(record, JSON.stringify({ pid: other.pid, started }))
  await endProcess(place, 'gone')
  assert.deepEqual([other.exitCode, other.signalCode], [null, null])
  assert.equal(other.kill('SIGKILL'), true)
})

test('startProcess() throws for a program that cannot be run', linux, async (t) => {
  const place = await temporaryPlace(t)
  await assert.rejects(
    startProcess(place, 'none', ['/nowhere/none']),
    /Cannot start none: "\/nowhere\/none" cannot be run/,
  )
})

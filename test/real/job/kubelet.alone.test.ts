import assert from 'node:assert/strict'
import { test } from 'node:test'
import { npmUnit, packageJson } from '../../fakes/units.ts'
import { bedFor } from '../bed/cluster.ts'
import { openSite } from './site.ts'

// Takes the bed's only node away for the time of a build: nothing else can run a pod meanwhile.
test('K8 a node that is lost under way is named, and its Job is not doubled', async (t) => {
  const bed = await bedFor(t)
  if (bed === undefined) return
  const site = await openSite(t, bed)
  const since = new Date()
  const unit = npmUnit([packageJson({})])
  const hanging = { ...unit, phase: { ...unit.phase, command: 'echo begun; sleep 600' } }
  const begun = Promise.withResolvers<void>()
  const builder = site.builder('1', { settings: { buildTimeout: 10 } })
  const run = builder.run(hanging, () => begun.resolve(), new AbortController().signal)
  run.catch(() => undefined)
  await Promise.race([begun.promise, run])
  await bed.kill('kubelet')
  try {
    await assert.rejects(run, /did not end within 10 s on node "[^"]+"/)
  } finally {
    await bed.start('kubelet')
  }
  const created = (await bed.audit(since)).filter(
    ({ verb, resource, namespace }) => verb === 'create' && resource === 'jobs' && namespace === site.namespace,
  )
  assert.equal(created.length, 1)
  assert.deepEqual(await site.leftovers(), [])
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { capture } from '../../../src/edge/exec.ts'
import { MAIN } from '../../entry/run-child.ts'
import { mirrorOf } from '../bed/bases.ts'
import { bedFor } from '../bed/cluster.ts'
import { openDesk, specOf } from '../bed/desk.ts'

/** Says which modules of the cluster's client are loaded. */
const HOOK = `
import { registerHooks } from 'node:module'
registerHooks({
  load: (url, context, next) => {
    if (/@kubernetes|edge.cluster.cluster/.test(url)) process.stderr.write('loaded ' + url + '\\n')
    return next(url, context)
  },
})`

const WATCHER = `data:text/javascript,${encodeURIComponent(HOOK)}`

test('a build whose layers are all there loads no client and asks no cluster', async (t) => {
  const bed = await bedFor(t)
  if (bed === undefined) return
  const namespace = await bed.namespace(t, { prefix: 'no-cluster', enforce: 'restricted' })
  const flags = [
    ['--kubeconfig', bed.kubeconfig],
    ['--namespace', namespace],
    ['--registry', `${bed.registry}/${namespace}`],
    ['--insecure-registries', bed.registry],
    mirrorOf(bed.registry),
  ].flat()
  const desk = await openDesk(t, { flags })
  await desk.write('hello/function.yaml', specOf('hello', 'nodejs24', 'handler.run'))
  await desk.write('hello/handler.js', 'exports.run = () => "hello"\n')
  await desk.write('hello/package.json', JSON.stringify({ scripts: { preinstall: 'mkdir node_modules' } }))
  const build = async (): Promise<string> => {
    const args = ['--import', WATCHER, MAIN, 'build', ...flags]
    const options = { cwd: desk.folder, env: desk.env }
    const { code, stdout, stderr } = await capture(`"${process.execPath}"`, args, options)
    assert.equal(code, 0, stderr)
    return `${stdout.toString()}${stderr}`
  }
  assert.match(await build(), /loaded .*@kubernetes/)
  await desk.write('hello/handler.js', 'exports.run = () => "changed"\n')
  const since = new Date()
  const changed = await build()
  assert.match(changed, /^built /m)
  assert.doesNotMatch(changed, /loaded |Cluster:/)
  const requests = (await bed.audit(since)).filter((entry) => entry.namespace === namespace && entry.user === 'admin')
  assert.deepEqual(requests, [])
})

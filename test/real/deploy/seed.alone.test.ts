import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { shell } from '../../entry/shell.ts'
import { mirrorOf } from '../bed/bases.ts'
import { type Bed, bedFor } from '../bed/cluster.ts'
import { makeKubelessNamespace } from './kubeless-scene.ts'
import { serviceAddress } from './service-address.ts'

/** What Kubeless' own page on builds tells its users to do, step by step. */
test('a user of Kubeless’ build step deploys a function with the settings that are there', async (t) => {
  const bed = await bedFor(t)
  if (bed === undefined) return
  await configureKubeless(t, bed)
  const namespace = await bed.namespace(t, { prefix: 'promises-seed', enforce: 'restricted' })
  // Kubeless pushed below the name of the Secret's user; this one has no images yet.
  const user = namespace
  await makeCredentials(bed, namespace, user)
  const functions = functionsOf(bed)
  const since = new Date()
  await deploy(t, bed, { namespace, user, functions })
  const jobs = (await bed.audit(since)).filter(
    (entry) => entry.verb === 'create' && entry.resource === 'jobs' && entry.namespace === namespace,
  )
  assert.equal(jobs.length, functions.filter(({ installs }) => installs).length)
  for (const { name, reply } of functions) {
    await t.test(`the image of ${name} is pulled by digest`, async () => {
      const read = (path: string): Promise<string> =>
        bed.kubectl(['get', 'pods', '--namespace', namespace, '--selector', `function=${name}`, '--output', path])
      const asked = await read('jsonpath={.items[0].spec.containers[0].image}')
      const pulled = await read('jsonpath={.items[0].status.containerStatuses[0].imageID}')
      assert.match(asked, new RegExp(`^${bed.registry}/${user}/${name}@sha256:[0-9a-f]{64}$`))
      assert.match(pulled, /@sha256:[0-9a-f]{64}$/)
    })
    await t.test(`${name} answers`, async () => {
      const url = await serviceAddress(bed, namespace, name)
      assert.equal(await (await fetch(url, { signal: AbortSignal.timeout(10_000) })).text(), reply)
    })
  }
})

/** The settings, for the time of the test. */
const configureKubeless = async (t: TestContext, { kubectl }: Bed): Promise<void> => {
  await makeKubelessNamespace(t, { kubectl })
  const settings = ['--from-literal=enable-build-step=true', '--from-literal=function-registry-tls-verify=false']
  await kubectl(['create', 'configmap', 'kubeless-config', '--namespace', 'kubeless', ...settings])
}

const makeCredentials = async ({ kubectl, registry }: Bed, namespace: string, user: string): Promise<void> => {
  const login = [`--docker-username=${user}`, '--docker-password=seed', '--docker-email=seed@example.com']
  const secret = ['secret', 'docker-registry', 'kubeless-registry-credentials', '--namespace', namespace]
  await kubectl(['create', ...secret, `--docker-server=http://${registry}/v2`, ...login])
}

interface SeedFunction {
  readonly name: string
  readonly spec: string
  readonly reply: string
  /** It has something to install. */
  readonly installs: boolean
}

const functionsOf = ({ npm, pypi }: Bed): readonly SeedFunction[] => {
  const greeter = `const greet = require('greeting')\nexports.run = () => greet('seed')\n`
  const requirements = `--index-url ${pypi}\n--trusted-host ${new URL(pypi).hostname}\npart==2.0\n`
  const installs = {
    function: greeter,
    deps: JSON.stringify({ dependencies: { greeting: '1.0.0' } }),
    deployment: { spec: { template: { spec: { containers: [{ env: [{ name: 'NPM_REGISTRY', value: npm.url }] }] } } } },
  }
  const score = 'import part\n\ndef run(event, context):\n    return f"part {part.VALUE}"\n'
  return [
    made('plain', 'nodejs24', { function: `exports.run = () => 'plain'\n` }, { reply: 'plain', installs: false }),
    made('installs', 'nodejs24', installs, { reply: 'Hello, seed!', installs: true }),
    made('scores', 'python3.13', { function: score, deps: requirements }, { reply: 'part 2', installs: true }),
  ]
}

const made = (
  name: string,
  runtime: string,
  parts: object,
  expected: Pick<SeedFunction, 'reply' | 'installs'>,
): SeedFunction => {
  const object = { apiVersion: 'kubeless.io/v1beta1', kind: 'Function', metadata: { name } }
  return { name, spec: JSON.stringify({ ...object, spec: { runtime, handler: `${name}.run`, ...parts } }), ...expected }
}

interface Seed {
  readonly namespace: string
  readonly user: string
  readonly functions: readonly SeedFunction[]
}

/** Says nothing of the registry's TLS: the cluster's settings do. */
const deploy = async (t: TestContext, bed: Bed, { namespace, user, functions }: Seed): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'seed-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  for (const { name, spec } of functions) await writeFile(join(folder, `${name}.json`), spec)
  const place = ['--kubeconfig', bed.kubeconfig, '--namespace', namespace, '--registry', `${bed.registry}/${user}`]
  const words = ['deploy', '--builder', 'job', ...place, '--unpinned', ...mirrorOf(bed.registry)]
  const { code, out, err } = await shell(words, { cwd: folder })
  assert.equal(code, 0, `${out}${err}`)
}

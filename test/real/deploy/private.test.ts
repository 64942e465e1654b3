import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import type { RawOptions } from '../../../src/core/config.ts'
import { startDockerRegistry } from '../bed/docker-registry.ts'
import { openScene, type RealScene, spec, states, writes } from './scene.ts'

/** User ann, password a:b:c; bcrypt is all that the registry takes. */
const HTPASSWD = 'ann:$2b$05$abcdefghijklmnopqrstuuQpHyYUI6DD6oLdyXfzxHu9fS8d.spcG'

interface PrivateScene extends RealScene {
  readonly options: RawOptions
  /** Makes the Secret as people do. */
  secret(name: string): Promise<void>
}

/** A registry of this machine, which the node reaches as well, that gives nothing without a login. */
const openPrivate = async (t: TestContext): Promise<PrivateScene | undefined> => {
  const scene = await openScene(t)
  if (scene === undefined) return undefined
  const folder = await mkdtemp(join(tmpdir(), 'htpasswd-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const path = join(folder, 'htpasswd')
  await writeFile(path, `${HTPASSWD}\n`)
  const registry = await startDockerRegistry({ config: { auth: { htpasswd: { realm: 'bed', path } } } })
  t.after(() => registry.stop())
  return {
    ...scene,
    options: { registry: `${registry.host}/private`, username: 'ann', password: 'a:b:c' },
    secret: async (name) => {
      const login = [`--docker-server=${registry.host}`, '--docker-username=ann', '--docker-password=a:b:c']
      await scene.bed.kubectl(['create', 'secret', 'docker-registry', name, '--namespace', scene.namespace, ...login])
    },
  }
}

test('a private image that no Secret pulls is refused before anything is applied', async (t) => {
  const scene = await openPrivate(t)
  if (scene === undefined) return
  await scene.write('hello.yaml', spec('hello', 'one'))
  const since = new Date()
  const { problems } = await scene.deploy(scene.options)
  assert.match(problems[0]?.message ?? '', /nodes cannot pull it without a login/)
  assert.match(problems[0]?.hint ?? '', /kubectl create secret docker-registry kubeless-registry-credentials/)
  assert.deepEqual(writes(await scene.audit(since)), [])
})

test('a private image is pulled with the Secret that the template names', async (t) => {
  const scene = await openPrivate(t)
  if (scene === undefined) return
  await scene.secret('mine')
  const more = '  deployment: {spec: {template: {spec: {imagePullSecrets: [{name: mine}]}}}}\n'
  await scene.write('hello.yaml', spec('hello', 'template', more))
  await answers(scene, 'template', {})
})

test('a private image is pulled with the Secret of the ServiceAccount', async (t) => {
  const scene = await openPrivate(t)
  if (scene === undefined) return
  await scene.secret('mine')
  const patch = '{"imagePullSecrets":[{"name":"mine"}]}'
  await scene.bed.kubectl(['patch', 'serviceaccount', 'default', '--namespace', scene.namespace, '--patch', patch])
  await scene.write('hello.yaml', spec('hello', 'account'))
  await answers(scene, 'account', {})
})

test('a private image is pulled with the Secret of option pull-secret', async (t) => {
  const scene = await openPrivate(t)
  if (scene === undefined) return
  await scene.secret('mine')
  await scene.write('hello.yaml', spec('hello', 'option'))
  await answers(scene, 'option', { 'pull-secret': 'mine' })
})

test('a private image is pulled with kubeless-registry-credentials, which is found, named, and remembered', async (t) => {
  const scene = await openPrivate(t)
  if (scene === undefined) return
  await scene.secret('kubeless-registry-credentials')
  await scene.write('hello.yaml', spec('hello', 'kubeless'))
  await answers(scene, 'kubeless', {})
})

const answers = async (scene: PrivateScene, reply: string, raw: RawOptions): Promise<void> => {
  const report = await scene.deploy({ ...scene.options, ...raw })
  assert.equal(states(report)['Deployment/hello'], 'complete', JSON.stringify(report.problems))
  assert.equal(await scene.call('hello'), reply)
  assert.deepEqual(states(await scene.deploy({ ...scene.options, ...raw })), { 'Deployment/hello': 'unchanged' })
}

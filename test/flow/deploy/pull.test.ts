import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SECRETS, SERVICE_ACCOUNTS } from '../../../src/core/cluster/resource.ts'
import { spec } from '../stage.ts'
import { openScene, type Scene, type SceneOptions, states, writes } from './scene.ts'

const LOGIN = '{"auths":{"registry.test":{"auth":"cmVhZGVyOnNlY3JldA=="}}}'

/** A registry that gives its images to the one login alone. */
const openPrivate = (over: Partial<SceneOptions> = {}): Promise<Scene> =>
  openScene(['a'], { pulls: (config) => (config === LOGIN ? 'pulls' : 'denied'), ...over })

const putSecret = ({ cluster }: Scene, name: string): void =>
  void cluster.put(SECRETS, {
    metadata: { namespace: 'default', name },
    type: 'kubernetes.io/dockerconfigjson',
    data: { '.dockerconfigjson': Buffer.from(LOGIN).toString('base64') },
  })

const secretsOf = (scene: Scene): readonly unknown[] =>
  (scene.deployment('a')?.spec?.template.spec?.imagePullSecrets ?? []).map(({ name }) => name)

test('deploy() writes nothing of a function that no pod could pull, and says what to make', async () => {
  const scene = await openPrivate()
  const { problems } = await scene.deploy()
  assert.match(problems[0]?.message ?? '', /nodes cannot pull it without a login, and there is no Secret to try/)
  assert.match(
    problems[0]?.hint ?? '',
    /kubectl create secret docker-registry kubeless-registry-credentials --namespace=default --docker-server=registry\.test /,
  )
  assert.deepEqual(writes(scene.asked()), [])
})

test('deploy() names Kubeless’ own Secret in the template where that pulls, and remembers it', async () => {
  const scene = await openPrivate()
  putSecret(scene, 'kubeless-registry-credentials')
  assert.equal(states(await scene.deploy())['Deployment/a'], 'complete')
  assert.deepEqual(secretsOf(scene), ['kubeless-registry-credentials'])
  scene.asked()
  assert.equal(states(await scene.deploy())['Deployment/a'], 'unchanged')
  assert.equal(scene.asked().filter(({ resource }) => resource === 'secrets').length, 0)
})

test('deploy() pulls with the Secret that the template names', async () => {
  const scene = await openPrivate()
  putSecret(scene, 'mine')
  const template = '  deployment: {spec: {template: {spec: {imagePullSecrets: [{name: mine}]}}}}\n'
  scene.files.set('a.yaml', spec('a', 'exports.run = () => 1', template))
  assert.equal(states(await scene.deploy())['Deployment/a'], 'complete')
  assert.deepEqual(secretsOf(scene), ['mine'])
})

test('deploy() pulls with the Secret of the ServiceAccount, and leaves the template to it', async () => {
  const scene = await openPrivate()
  putSecret(scene, 'mine')
  scene.cluster.put(SERVICE_ACCOUNTS, {
    metadata: { namespace: 'default', name: 'default' },
    imagePullSecrets: [{ name: 'mine' }],
  })
  assert.equal(states(await scene.deploy())['Deployment/a'], 'complete')
  assert.deepEqual(secretsOf(scene), [])
})

test('deploy() pulls with the Secret of option pull-secret', async () => {
  const scene = await openPrivate()
  putSecret(scene, 'mine')
  assert.equal(states(await scene.deploy({ 'pull-secret': 'mine' }))['Deployment/a'], 'complete')
  assert.deepEqual(secretsOf(scene), ['mine'])
})

test('deploy() names the ServiceAccount’s Secrets too, since a template with one loses them', async () => {
  const scene = await openPrivate()
  putSecret(scene, 'kubeless-registry-credentials')
  scene.cluster.put(SERVICE_ACCOUNTS, {
    metadata: { namespace: 'default', name: 'default' },
    imagePullSecrets: [{ name: 'sidecars' }],
  })
  await scene.deploy()
  assert.deepEqual(secretsOf(scene), ['sidecars', 'kubeless-registry-credentials'])
})

test('deploy() goes on with a warning where the account may not read Secrets', async () => {
  const scene = await openPrivate()
  scene.cluster.refuse({ verb: 'get', plural: 'secrets', status: 403, reason: 'Forbidden', times: 9 })
  const report = await scene.deploy()
  assert.equal(states(report)['Deployment/a'], 'complete')
  assert.match(
    report.problems[0]?.message ?? '',
    /Nobody can tell .*: it needs a login, and the account may not read Secrets/,
  )
  assert.equal(report.problems[0]?.severity, 'warning')
})

test('deploy() goes on with a warning where the registry cannot be asked', async () => {
  const scene = await openScene(['a'])
  const error = new Error('no route')
  const prove = async () => ({ status: 'unknown', error }) as never
  const report = await scene.deploy({}, { ports: { pulls: { prove } } })
  assert.equal(states(report)['Deployment/a'], 'complete')
  assert.match(report.problems[0]?.message ?? '', /no route/)
})

test('deploy() leaves registries to nodes that log in by themselves, with a warning', async () => {
  const registry = '123456789012.dkr.ecr.eu-west-1.amazonaws.com'
  const scene = await openPrivate()
  const report = await scene.deploy({ registry })
  assert.equal(states(report)['Deployment/a'], 'complete')
  assert.match(report.problems[0]?.message ?? '', /nodes of that cloud have a login of their own/)
})

test('deploy() knows that nodes find nothing under an address that ends in /v2', async () => {
  const config = LOGIN.replace('registry.test', 'http://registry.test/v2')
  const seen: unknown[] = []
  const scene = await openPrivate({ pulls: (text) => (seen.push(text), text === LOGIN ? 'pulls' : 'denied') })
  scene.cluster.put(SECRETS, {
    metadata: { namespace: 'default', name: 'kubeless-registry-credentials' },
    type: 'kubernetes.io/dockerconfigjson',
    data: { '.dockerconfigjson': Buffer.from(config).toString('base64') },
  })
  const { problems } = await scene.deploy()
  assert.match(
    problems[0]?.hint ?? '',
    /create secret docker-registry function-images-pull .* set option "pull-secret"/,
  )
  assert.equal(seen.at(-1), LOGIN.replace('registry.test', 'registry.test/v2'))
})

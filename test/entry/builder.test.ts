import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { openRegistry } from '../../src/edge/embedded-registry/server.ts'
import { pushBaseImage } from '../fakes/base-image.ts'
import { closeServer, listen } from '../fakes/loopback.ts'
import { type Ended, shell } from './shell.ts'

type Environment = Readonly<Record<string, string>>

interface Desk {
  readonly folder: string
  readonly write: (path: string, text: string) => Promise<void>
  readonly build: (env: Environment, ...words: readonly string[]) => Promise<Ended>
}

/** One function with something to install, a registry with its base, and no Docker. */
const openDesk = async (t: TestContext): Promise<Desk> => {
  const folder = await mkdtemp(join(tmpdir(), 'builder-test-'))
  const registry = await openRegistry({ root: join(folder, '.registry') })
  t.after(async () => {
    await registry.close()
    await rm(folder, { recursive: true, force: true })
  })
  await pushBaseImage({ host: registry.host, repository: 'hub/library/node', tag: '24-slim' })
  const work = join(folder, 'work')
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(work, path)), { recursive: true })
    await writeFile(join(work, path), text)
  }
  await write(
    'hello/function.yaml',
    'apiVersion: function-images.github.io/v1alpha1\nkind: Function\nmetadata: {name: hello}\nspec: {runtime: nodejs24, handler: hello.greet}\n',
  )
  await write('hello/hello.js', 'exports.greet = () => "hi"\n')
  await write('hello/package.json', '{"dependencies":{"greeting":"1.0.0"}}')
  const flags = ['--registry', registry.host, '--image-mirrors', `docker.io=${registry.host}/hub`]
  const build: Desk['build'] = (env, ...words) =>
    shell(['build', ...words, ...flags], {
      cwd: work,
      env: { DOCKER_HOST: `unix://${folder}/no-docker.sock`, ...env },
    })
  return { folder: work, write, build }
}

interface ApiServer {
  readonly kubeconfig: string
  readonly requests: readonly string[]
}

/** An API server that allows nothing, and the text of a kubeconfig for it. */
const openApiServer = async (t: TestContext): Promise<ApiServer> => {
  const requests: string[] = []
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url?.split('?', 1)[0]}`)
    response.writeHead(403, { 'content-type': 'application/json' })
    response.end(
      JSON.stringify({ kind: 'Status', apiVersion: 'v1', status: 'Failure', code: 403, reason: 'Forbidden' }),
    )
  })
  const host = await listen(server)
  t.after(() => closeServer(server))
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'closed',
    clusters: [{ name: 'closed', cluster: { server: `http://${host}` } }],
    users: [{ name: 'nobody', user: {} }],
    contexts: [{ name: 'closed', context: { cluster: 'closed', user: 'nobody' } }],
  }
  return { kubeconfig: JSON.stringify(config), requests }
}

const POST_JOB = 'POST /apis/batch/v1/namespaces/default/jobs'

test('builder auto builds by Jobs where KUBECONFIG names a cluster', async (t) => {
  const { build, write, folder } = await openDesk(t)
  const { kubeconfig, requests } = await openApiServer(t)
  await write('.kubeconfig', kubeconfig)
  const { code } = await build({ KUBECONFIG: join(folder, '.kubeconfig') })
  assert.equal(code, 1)
  assert.ok(requests.includes(POST_JOB), requests.join('\n'))
})

test('builder docker speaks to no cluster, also where one is named', async (t) => {
  const { build } = await openDesk(t)
  const { kubeconfig, requests } = await openApiServer(t)
  const { code, err } = await build({}, '--builder', 'docker', '--kubeconfig', kubeconfig)
  assert.deepEqual([code, requests], [1, []])
  assert.match(err, /Cannot reach a Docker daemon/)
})

test('builder auto names the three ways out where there is neither cluster nor Docker', async (t) => {
  const { build } = await openDesk(t)
  const { code, err } = await build({})
  assert.equal(code, 1)
  assert.match(err, /Cannot install dependencies: no cluster is configured and no Docker daemon answers/)
  assert.match(
    err,
    /option "kubeconfig" or "context" to build in a Job, start Docker, or set option "builder" to runner/,
  )
})

test('builder never makes a missing image an error', async (t) => {
  const { build } = await openDesk(t)
  const { kubeconfig, requests } = await openApiServer(t)
  const { code, err } = await build({}, '--builder', 'never', '--kubeconfig', kubeconfig)
  assert.deepEqual([code, requests], [1, []])
  assert.match(err, /Cannot find image ".*", and option "builder" is never/)
})

test('builder job never takes the cluster of the home folder, which nobody named', async (t) => {
  const { build, write } = await openDesk(t)
  const { kubeconfig, requests } = await openApiServer(t)
  await write('.kube/config', kubeconfig)
  const { code, err } = await build({}, '--builder', 'job')
  assert.deepEqual([code, requests], [1, []])
  assert.match(err, /Cannot choose a cluster: none is named/)
})

test('a build with nothing to install reads no kubeconfig', async (t) => {
  const { build, write } = await openDesk(t)
  await write('hello/package.json', '{}')
  const { code, err } = await build({ KUBECONFIG: '/nowhere/kubeconfig' })
  assert.equal(code, 0, err)
})

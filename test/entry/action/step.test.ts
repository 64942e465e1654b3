import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { openRegistry } from '../../../src/edge/embedded-registry/server.ts'
import type { EmbeddedRegistry } from '../../../src/edge/embedded-registry/server.ts'
import { pushBaseImage } from '../../fakes/base-image.ts'
import { type GhcrOptions, openGhcr } from '../../fakes/ghcr.ts'
import { openInternet } from '../../fakes/internet.ts'
import { closeServer, listen } from '../../fakes/loopback.ts'
import { type ActionRun, type ActionStep, runAction } from '../../fakes/runner.ts'
import { writeSourceAction } from './sources.ts'

const SPEC = `apiVersion: kubeless.io/v1beta1
kind: Function
metadata: {name: hello, namespace: prod}
spec: {runtime: nodejs24, handler: hello.main, function: "exports.main = async () => 'hello'"}
`

const TOKEN = 'ghs_5tepT0ken'

/** A job of repository Acme/My.Repo on main, as GitHub describes it. */
const JOB = {
  GITHUB_REPOSITORY: 'Acme/My.Repo',
  GITHUB_REPOSITORY_OWNER: 'Acme',
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_ACTOR: 'octocat',
  GITHUB_EVENT_NAME: 'push',
  GITHUB_REF: 'refs/heads/main',
  GITHUB_REF_NAME: 'main',
}

describe('a step without inputs', () => {
  let folder: string
  let action: string
  let registry: EmbeddedRegistry
  let runs = 0

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'step-test-'))
    registry = await openRegistry({ root: join(folder, 'registry') })
    await pushBaseImage({ host: registry.host, repository: 'library/node', tag: '24-slim' })
    action = await writeSourceAction(folder)
  })
  after(async () => {
    await registry.close()
    await rm(folder, { recursive: true, force: true })
  })

  /** Runs the step where `hosts` are all there is of the internet. */
  const runWith = async (
    hosts: Readonly<Record<string, string>>,
    step: Partial<ActionStep> = {},
  ): Promise<ActionRun & { readonly visited: readonly string[] }> => {
    const internet = await openInternet(hosts)
    const place = join(folder, `run-${(runs += 1)}`)
    const [workspace, temporary] = [join(place, 'workspace'), join(place, 'temporary')]
    await mkdir(workspace, { recursive: true })
    await mkdir(temporary)
    await writeFile(join(workspace, 'hello.yaml'), SPEC)
    await writeFile(join(place, 'ca.pem'), internet.certificate)
    const reach = { HTTPS_PROXY: internet.proxy, NODE_EXTRA_CA_CERTS: join(place, 'ca.pem') }
    const env = { ...JOB, ...reach, ...step.env }
    try {
      const run = await runAction({ action, workspace, temporary, token: TOKEN, ...step, env })
      return { ...run, visited: internet.visited }
    } finally {
      await internet.close()
    }
  }

  const runOn = async (refusal: Pick<GhcrOptions, 'refuses'>, name = 'Acme/My.Repo'): ReturnType<typeof runWith> => {
    const front = await openGhcr({ upstream: registry.host, token: TOKEN, ...refusal })
    try {
      return await runWith(
        { 'ghcr.io': front.url, 'registry-1.docker.io': `http://${registry.host}` },
        { env: { GITHUB_REPOSITORY: name } },
      )
    } finally {
      await front.close()
    }
  }

  const errorsOf = ({ main }: ActionRun): string =>
    [...main.log, ...main.annotations.map(({ message }) => message), main.summary].join('\n')

  for (const [refuses, hint] of [
    ['write', /packages: write/],
    ['write-package', /Manage Actions access/],
    ['create', /create packages/],
  ] as const) {
    test(`fails with the way out when GitHub's registry refuses: ${refuses}`, async () => {
      const run = await runOn({ refuses })
      assert.equal(run.main.exitCode, 1)
      assert.deepEqual(JSON.parse(run.main.outputs['failed'] ?? ''), ['prod/hello'])
      assert.match(errorsOf(run), hint)
      const [first] = run.main.annotations.filter(({ level }) => level === 'error')
      assert.equal(first?.properties['file'], 'hello.yaml')
    })
  }

  test('builds into the repository’s own packages, lower case, and names no host in outputs for other jobs', async () => {
    const run = await runOn({})
    const { outputs, exitCode } = run.main
    assert.equal(exitCode, 0, errorsOf(run))
    assert.deepEqual(JSON.parse(outputs['built'] ?? ''), ['prod/hello'])
    assert.match(outputs['images'] ?? '', /"ghcr\.io\/acme\/my\.repo\/hello@sha256:[0-9a-f]{64}"/)
    for (const name of ['digests', 'built', 'matrix', 'changed']) assert.doesNotMatch(outputs[name] ?? '', /ghcr|acme/)
    assert.deepEqual([...new Set(run.visited)].sort(), ['ghcr.io:443', 'registry-1.docker.io:443'])
    assert.deepEqual([run.post?.exitCode, run.post?.log], [0, []])
  })

  test('S9 prints the job’s token nowhere', async () => {
    const { main } = await runOn({})
    assert.ok(main.masks.includes(TOKEN))
    const said = main.commands.filter(({ name }) => name !== 'add-mask')
    assert.ok(!JSON.stringify([said, main.log, main.outputs, main.summary]).includes(TOKEN))
  })

  test('waits when it is told of a rate limit, and goes on', async () => {
    const run = await runOn({ refuses: 'rate-limit' }, 'Acme/Limited')
    assert.deepEqual(JSON.parse(run.main.outputs['built'] ?? ''), ['prod/hello'], errorsOf(run))
  })

  test('S1 ends soon after an interrupt, with a registry that does not answer', async () => {
    const asked = new AbortController()
    const deaf = createServer(() => asked.abort())
    const url = `http://${await listen(deaf)}`
    try {
      const hosts = { 'ghcr.io': url, 'registry-1.docker.io': url }
      const run = await runWith(hosts, { cancel: { when: asked.signal } })
      assert.deepEqual([run.main.endedBy, run.main.exitCode, run.post?.exitCode], ['SIGINT', 130, 0])
    } finally {
      await closeServer(deaf)
    }
  })

  test('S5 a main step that ended before it could leave word is not run by its post step', async () => {
    const run = await runWith({}, { cancel: { when: AbortSignal.abort() } })
    assert.deepEqual([run.main.exitCode, run.main.endedBy], [null, 'SIGINT'])
    assert.deepEqual([run.post?.exitCode, run.post?.log, run.visited], [0, [], []])
  })
})

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { promisify } from 'node:util'
import { digestOf } from '../../src/core/oci/digest.ts'
import { DOCKER_MANIFEST, OCI_INDEX, OCI_MANIFEST } from '../../src/core/oci/media-types.ts'
import type { Reference } from '../../src/core/oci/reference.ts'
import { type Descriptor, isIndex } from '../../src/core/oci/types.ts'
import { assertWhole, blobOf, bytesOf, fakeClock, openClient, push, sampleImage } from '../edge/registry/rows/bed.ts'
import { withDockerConfig } from '../edge/registry/rows/docker-config.ts'
import { openFaultProxy } from '../fakes/fault-proxy.ts'
import { send } from '../fakes/send.ts'
import { startDistribution } from './bed/distribution.ts'
import { type DockerRegistry, type DockerRegistryOptions, startDockerRegistry } from './bed/docker-registry.ts'

const run = promisify(execFile)
const signal = (): AbortSignal => AbortSignal.timeout(60_000)
const PATH = 'fn/hello'
const image = sampleImage()

for (const [name, start] of Object.entries({
  'docker-registry': startDockerRegistry,
  distribution: startDistribution,
})) {
  const open = async (
    t: TestContext,
    options: Omit<DockerRegistryOptions, 'program'> = {},
  ): Promise<DockerRegistry> => {
    const registry = await start(options)
    t.after(() => registry.stop())
    return registry
  }

  test(`R1 ${name}: OCI and Docker images that skopeo pushed are found, each in its own type`, async (t) => {
    const { host } = await open(t)
    const layout = await makeLayout(t)
    const client = openClient(t, {})
    for (const [format, mediaType] of Object.entries({ oci: OCI_MANIFEST, v2s2: DOCKER_MANIFEST })) {
      await skopeo('copy', '--format', format, `oci:${layout}:amd64`, `docker://${host}/${PATH}:${format}`)
      const reference = { registry: host, path: PATH, tag: format }
      const answer = await client.manifest(reference, signal())
      assert.equal(answer.status, 'present')
      assert.equal(answer.manifest.mediaType, mediaType)
      const { digest } = answer.manifest
      assert.deepEqual(await client.digest(reference, signal()), { status: 'present', digest })
      const { stdout } = await skopeo('inspect', '--format', '{{.Digest}}', `docker://${host}/${PATH}:${format}`)
      assert.equal(stdout.trim(), digest)
    }
  })

  test(`R4 ${name}: a tag whose link file a crash left empty is neither present nor absent`, async (t) => {
    const { host, root } = await open(t)
    const reference = { registry: host, path: PATH, tag: 'x' }
    const client = openClient(t, { clock: fakeClock() })
    await push(client, reference, image, signal())
    await truncate(join(root, 'docker/registry/v2/repositories', PATH, '_manifests/tags/x/current/link'))
    assert.equal((await send(`http://${host}/v2/${PATH}/manifests/x`, { method: 'HEAD' })).status, 500)
    assert.equal((await client.manifest(reference, signal())).status, 'unknown')
    assert.equal((await client.digest(reference, signal())).status, 'unknown')
  })

  test(`R15 ${name}: a push goes through with relative and with absolute Locations`, async (t) => {
    for (const relativeurls of [true, false]) {
      const { host } = await open(t, { http: { relativeurls } })
      const reference = { registry: host, path: PATH, tag: 'x' }
      await push(openClient(t, {}), reference, image, signal())
      await assertWhole(reference, image)
    }
  })

  test(`R20 ${name}: copy() mounts within the registry`, async (t) => {
    const { host } = await open(t)
    const client = openClient(t, {})
    const [from, to] = [
      { registry: host, path: 'shared/layers' },
      { registry: host, path: PATH, tag: 'x' },
    ]
    for (const blob of [image.config, ...image.layers]) {
      await client.upload(from, blob, signal())
      assert.deepEqual(await client.copy(from, to, blob.descriptor, signal()), { how: 'mounted', bytes: 0 })
    }
    await client.putManifest(to, image.manifest, signal())
    await assertWhole(to, image)
  })

  test(`R22 ${name}: a push goes on where kill -9 came between POST and PUT`, async (t) => {
    const registry = await open(t)
    const proxy = await openFaultProxy({
      upstream: registry.host,
      script: 'PUT /blobs/: 1*call("crash") -> pass',
      hooks: {
        crash: async () => {
          await registry.kill()
          await registry.start()
        },
      },
    })
    t.after(() => proxy.close())
    const reference = { registry: proxy.host, path: PATH, tag: 'x' }
    const client = openClient(t, {})
    const [blob] = image.layers
    assert.ok(blob !== undefined)
    await client.upload(reference, blob, signal())
    const statuses = proxy.seen('PUT /blobs/').map(({ status }) => status)
    assert.deepEqual([statuses[0], statuses.at(-1)], [404, 201])
    await push(client, reference, image, signal())
    await assertWhole({ ...reference, registry: registry.host }, image)
  })

  test(`R38 ${name}: two pushes of the same image to the same tag succeed both, in each of 50 rounds`, async (t) => {
    const { host } = await open(t)
    const clients = [openClient(t, {}), openClient(t, {})]
    for (let round = 0; round < 50; round += 1) {
      const sample = sampleImage(`round ${round}`)
      const reference = { registry: host, path: PATH, tag: `round-${round}` }
      await Promise.all(clients.map((client) => push(client, reference, sample, signal())))
      await assertWhole(reference, sample)
    }
  })

  test(`R38 ${name}: a manifest is put again while another push writes the link to one of its layers`, async (t) => {
    const { host, root } = await open(t)
    const reference = { registry: host, path: PATH, tag: 'x' }
    await push(openClient(t, {}), reference, image, signal())
    const digest = image.layers[0]?.descriptor.digest ?? ''
    const link = join(root, 'docker/registry/v2/repositories', PATH, '_layers', digest.replace(':', '/'), 'link')
    await truncate(link)
    const clock = fakeClock()
    const sleep: typeof clock.sleep = async (...args) => {
      await writeFile(link, digest)
      return clock.sleep(...args)
    }
    const client = openClient(t, { clock: { ...clock, sleep } })
    await client.putManifest({ ...reference, tag: 'y' }, image.manifest, signal())
    assert.equal(clock.slept.length, 1)
    await assertWhole({ ...reference, tag: 'y' }, image)
  })

  test(`R27 R29 ${name}: a password with colons opens a registry with htpasswd`, async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'htpasswd-'))
    t.after(() => rm(folder, { recursive: true }))
    // ann, a:b:c
    await writeFile(join(folder, 'users'), 'ann:$2b$05$abcdefghijklmnopqrstuuQpHyYUI6DD6oLdyXfzxHu9fS8d.spcG\n')
    const htpasswd = { realm: 'test', path: join(folder, 'users') }
    const { host } = await open(t, { config: { auth: { htpasswd } } })
    const reference = { registry: host, path: PATH, tag: 'x' }
    const auth = (text: string): object => ({ auths: { [host]: { auth: Buffer.from(text).toString('base64') } } })
    const good = openClient(t, { env: await withDockerConfig(t, auth('ann:a:b:c')) })
    await push(good, reference, image, signal())
    assert.equal((await good.manifest(reference, signal())).status, 'present')
    const bad = openClient(t, { env: await withDockerConfig(t, auth('ann:a')) })
    await assert.rejects(push(bad, reference, image, signal()), { code: 'REGISTRY_FAILED' })
    assert.equal((await bad.manifest(reference, signal())).status, 'unknown')
  })

  test(`R33 ${name}: an index that skopeo copied is read with all its platforms`, async (t) => {
    const { host } = await open(t)
    const layout = await makeLayout(t)
    await skopeo('copy', '--all', `oci:${layout}:all`, `docker://${host}/${PATH}:all`)
    const client = openClient(t, {})
    const answer = await client.manifest({ registry: host, path: PATH, tag: 'all' }, signal())
    assert.equal(answer.status, 'present')
    assert.ok(isIndex(answer.manifest.content))
    const { manifests } = answer.manifest.content
    assert.deepEqual(
      manifests.map(({ platform }) => platform?.architecture),
      ['amd64', 'arm64'],
    )
    for (const { digest } of manifests) {
      const child = await client.manifest({ registry: host, path: PATH, digest }, signal())
      assert.equal(child.status, 'present')
    }
  })

  test(`R36 ${name}: a full disk is told, without a storm of retries`, async (t) => {
    const root = await tinyDisk(t)
    if (root === undefined) return t.skip('this user may not mount a tmpfs')
    const registry = await open(t, { root })
    const clock = fakeClock()
    const client = openClient(t, { clock })
    const reference: Reference = { registry: registry.host, path: PATH }
    const huge = blobOf(bytesOf('huge', 8_000_000))
    await assert.rejects(client.upload(reference, huge, signal()), /no space left on device/)
    const requests = (await registry.accessLog()).filter((line) => !line.includes('"GET /v2/ '))
    assert.ok(requests.length <= 6, requests.join('\n'))
    assert.deepEqual(clock.slept, [])
  })

  test(`R36 ${name}: a read-only registry is told at once`, async (t) => {
    const registry = await open(t, { storage: { maintenance: { readonly: { enabled: true } } } })
    const clock = fakeClock()
    const client = openClient(t, { clock })
    const uploading = client.upload({ registry: registry.host, path: PATH }, blobOf(bytesOf('x')), signal())
    await assert.rejects(uploading, /405/)
    assert.deepEqual(clock.slept, [])
  })
}

const skopeo = (command: string, ...args: readonly string[]): Promise<{ stdout: string }> => {
  const insecure = command === 'copy' ? ['--src-tls-verify=false', '--dest-tls-verify=false'] : ['--tls-verify=false']
  return run('skopeo', [command, ...insecure, ...args])
}

/** Makes an OCI layout with the images `amd64` and `arm64`, and the index `all` of both. */
const makeLayout = async (t: TestContext): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'layout-'))
  t.after(() => rm(folder, { recursive: true }))
  const layout = join(folder, 'oci')
  await writeFile(join(folder, 'file'), 'hello\n')
  await run('umoci', ['init', '--layout', layout])
  await run('umoci', ['new', '--image', `${layout}:amd64`])
  await run('umoci', ['insert', '--rootless', '--image', `${layout}:amd64`, join(folder, 'file'), '/file'])
  await run('umoci', ['config', '--image', `${layout}:amd64`, '--architecture', 'arm64', '--tag', 'arm64'])
  const index = JSON.parse(await readFile(join(layout, 'index.json'), 'utf8')) as { manifests: Descriptor[] }
  const manifests = index.manifests.map(({ annotations, ...rest }) => {
    const architecture = annotations?.['org.opencontainers.image.ref.name'] ?? ''
    return { ...rest, platform: { os: 'linux', architecture } }
  })
  const all = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: OCI_INDEX, manifests }))
  const digest = digestOf(all)
  await writeFile(join(layout, 'blobs/sha256', digest.slice('sha256:'.length)), all)
  const annotations = { 'org.opencontainers.image.ref.name': 'all' }
  index.manifests.push({ mediaType: OCI_INDEX, digest, size: all.length, annotations })
  await writeFile(join(layout, 'index.json'), JSON.stringify(index))
  return layout
}

/** Mounts a disk of 3 MB, undefined where that is not allowed. */
const tinyDisk = async (t: TestContext): Promise<string | undefined> => {
  const folder = await mkdtemp(join(tmpdir(), 'disk-'))
  try {
    await run('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'none', folder])
  } catch {
    await rm(folder, { recursive: true })
    return undefined
  }
  t.after(async () => {
    await run('umount', ['-l', folder])
    assert.deepEqual(await readdir(folder), [])
    await rm(folder, { recursive: true })
  })
  return folder
}

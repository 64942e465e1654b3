import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { digestOf } from '../../../../src/core/oci/digest.ts'
import {
  DOCKER_LIST,
  DOCKER_MANIFEST,
  OCI_CONFIG,
  OCI_INDEX,
  OCI_LAYER_GZIP,
  OCI_MANIFEST,
} from '../../../../src/core/oci/media-types.ts'
import type { Reference } from '../../../../src/core/oci/reference.ts'
import type { DigestAnswer, ManifestAnswer } from '../../../../src/ports.ts'
import { type Bed, type BedOptions, type Sample, openBed, sampleImage, seedImage, seedManifest } from './bed.ts'

const PATH = 'fn/hello'
const TAG = 'a'.repeat(64)

interface Seeded extends Bed {
  readonly reference: Reference
  readonly image: Sample
}

/** A bed whose registry holds one image at the tag that is asked for. */
const openSeeded = async (t: TestContext, options: BedOptions = {}): Promise<Seeded> => {
  const bed = await openBed(t, options)
  const image = sampleImage()
  await seedImage({ registry: bed.upstream, path: PATH, tag: TAG }, image)
  return { ...bed, image, reference: { registry: bed.proxy.host, path: PATH, tag: TAG } }
}

const messageOf = (answer: ManifestAnswer | DigestAnswer): string => {
  assert.equal(answer.status, 'unknown')
  return answer.error.message
}

for (const mediaType of [OCI_MANIFEST, OCI_INDEX, DOCKER_MANIFEST, DOCKER_LIST])
  test(`R1 manifest() and digest() find a ${mediaType} where a short Accept gets 404`, async (t) => {
    const bed = await openBed(t, {
      script: '* /manifests/: call("strict")',
      hooks: {
        strict: ({ headers }) =>
          headers.accept?.split(/\s*,\s*/).includes(mediaType) === true
            ? undefined
            : {
                status: 404,
                body: '{"errors":[{"code":"MANIFEST_UNKNOWN","message":"accept header does not support it"}]}',
              },
      },
    })
    const { config, layers } = sampleImage()
    const isList = mediaType === OCI_INDEX || mediaType === DOCKER_LIST
    const bytes = Buffer.from(
      JSON.stringify({
        schemaVersion: 2,
        mediaType,
        ...(isList ? { manifests: [] } : { config: config.descriptor, layers: layers.map((it) => it.descriptor) }),
      }),
    )
    const image = { ...sampleImage(), manifest: { mediaType, bytes } }
    await seedImage({ registry: bed.upstream, path: PATH, tag: TAG }, image)
    const reference = { registry: bed.proxy.host, path: PATH, tag: TAG }
    const answer = await bed.client.manifest(reference, bed.signal)
    assert.equal(answer.status, 'present')
    assert.deepEqual([answer.manifest.mediaType, answer.manifest.digest], [mediaType, digestOf(bytes)])
    assert.deepEqual(await bed.client.digest(reference, bed.signal), { status: 'present', digest: digestOf(bytes) })
  })

for (const fault of [
  'status(405)',
  'status(403)',
  'set({"docker-content-digest": null})',
  'set({"docker-content-digest": "sha256:junk"})',
])
  test(`R2 digest() asks with GET and hashes when HEAD answers with ${fault}`, async (t) => {
    const { client, proxy, reference, image, signal } = await openSeeded(t, { script: `HEAD /manifests/: ${fault}` })
    assert.deepEqual(await client.digest(reference, signal), { status: 'present', digest: image.descriptor.digest })
    assert.deepEqual(
      proxy.log.map(({ method }) => method),
      ['HEAD', 'GET'],
    )
  })

test('R2 digest() does not need a length', async (t) => {
  const { client, reference, image, signal } = await openSeeded(t, {
    script: 'HEAD /manifests/: set({"content-length": null})',
  })
  assert.deepEqual(await client.digest(reference, signal), { status: 'present', digest: image.descriptor.digest })
})

for (const headers of ['{"docker-content-digest": null}', `{"docker-content-digest": "${digestOf('other')}"}`])
  test(`R2 manifest() by tag hashes the bytes itself, whatever the header: ${headers}`, async (t) => {
    const { client, reference, image, signal } = await openSeeded(t, { script: `GET /manifests/: set(${headers})` })
    const answer = await client.manifest(reference, signal)
    // A registry whose header is wrong may be refused, but its word is never taken.
    if (answer.status === 'present') assert.equal(answer.manifest.digest, image.descriptor.digest)
    else assert.equal(answer.status, 'unknown')
    if (headers.includes('null')) assert.equal(answer.status, 'present')
  })

for (const status of [408, 500, 502, 503, 504])
  test(`R3 manifest() and digest() wait and ask again after ${status}`, async (t) => {
    const { client, proxy, clock, reference, image, signal } = await openSeeded(t, {
      script: `GET|HEAD /manifests/: 2*status(${status}) -> 1*pass -> 2*status(${status}) -> pass`,
    })
    const answer = await client.manifest(reference, signal)
    assert.equal(answer.status, 'present')
    assert.deepEqual(await client.digest(reference, signal), { status: 'present', digest: image.descriptor.digest })
    assert.equal(proxy.log.length, 6)
    assert.equal(clock.slept.length, 4)
  })

for (const script of ['status(500)', 'status(503, {}, "<html>busy</html>")', 'reset', 'drop', 'resetReply@20'])
  test(`R4 manifest() and digest() say neither present nor absent when it is ${script} for ever`, async (t) => {
    const { client, proxy, reference, signal } = await openSeeded(t, { script: `* /manifests/: ${script}` })
    const missing = { ...reference, tag: 'missing' }
    for (const asked of [reference, missing]) {
      const answers = [await client.manifest(asked, signal), await client.digest(asked, signal)]
      if (script === 'resetReply@20') answers.pop()
      for (const answer of answers) assert.match(messageOf(answer), new RegExp(`${proxy.host}.*|fn/hello`))
    }
    assert.ok(proxy.log.length <= 24, `${proxy.log.length} requests`)
  })

test('R4 a 404 whose body is not the registry’s own is not "absent"', async (t) => {
  const { client, reference, signal } = await openSeeded(t, {
    script: 'GET /manifests/: status(404, {"content-type": "text/html"}, "<html>no such page</html>")',
  })
  assert.equal((await client.manifest(reference, signal)).status, 'unknown')
})

for (const body of [
  '',
  '{"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown"}]}',
  '{"errors":[{"code":"NAME_UNKNOWN","message":"repository name not known to registry"}]}',
  '{"errors":[{"code":"NOT_FOUND","message":"artifact fn/hello:x not found"}]}',
])
  test(`R4 a 404 with the body "${body}" is absent`, async (t) => {
    const json = JSON.stringify(body)
    const { client, reference, signal } = await openSeeded(t, {
      script: `* /manifests/: status(404, {"content-type": "application/json"}, ${json})`,
    })
    assert.deepEqual(await client.manifest(reference, signal), { status: 'absent' })
    assert.deepEqual(await client.digest(reference, signal), { status: 'absent' })
  })

test('R7 manifest() shows a foreign image at our tag as it is, with its digest and marks', async (t) => {
  const { client, upstream, reference, signal } = await openSeeded(t)
  const foreign = sampleImage('foreign', { 'org.example': 'mine' })
  await seedImage({ ...reference, registry: upstream }, foreign)
  const answer = await client.manifest(reference, signal)
  assert.equal(answer.status, 'present')
  assert.equal(answer.manifest.digest, foreign.descriptor.digest)
  assert.deepEqual(answer.manifest.content.annotations, { 'org.example': 'mine' })
})

test('R33 manifest() hands on an index as it is: variants, nested indexes, attestations', async (t) => {
  const { client, upstream, reference, image, signal } = await openSeeded(t)
  const nested = {
    mediaType: OCI_INDEX,
    bytes: Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: OCI_INDEX, manifests: [image.descriptor] })),
  }
  await seedManifest({ ...reference, registry: upstream, tag: 'nested' }, nested)
  const content = {
    schemaVersion: 2,
    mediaType: OCI_INDEX,
    manifests: [
      { ...image.descriptor, platform: { os: 'linux', architecture: 'arm64', variant: 'v8' } },
      { mediaType: OCI_INDEX, digest: digestOf(nested.bytes), size: nested.bytes.length },
      {
        ...image.descriptor,
        platform: { os: 'unknown', architecture: 'unknown' },
        annotations: { 'vnd.docker.reference.type': 'attestation-manifest' },
      },
    ],
  }
  const bytes = Buffer.from(JSON.stringify(content))
  await seedManifest({ ...reference, registry: upstream, tag: 'index' }, { mediaType: OCI_INDEX, bytes })
  const answer = await client.manifest({ ...reference, tag: 'index' }, signal)
  assert.equal(answer.status, 'present')
  assert.deepEqual(answer.manifest.content, content)
  const { registry, path } = reference
  const child = await client.manifest({ registry, path, digest: image.descriptor.digest }, signal)
  assert.equal(child.status, 'present')
  assert.equal(child.manifest.mediaType, OCI_MANIFEST)
})

test('R34 manifest() names schema 1 and does not read it', async (t) => {
  const type = 'application/vnd.docker.distribution.manifest.v1+prettyjws'
  const body = JSON.stringify({ schemaVersion: 1, name: PATH, tag: TAG, fsLayers: [], history: [], signatures: [] })
  for (const contentType of [type, 'application/json']) {
    const { client, reference, signal } = await openSeeded(t, {
      script: `GET /manifests/: status(200, {"content-type": "${contentType}"}, ${JSON.stringify(body)})`,
    })
    const message = messageOf(await client.manifest(reference, signal))
    if (contentType === type) assert.ok(message.includes(type), message)
  }
})

for (const [what, body] of Object.entries({
  'no JSON': '<html>login here</html>',
  'a number': '7',
  'no layers': `{"schemaVersion":2,"mediaType":"${OCI_MANIFEST}","config":{}}`,
  'a digest that is none': JSON.stringify({
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    config: { mediaType: OCI_CONFIG, digest: 'sha256:../../etc', size: 1 },
    layers: [{ mediaType: OCI_LAYER_GZIP, digest: digestOf(''), size: -1 }],
  }),
}))
  test(`R14 manifest() refuses a body that is ${what}`, async (t) => {
    const { client, reference, signal } = await openSeeded(t, {
      script: `GET /manifests/: status(200, {"content-type": "${OCI_MANIFEST}"}, ${JSON.stringify(body)})`,
    })
    assert.equal((await client.manifest(reference, signal)).status, 'unknown')
  })

test('R14 manifest() by digest refuses another manifest, and names both digests', async (t) => {
  const other = sampleImage('other')
  const { client, reference, image, signal } = await openSeeded(t, {
    script: 'GET /manifests/: callAfter("swap")',
    hooks: { swap: () => ({ status: 200, headers: { 'content-type': OCI_MANIFEST }, body: other.manifest.bytes }) },
  })
  const { registry, path } = reference
  const message = messageOf(await client.manifest({ registry, path, digest: image.descriptor.digest }, signal))
  assert.ok(message.includes(image.descriptor.digest) && message.includes(other.descriptor.digest), message)
})

test('R14 manifest() by digest survives one damaged answer, and not two', async (t) => {
  const script = 'GET /manifests/: 1*flip@60 -> 1*pass -> flip@60'
  const { client, proxy, reference, image, signal } = await openSeeded(t, { script })
  const { registry, path } = reference
  const asked = { registry, path, digest: image.descriptor.digest }
  assert.equal((await client.manifest(asked, signal)).status, 'present')
  assert.equal((await client.manifest(asked, signal)).status, 'unknown')
  assert.equal(proxy.log.length, 4)
})

test('R14 manifest() by tag and digest asks for the digest', async (t) => {
  const { client, proxy, upstream, reference, image, signal } = await openSeeded(t)
  await seedImage({ ...reference, registry: upstream }, sampleImage('newer'))
  const answer = await client.manifest({ ...reference, digest: image.descriptor.digest }, signal)
  assert.equal(answer.status, 'present')
  assert.equal(answer.manifest.digest, image.descriptor.digest)
  assert.ok(proxy.log.every(({ target }) => target.endsWith(image.descriptor.digest)))
})

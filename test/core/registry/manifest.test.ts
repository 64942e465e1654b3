import assert from 'node:assert/strict'
import { test } from 'node:test'
import { digestOf } from '../../../src/core/oci/digest.ts'
import { DOCKER_LIST, DOCKER_MANIFEST, OCI_INDEX, OCI_MANIFEST } from '../../../src/core/oci/media-types.ts'
import { isIndex } from '../../../src/core/oci/types.ts'
import { readManifest, UnusableManifest } from '../../../src/core/registry/manifest.ts'

const DESCRIPTOR = { mediaType: 'a/b', digest: `sha256:${'a'.repeat(64)}`, size: 1 }
const IMAGE = { schemaVersion: 2, mediaType: OCI_MANIFEST, config: DESCRIPTOR, layers: [DESCRIPTOR] }
const INDEX = { schemaVersion: 2, mediaType: OCI_INDEX, manifests: [DESCRIPTOR] }

const bytesOf = (value: unknown): Uint8Array => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value))

test('readManifest() tells indexes from images, of either vendor', () => {
  for (const mediaType of [OCI_MANIFEST, DOCKER_MANIFEST])
    assert.ok(!isIndex(readManifest(bytesOf({ ...IMAGE, mediaType }), undefined).content))
  for (const mediaType of [OCI_INDEX, DOCKER_LIST])
    assert.ok(isIndex(readManifest(bytesOf({ ...INDEX, mediaType }), undefined).content))
})

test('readManifest() keeps bytes, digest and fields that it does not know', () => {
  const bytes = bytesOf({ ...IMAGE, subject: DESCRIPTOR })
  const { digest, bytes: kept, content } = readManifest(bytes, undefined)
  assert.equal(digest, digestOf(bytes))
  assert.equal(kept, bytes)
  assert.ok('subject' in content)
})

test('readManifest() takes the Content-Type where the document names no type', () => {
  const { mediaType, content } = readManifest(
    bytesOf({ ...INDEX, mediaType: undefined }),
    `${OCI_INDEX}; charset=utf-8`,
  )
  assert.deepEqual([mediaType, content.mediaType], [OCI_INDEX, OCI_INDEX])
})

test('readManifest() names the media type of schema 1 and of artifacts', () => {
  const signed = 'application/vnd.docker.distribution.manifest.v1+prettyjws'
  assert.throws(() => readManifest(bytesOf({ schemaVersion: 1 }), signed), new RegExp(signed.replaceAll('+', '\\+')))
  assert.throws(() => readManifest(bytesOf({ schemaVersion: 1 }), 'application/json'), /manifest\.v1\+json.*schema 1/)
  assert.throws(() => readManifest(bytesOf({ ...IMAGE, mediaType: 'x/artifact' }), OCI_MANIFEST), /"x\/artifact"/)
})

const BAD: Readonly<Record<string, unknown>> = {
  'not JSON': '{',
  'not UTF-8': Buffer.from([0x22, 0xff, 0x22]),
  'a list': [],
  null: null,
  'no schemaVersion': { ...IMAGE, schemaVersion: undefined },
  'an image that is also an index': { ...IMAGE, manifests: [] },
  'an index that is also an image': { ...INDEX, layers: [] },
  'no layers': { ...IMAGE, layers: undefined },
  'no config': { ...IMAGE, config: undefined },
  'layers that are no list': { ...IMAGE, layers: {} },
  'an index without manifests': { ...INDEX, manifests: 'x' },
  'a digest in another algorithm': { ...IMAGE, layers: [{ ...DESCRIPTOR, digest: `sha512:${'a'.repeat(128)}` }] },
  'a size that is no number': { ...IMAGE, layers: [{ ...DESCRIPTOR, size: '1' }] },
  'a negative size': { ...IMAGE, layers: [{ ...DESCRIPTOR, size: -1 }] },
  'a size past 2^53': { ...IMAGE, layers: [{ ...DESCRIPTOR, size: 2 ** 60 }] },
  'a platform without architecture': { ...INDEX, manifests: [{ ...DESCRIPTOR, platform: { os: 'linux' } }] },
  'annotations that are no texts': { ...IMAGE, annotations: { a: 1 } },
}

for (const [what, value] of Object.entries(BAD))
  test(`readManifest() refuses ${what}`, () => {
    const bytes = value instanceof Uint8Array ? value : bytesOf(value)
    assert.throws(() => readManifest(bytes, OCI_MANIFEST), UnusableManifest)
  })

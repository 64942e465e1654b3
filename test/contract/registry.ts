import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test, type TestContext } from 'node:test'
import { ActionError } from '../../src/core/errors.ts'
import { digestOf } from '../../src/core/oci/digest.ts'
import { DOCKER_MANIFEST, OCI_CONFIG, OCI_INDEX, OCI_LAYER_GZIP, OCI_MANIFEST } from '../../src/core/oci/media-types.ts'
import type { Repository } from '../../src/core/oci/reference.ts'
import type { Descriptor } from '../../src/core/oci/types.ts'
import { missingBlobs } from '../../src/core/registry/refusal.ts'
import type { OutgoingManifest, Registry, UploadBlob } from '../../src/ports.ts'

/** An implementation of the port, and two registries that it can speak to. */
export interface RegistryUnderTest {
  readonly registry: Registry
  readonly host: string
  readonly otherHost: string
}

/** Checks that hold for every implementation of the port Registry; `open` may give the same one again. */
export const registryContract = (name: string, open: (t: TestContext) => Promise<RegistryUnderTest>): void => {
  for (const [criterion, check] of Object.entries(CHECKS))
    test(`${name} ${criterion}`, async (t) => check({ ...(await open(t)), signal: AbortSignal.timeout(30_000) }))
}

interface Bench extends RegistryUnderTest {
  readonly signal: AbortSignal
}

const CHECKS: Readonly<Record<string, (bench: Bench) => Promise<void>>> = {
  'manifest() and digest() say absent for what was never pushed': async ({ registry, host, signal }) => {
    const reference = { ...fresh(host), tag: 'none' }
    assert.deepEqual(await registry.manifest(reference, signal), { status: 'absent' })
    assert.deepEqual(await registry.digest(reference, signal), { status: 'absent' })
    assert.deepEqual(await registry.manifest({ ...fresh(host), digest: digestOf('none') }, signal), {
      status: 'absent',
    })
  },

  'manifest(), digest() and blob() give back what was pushed, byte for byte': async (bench) => {
    const { registry, host, signal } = bench
    const image = imageOf(OCI_MANIFEST)
    const repository = fresh(host)
    await push(bench, repository, image)
    const found = await registry.manifest({ ...repository, tag: 'v1' }, signal)
    assert.equal(found.status, 'present')
    assert.deepEqual(Buffer.from(found.manifest.bytes), Buffer.from(image.manifest.bytes))
    assert.equal(found.manifest.digest, digestOf(image.manifest.bytes))
    assert.equal(found.manifest.mediaType, OCI_MANIFEST)
    assert.deepEqual(await registry.digest({ ...repository, tag: 'v1' }, signal), {
      status: 'present',
      digest: found.manifest.digest,
    })
    const config = await registry.blob(repository, image.config.descriptor, signal)
    assert.deepEqual(Buffer.from(config), Buffer.from(image.config.bytes))
  },

  'manifest() by digest finds what was pushed by tag, and asks for the digest when both are given': async (bench) => {
    const { registry, host, signal } = bench
    const repository = fresh(host)
    const [one, two] = [imageOf(OCI_MANIFEST), imageOf(OCI_MANIFEST)]
    await push(bench, repository, one)
    await push(bench, repository, two)
    const digest = digestOf(one.manifest.bytes)
    const found = await registry.manifest({ ...repository, tag: 'v1', digest }, signal)
    assert.equal(found.status === 'present' && found.manifest.digest, digest)
  },

  'putManifest() moves a tag': async (bench) => {
    const { registry, host, signal } = bench
    const repository = fresh(host)
    await push(bench, repository, imageOf(OCI_MANIFEST))
    const second = imageOf(OCI_MANIFEST)
    await push(bench, repository, second)
    const answer = await registry.digest({ ...repository, tag: 'v1' }, signal)
    assert.equal(answer.status === 'present' && answer.digest, digestOf(second.manifest.bytes))
  },

  'putManifest() takes an index of images that are there': async (bench) => {
    const { registry, host, signal } = bench
    const repository = fresh(host)
    const image = imageOf(OCI_MANIFEST)
    await push(bench, repository, image)
    const child = descriptorOf(image.manifest.bytes, OCI_MANIFEST)
    const index = manifestOf({ mediaType: OCI_INDEX, manifests: [child] })
    await registry.putManifest({ ...repository, tag: 'all' }, index, signal)
    const found = await registry.manifest({ ...repository, tag: 'all' }, signal)
    assert.equal(found.status === 'present' && found.manifest.mediaType, OCI_INDEX)
  },

  'putManifest() takes and gives back Docker types': async (bench) => {
    const { registry, host, signal } = bench
    const repository = fresh(host)
    await push(bench, repository, imageOf(DOCKER_MANIFEST))
    const found = await registry.manifest({ ...repository, tag: 'v1' }, signal)
    assert.equal(found.status === 'present' && found.manifest.mediaType, DOCKER_MANIFEST)
  },

  'putManifest() without its blobs throws REGISTRY_FAILED, and missingBlobs() names one': async (bench) => {
    const { registry, host, signal } = bench
    const { manifest, config, layer } = imageOf(OCI_MANIFEST)
    const repository = fresh(host)
    await registry.upload(repository, config, signal)
    const failure = await failureOf(registry.putManifest({ ...repository, tag: 'v1' }, manifest, signal))
    assert.deepEqual(missingBlobs(failure), [layer.descriptor.digest])
    assert.deepEqual(await registry.manifest({ ...repository, tag: 'v1' }, signal), { status: 'absent' })
  },

  'blob() throws REGISTRY_FAILED for a blob that is not there': async ({ registry, host, signal }) => {
    await failureOf(registry.blob(fresh(host), blobOf(randomBytes(10)).descriptor, signal))
  },

  'upload() tells how many bytes left': async ({ registry, host, signal }) => {
    const blob = blobOf(randomBytes(1000))
    assert.deepEqual(await registry.upload(fresh(host), blob, signal), { how: 'uploaded', bytes: 1000 })
  },

  'upload() takes an empty blob and one of a megabyte': async ({ registry, host, signal }) => {
    const repository = fresh(host)
    for (const size of [0, 1_000_000]) {
      const blob = blobOf(randomBytes(size))
      await registry.upload(repository, blob, signal)
      assert.deepEqual(Buffer.from(await registry.blob(repository, blob.descriptor, signal)), Buffer.from(blob.bytes))
    }
  },

  'upload() refuses bytes that are not those of the digest': async ({ registry, host, signal }) => {
    const { descriptor } = blobOf(randomBytes(10))
    await failureOf(registry.upload(fresh(host), { descriptor, bytes: randomBytes(10) }, signal))
  },

  'copy() within a registry mounts': async ({ registry, host, signal }) => {
    const [from, to] = [fresh(host), fresh(host)]
    const blob = blobOf(randomBytes(5000))
    await registry.upload(from, blob, signal)
    assert.deepEqual(await registry.copy(from, to, blob.descriptor, signal), { how: 'mounted', bytes: 0 })
    assert.deepEqual(Buffer.from(await registry.blob(to, blob.descriptor, signal)), Buffer.from(blob.bytes))
  },

  'copy() to another registry streams once, then mounts': async ({ registry, host, otherHost, signal }) => {
    const from = fresh(host)
    const blob = blobOf(randomBytes(300_000))
    await registry.upload(from, blob, signal)
    const targets = [fresh(otherHost), fresh(otherHost), fresh(otherHost)]
    const transfers = await Promise.all(targets.map((to) => registry.copy(from, to, blob.descriptor, signal)))
    assert.deepEqual(transfers.map(({ how }) => how).sort(), ['mounted', 'mounted', 'streamed'])
    assert.deepEqual(
      transfers.map(({ bytes }) => bytes).sort((a, b) => a - b),
      [0, 0, 300_000],
    )
    for (const to of targets)
      assert.deepEqual(Buffer.from(await registry.blob(to, blob.descriptor, signal)), Buffer.from(blob.bytes))
  },

  'copy() of a blob that is not there throws REGISTRY_FAILED': async ({ registry, host, otherHost, signal }) => {
    const { descriptor } = blobOf(randomBytes(10))
    await failureOf(registry.copy(fresh(host), fresh(otherHost), descriptor, signal))
    await failureOf(registry.copy(fresh(host), fresh(host), descriptor, signal))
  },

  'every verb ends with the reason of a signal that has aborted': async ({ registry, host }) => {
    const reason = new Error('cancelled')
    const signal = AbortSignal.abort(reason)
    const repository = fresh(host)
    const blob = blobOf(randomBytes(10))
    const isReason = (error: unknown): boolean => error === reason
    await assert.rejects(registry.manifest({ ...repository, tag: 'x' }, signal), isReason)
    await assert.rejects(registry.digest({ ...repository, tag: 'x' }, signal), isReason)
    await assert.rejects(registry.blob(repository, blob.descriptor, signal), isReason)
    await assert.rejects(registry.upload(repository, blob, signal), isReason)
    await assert.rejects(registry.copy(repository, fresh(host), blob.descriptor, signal), isReason)
    await assert.rejects(
      registry.putManifest({ ...repository, tag: 'x' }, imageOf(OCI_MANIFEST).manifest, signal),
      isReason,
    )
  },
}

interface Image {
  readonly config: UploadBlob
  readonly layer: UploadBlob
  readonly manifest: OutgoingManifest
}

/** A repository that no other check uses. */
const fresh = (registry: string): Repository => ({ registry, path: `contract/${randomBytes(8).toString('hex')}` })

const descriptorOf = (bytes: Uint8Array, mediaType: string): Descriptor => ({
  mediaType,
  digest: digestOf(bytes),
  size: bytes.length,
})

const blobOf = (bytes: Uint8Array, mediaType = OCI_LAYER_GZIP): UploadBlob => ({
  descriptor: descriptorOf(bytes, mediaType),
  bytes,
})

const manifestOf = (content: { readonly mediaType: string; readonly [field: string]: unknown }): OutgoingManifest => ({
  mediaType: content.mediaType,
  bytes: Buffer.from(JSON.stringify({ schemaVersion: 2, ...content })),
})

const imageOf = (mediaType: string): Image => {
  const config = blobOf(Buffer.from(JSON.stringify({ os: 'linux', seed: randomBytes(8).toString('hex') })), OCI_CONFIG)
  const layer = blobOf(randomBytes(100))
  return { config, layer, manifest: manifestOf({ mediaType, config: config.descriptor, layers: [layer.descriptor] }) }
}

const push = async ({ registry, signal }: Bench, repository: Repository, image: Image): Promise<void> => {
  await Promise.all([image.config, image.layer].map((blob) => registry.upload(repository, blob, signal)))
  await registry.putManifest({ ...repository, tag: 'v1' }, image.manifest, signal)
}

const failureOf = async (work: Promise<unknown>): Promise<ActionError> => {
  const error: unknown = await work.then(
    () => undefined,
    (failure: unknown) => failure,
  )
  assert.ok(error instanceof ActionError, `Expected an ActionError, got ${String(error)}`)
  assert.equal(error.code, 'REGISTRY_FAILED')
  return error
}

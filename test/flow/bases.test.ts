import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canonicalJson, type Json } from '../../src/core/oci/canonical-json.ts'
import { digestOf } from '../../src/core/oci/digest.ts'
import * as types from '../../src/core/oci/media-types.ts'
import { parsePlatform } from '../../src/core/oci/platform.ts'
import type { Descriptor, Platform } from '../../src/core/oci/types.ts'
import { type BaseImage, openBases } from '../../src/flow/bases.ts'
import { fakeRegistry, type FakeRegistry } from '../fakes/registry.ts'
import { signal } from './stage.ts'

const PLACE = { registry: 'registry.test', path: 'base' }

const json = (value: unknown): Buffer => Buffer.from(canonicalJson(value as Json))

const descriptor = (mediaType: string, bytes: Uint8Array): Descriptor => ({
  mediaType,
  digest: digestOf(bytes),
  size: bytes.length,
})

interface ImageForm {
  readonly manifest?: string
  readonly config?: string
  readonly layer?: string
}

/** Pushes an image of one layer, in OCI's types unless others are named, and returns its descriptor. */
const pushImage = async (registry: FakeRegistry, platform: Platform, form: ImageForm = {}): Promise<Descriptor> => {
  const { manifest: mediaType = types.OCI_MANIFEST, config = types.OCI_CONFIG, layer = types.OCI_LAYER_GZIP } = form
  const layerBytes = Buffer.from(`layer of ${platform.architecture}${platform.variant ?? ''}`)
  const configBytes = json({ ...platform, rootfs: { type: 'layers', diff_ids: [digestOf(layerBytes)] } })
  for (const [name, bytes] of [
    [layer, layerBytes],
    [config, configBytes],
  ] as const)
    await registry.upload(PLACE, { descriptor: descriptor(name, bytes), bytes }, signal)
  const manifest = json({
    schemaVersion: 2,
    mediaType,
    config: descriptor(config, configBytes),
    layers: [descriptor(layer, layerBytes)],
  })
  await registry.putManifest({ ...PLACE, digest: digestOf(manifest) }, { mediaType, bytes: manifest }, signal)
  return { ...descriptor(mediaType, manifest), platform }
}

const pushIndex = async (
  registry: FakeRegistry,
  manifests: readonly Descriptor[],
  mediaType = types.OCI_INDEX,
): Promise<Descriptor> => {
  const bytes = json({ schemaVersion: 2, mediaType, manifests })
  await registry.putManifest({ ...PLACE, digest: digestOf(bytes) }, { mediaType, bytes }, signal)
  return descriptor(mediaType, bytes)
}

const read = (registry: FakeRegistry, { digest }: Descriptor, platform = 'linux/amd64'): Promise<BaseImage> =>
  openBases(registry).read({ ...PLACE, digest }, parsePlatform(platform), signal)

const AMD = parsePlatform('linux/amd64')
const ARM = parsePlatform('linux/arm64/v8')

test('R33 openBases() takes the manifest of the platform, whatever its variant is called', async () => {
  const registry = fakeRegistry()
  const index = await pushIndex(registry, [await pushImage(registry, AMD), await pushImage(registry, ARM)])
  assert.equal((await read(registry, index)).config.architecture, 'amd64')
  assert.equal((await read(registry, index, 'linux/arm64')).config.architecture, 'arm64')
})

test('R33 openBases() lists the platforms there are', async () => {
  const registry = fakeRegistry()
  const index = await pushIndex(registry, [await pushImage(registry, AMD), await pushImage(registry, ARM)])
  await assert.rejects(read(registry, index, 'linux/s390x'), {
    message: /Cannot find platform linux\/s390x/,
    hint: 'It has linux/amd64, linux/arm64/v8',
  })
})

test('R33 openBases() follows an index in an index', async () => {
  const registry = fakeRegistry()
  const inner = await pushIndex(registry, [await pushImage(registry, AMD)])
  assert.equal((await read(registry, await pushIndex(registry, [inner]))).config.architecture, 'amd64')
})

test('R33 openBases() takes no attestation for an image', async () => {
  const registry = fakeRegistry()
  const image = await pushImage(registry, AMD)
  const attestation = {
    ...(await pushImage(registry, { os: 'unknown', architecture: 'unknown' })),
    annotations: { 'vnd.docker.reference.type': 'attestation-manifest' },
  }
  const index = await pushIndex(registry, [attestation, image])
  assert.equal((await read(registry, index)).digest, image.digest)
  await assert.rejects(read(registry, index, 'linux/s390x'), { hint: 'It has linux/amd64' })
})

test('R33 openBases() refuses an image made for another platform', async () => {
  const registry = fakeRegistry()
  await assert.rejects(read(registry, await pushImage(registry, ARM)), /Cannot find platform linux\/amd64/)
})

test('openBases() reads Docker’s forms and gives OCI’s, with the same digests', async () => {
  const registry = fakeRegistry()
  const docker = { manifest: types.DOCKER_MANIFEST, config: types.DOCKER_CONFIG, layer: types.DOCKER_LAYER_GZIP }
  const index = await pushIndex(registry, [await pushImage(registry, AMD, docker)], types.DOCKER_LIST)
  const { layers, manifest } = await read(registry, index)
  assert.deepEqual(
    layers.map(({ mediaType }) => mediaType),
    [types.OCI_LAYER_GZIP],
  )
  assert.equal(layers[0]?.digest, manifest.layers[0]?.digest)
})

test('openBases() refuses a foreign layer by name', async () => {
  const registry = fakeRegistry()
  const image = await pushImage(registry, AMD, { layer: types.DOCKER_FOREIGN_LAYER })
  await assert.rejects(
    read(registry, image),
    /Cannot use base layer sha256:[0-9a-f]+ of type "application\/vnd\.docker\.image\.rootfs\.foreign/,
  )
})

test('openBases() reads a base once for many functions', async () => {
  const registry = fakeRegistry()
  const { digest } = await pushImage(registry, AMD)
  const bases = openBases(registry)
  await Promise.all(Array.from({ length: 20 }, () => bases.read({ ...PLACE, digest }, AMD, signal)))
  assert.equal(registry.count('manifest'), 1)
  assert.equal(registry.count('blob'), 1)
})

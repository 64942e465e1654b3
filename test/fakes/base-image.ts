import assert from 'node:assert/strict'
import { gzipSync } from 'node:zlib'
import { type Digest, digestOf } from '../../src/core/oci/digest.ts'
import { OCI_CONFIG, OCI_INDEX, OCI_LAYER_GZIP, OCI_MANIFEST } from '../../src/core/oci/media-types.ts'

/** Where an image goes: a registry that asks for nothing. */
export interface ImagePlace {
  /** `host:port`. */
  readonly host: string
  readonly repository: string
  readonly tag: string
}

/** Pushes an index of one linux/amd64 image whose only layer is an empty tar; returns the digest of the index. */
export const pushBaseImage = async (place: ImagePlace): Promise<Digest> => {
  const tar = new Uint8Array(1024)
  const layer = gzipSync(tar)
  const config = json({
    created: '2026-01-02T03:04:05Z',
    os: 'linux',
    architecture: 'amd64',
    config: { Env: ['PATH=/usr/local/bin:/usr/bin:/bin'] },
    rootfs: { type: 'layers', diff_ids: [digestOf(tar)] },
    history: [{ created: '2026-01-02T03:04:05Z', created_by: 'test' }],
  })
  const manifest = json({
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    config: descriptor(OCI_CONFIG, config),
    layers: [descriptor(OCI_LAYER_GZIP, layer)],
  })
  const platform = { os: 'linux', architecture: 'amd64' }
  const manifests = [{ ...descriptor(OCI_MANIFEST, manifest), platform }]
  const index = json({ schemaVersion: 2, mediaType: OCI_INDEX, manifests })
  await putBlob(place, layer)
  await putBlob(place, config)
  await putManifest(place, digestOf(manifest), OCI_MANIFEST, manifest)
  await putManifest(place, place.tag, OCI_INDEX, index)
  return digestOf(index)
}

const json = (content: unknown): Buffer => Buffer.from(JSON.stringify(content))

const descriptor = (mediaType: string, bytes: Uint8Array) => ({
  mediaType,
  digest: digestOf(bytes),
  size: bytes.length,
})

const putBlob = async ({ host, repository }: ImagePlace, bytes: Buffer): Promise<void> => {
  const begun = await fetch(`http://${host}/v2/${repository}/blobs/uploads/`, { method: 'POST' })
  const place = new URL(begun.headers.get('location') ?? '', begun.url)
  place.searchParams.set('digest', digestOf(bytes))
  const headers = { 'content-type': 'application/octet-stream' }
  const done = await fetch(place, { method: 'PUT', headers, body: new Uint8Array(bytes) })
  assert.equal(done.status, 201)
}

const putManifest = async (
  { host, repository }: ImagePlace,
  reference: string,
  mediaType: string,
  bytes: Buffer,
): Promise<void> => {
  const headers = { 'content-type': mediaType }
  const url = `http://${host}/v2/${repository}/manifests/${reference}`
  const { status } = await fetch(url, { method: 'PUT', headers, body: new Uint8Array(bytes) })
  assert.equal(status, 201)
}
